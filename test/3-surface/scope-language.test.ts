/** Hierarchies and names of scopes, from config and `x-mcp`, and what they change about least privilege. */
import { describe, expect, test } from "vitest";
import { deriveScopes } from "../../generator/3-surface/derive-scopes.ts";
import { createHierarchy } from "../../generator/3-surface/scope-language.ts";
import type { GenerateOptions } from "../../generator/options.ts";
import { modelOf, openapi, surfaceOf } from "../support/in-memory-document.ts";

const flows = (scopes: readonly string[]): object => ({
  authorizationCode: {
    authorizationUrl: "https://as.example/authorize",
    tokenUrl: "https://as.example/token",
    scopes: Object.fromEntries(scopes.map((scope) => [scope, ""])),
  },
});
const one = (...alternatives: readonly (readonly string[])[]): object => ({
  security: alternatives.map((scopes) => ({ oauth: scopes })),
});

function documentOf(paths: object, scopes?: unknown, more: object = {}): object {
  const said = scopes === undefined ? {} : { "x-mcp": { scopes } };
  const oauth = { type: "oauth2", flows: flows(["read", "write", "admin"]), ...said };
  return openapi(paths, { components: { securitySchemes: { oauth, ...more } } });
}

const pets = { "/pets": { get: one(["read"]), post: one(["write"]), delete: one(["admin"]) } };

function apiScopes(document: object, options: Partial<GenerateOptions> = {}): unknown {
  const { implies, asked } = surfaceOf(document, options).surface.api.scopes;
  return { implies, asked };
}

function findings(document: object, options: Partial<GenerateOptions> = {}): readonly (readonly [string, string])[] {
  const { found } = surfaceOf(document, options);
  return found.flatMap(({ code, place }) => (code.startsWith("x-mcp") ? [[code, place.pointer] as const] : []));
}

const place = "/components/securitySchemes/oauth/x-mcp";

describe("least privilege with a hierarchy", () => {
  const paths = {
    "/a": { get: one(["broad"], ["narrow"]) },
    "/b": { get: one(["narrow"]), post: one(["write"]) },
  };

  test("by itself each opens what names it; a broad scope opens what comes with it", () => {
    const alternatives = (options: Partial<GenerateOptions>): unknown =>
      surfaceOf(documentOf(paths), options).tools.get("get_a")?.definition.scopes;
    expect(alternatives({})).toEqual([["broad"], ["narrow"]]);
    expect(alternatives({ auth: { scopes: { implies: { broad: ["middle"], middle: ["write", "narrow"] } } } })).toEqual(
      [["narrow"], ["broad"]],
    );
  });

  test("where both open the same, the one that stands for fewer scopes, whatever its name", () => {
    const { tools, surface } = surfaceOf(documentOf({ "/a": { get: one(["a"], ["z"]) } }), {
      auth: { scopes: { implies: { a: ["z"] } } },
    });
    expect(tools.get("get_a")?.definition.scopes).toEqual([["z"], ["a"]]);
    expect(surface.api.scopes.baseline.read).toEqual(["z"]);
    expect(surface.decisions[0]?.causes.flatMap(({ about, because }) => (about === "scopes" ? [because] : []))).toEqual(
      ["`security`, least privilege first: it stands for 1 scope, a 2"],
    );
  });
});

describe("what a scope opens is counted at the API", () => {
  const paths = {
    "/a": { get: { tags: ["kept"], ...one(["x"], ["y"]) } },
    "/b": { get: { tags: ["kept"], ...one(["y"]) } },
    "/c": { delete: { tags: ["left"], ...one(["x"]) } },
  };

  test.each([
    ["with the service", [], ["x", "y"]],
    ["without it: the scope that opens its write is no better for that", ["left"], ["y"]],
  ])("%s", (_name, exclude, supported) => {
    const { surface } = surfaceOf(documentOf(paths), { services: { exclude } });
    expect(surface.api.scopes.supported).toEqual(supported);
    expect(surface.api.scopes.baseline.read).toEqual(["y"]);
  });
});

describe("the baseline of the first 401", () => {
  const write = { "/w": { post: one(["a", "b"]) } };
  const reads = { "/1": { get: one(["a"], ["c"]) }, "/2": { get: one(["b"]) }, "/3": { get: one(["c"]) } };

  test("opens no write by two scopes together, where another alternative exists", () => {
    const { surface, tools } = surfaceOf(documentOf({ ...write, ...reads }));
    expect(tools.get("get_1")?.definition.scopes).toEqual([["a"], ["c"]]);
    expect(surface.api.scopes.baseline.read).toEqual(["b", "c"]);
  });

  test("asks for what is preferred where there is no such write, or no way round it", () => {
    expect(surfaceOf(documentOf(reads)).surface.api.scopes.baseline.read).toEqual(["a", "b", "c"]);
    const only = { ...write, "/1": { get: one(["a"]) }, "/2": { get: one(["b"]) } };
    expect(surfaceOf(documentOf(only)).surface.api.scopes.baseline.read).toEqual(["a", "b"]);
  });
});

describe("x-mcp.scopes of a security scheme", () => {
  test("says what the config can say", () => {
    const said = { implies: { admin: ["write"], write: ["read"] }, prefix: "api://p/", map: { admin: "https://as/a" } };
    expect(apiScopes(documentOf(pets, said))).toEqual(apiScopes(documentOf(pets), { auth: { scopes: said } }));
    expect(apiScopes(documentOf(pets, said))).toEqual({
      implies: {
        admin: ["read", "write"],
        "api://p/read": ["read"],
        "api://p/write": ["read", "write"],
        "https://as/a": ["admin", "read", "write"],
        write: ["read"],
      },
      asked: { admin: "https://as/a", read: "api://p/read", write: "api://p/write" },
    });
    expect(findings(documentOf(pets, said))).toEqual([]);
  });

  test("decides least privilege too", () => {
    const paths = {
      "/a": { get: one(["admin"], ["read"]) },
      "/b": { get: one(["read"]) },
      "/c": { put: one(["write"]) },
    };
    const { tools } = surfaceOf(documentOf(paths, { implies: { admin: ["read", "write"] } }));
    expect(tools.get("get_a")?.definition.scopes).toEqual([["read"], ["admin"]]);
  });

  test("stands on any scheme; the first that says something of a scope holds", () => {
    const more = {
      token: { type: "http", scheme: "bearer", "x-mcp": { scopes: { prefix: "q/", map: { read: "r" } } } },
    };
    const document = documentOf(pets, { prefix: "p/" }, more);
    expect(apiScopes(document)).toMatchObject({ asked: { read: "r", write: "p/write" } });
    expect(findings(document)).toEqual([
      ["x-mcp-wrong-value", "/components/securitySchemes/token/x-mcp/scopes/prefix"],
    ]);
  });

  test.each<readonly [string, object, Partial<GenerateOptions>, unknown]>([
    [
      "implies, scope by scope",
      { implies: { admin: ["read"], write: ["read"] } },
      { auth: { scopes: { implies: { admin: ["other"] } } } },
      { implies: { admin: ["other"], write: ["read"] } },
    ],
    [
      "a prefix, over the document's map too",
      { prefix: "evil/", map: { read: "evil" } },
      { auth: { scopes: { prefix: "p/" } } },
      { asked: { read: "p/read", write: "p/write", admin: "p/admin" } },
    ],
    [
      "a map, scope by scope",
      { map: { read: "evil", write: "w" } },
      { auth: { scopes: { map: { read: "r" } } } },
      { asked: { read: "r", write: "w" } },
    ],
  ])("the config wins: %s", (_name, said, options, want) => {
    expect(apiScopes(documentOf(pets, said), options)).toMatchObject(want as object);
  });

  const held: Partial<GenerateOptions> = { tools: { rules: [{ match: { method: "DELETE" }, scopes: ["held"] }] } };
  test.each<readonly [string, object, string]>([
    ["as part of another", { implies: { read: ["held"] } }, "/scopes/implies/read"],
    ["over two steps", { implies: { read: ["middle"], middle: ["held"] } }, "/scopes/implies/middle"],
    ["under another name", { map: { held: "read:all" } }, "/scopes/map/held"],
    ["as the name of another", { map: { read: "held" } }, "/scopes/map/read"],
  ])("hands out no scope that a rule of the config asks for, %s", (_name, said, where) => {
    const document = documentOf(pets, said);
    expect(findings(document, held)).toEqual([["x-mcp-scopes-set-aside", place + where]]);
    const { implies = {} } = surfaceOf(document, held).surface.api.scopes;
    expect(Object.entries(implies).filter(([name, meant]) => name !== "held" && meant.includes("held"))).toEqual([]);
  });

  test("nor with or without a prefix", () => {
    const rules = [
      { match: { method: "DELETE" }, scopes: ["app/held"] },
      { match: { method: "PUT" }, scopes: ["x"] },
    ];
    const document = documentOf({ "/pets": { ...pets["/pets"], put: {} } }, { prefix: "app/" });
    expect(apiScopes(document, { tools: { rules } })).toEqual({
      implies: { "app/read": ["read"], "app/write": ["write"] },
      asked: { read: "app/read", write: "app/write" },
    });
  });

  test.each<readonly [string, unknown, readonly string[]]>([
    ["not an object", "pets", ["/scopes"]],
    ["a list, which is the operations' way", ["read"], ["/scopes"]],
    ["an unknown key", { implied: {} }, ["/scopes/implied"]],
    [
      "what every token has",
      { implies: { openid: ["admin"], email: ["admin"] } },
      ["/scopes/implies/openid", "/scopes/implies/email"],
    ],
    ["the name of what every token has", { map: { admin: "openid" } }, ["/scopes/map/admin"]],
    [
      "text that is no scope",
      { implies: { "a b": ["read"], write: ["a b"] } },
      ["/scopes/implies/a b", "/scopes/implies/write"],
    ],
    ["a text for a list", { implies: { write: "read" } }, ["/scopes/implies/write"]],
    ["a list for an object", { implies: ["read"], map: [] }, ["/scopes/implies", "/scopes/map"]],
    ["a prefix with a space, and one too long", { prefix: "a b" }, ["/scopes/prefix"]],
    ["a prefix that is too long", { prefix: "a".repeat(257) }, ["/scopes/prefix"]],
    ["too many", { implies: { write: Array.from({ length: 301 }, (_, n) => `s${n}`) } }, ["/scopes/implies/write"]],
  ])("is told and ignored: %s", (_name, said, places) => {
    expect(findings(documentOf(pets, said)).map(([, pointer]) => pointer)).toEqual(
      places.map((where) => place + where),
    );
    expect(apiScopes(documentOf(pets, said))).toEqual({});
  });

  test("names that every object has are names", () => {
    const said = JSON.parse('{"implies": {"__proto__": ["read"], "constructor": ["read"]}}') as object;
    expect(surfaceOf(documentOf(pets, said)).surface.api.scopes.implies).toEqual(
      JSON.parse('{"__proto__": ["read"], "constructor": ["read"]}'),
    );
  });

  test("two scopes by one name: no name of the document is used, its hierarchy is", () => {
    const said = { map: { read: "write" }, prefix: "p/", implies: { admin: ["read"] } };
    expect(apiScopes(documentOf(pets, said))).toEqual({ implies: { admin: ["read"] } });
    expect(findings(documentOf(pets, said))).toEqual([["x-mcp-scopes-alike", `${place}/scopes/map/read`]]);
  });
});

test("thousands of operations that share a scope, each with others of its own, take no time", () => {
  const count = 5_000;
  const paths = Object.fromEntries(
    Array.from({ length: count }, (_, at) => [
      `/p${at}`,
      { [at % 2 === 0 ? "get" : "post"]: one(["a", `s${at}`], ["b", `s${at}`], ["c", `t${at}`]) },
    ]),
  );
  const { api } = modelOf(documentOf(paths));
  const needs = api.operations.map((operation) => ({
    operation,
    included: true,
    reads: operation.method === "GET",
    chosen: undefined,
  }));
  const from = performance.now();
  const derived = deriveScopes(needs, {
    schemes: api.securitySchemes,
    broaden: createHierarchy({ implies: new Map() }),
  });
  expect(performance.now() - from).toBeLessThan(10_000);
  expect(derived.api.supported).toHaveLength(count + 1);
});

test("the scope that opens the server's own credentials is granted by nothing that the document says", () => {
  const said = { implies: { read: ["agents"] }, map: { agents: "read:all" }, prefix: "p/" };
  const upstream = { mode: "credentials", requires: { scope: "agents" } } as const;
  const document = documentOf(pets, said);
  expect(apiScopes(document, { upstream })).toEqual({});
  expect(findings(document, { upstream }).map(([code]) => code)).toEqual([
    "x-mcp-scopes-set-aside",
    "x-mcp-scopes-set-aside",
  ]);
});
