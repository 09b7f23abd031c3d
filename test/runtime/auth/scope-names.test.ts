/** Hierarchies and other spellings of scopes, through the whole handler. */
import { describe, expect, test } from "vitest";
import { api } from "../../../templates/src/api.ts";
import { createScopeNames } from "../../../templates/src/runtime/auth/scope-names.ts";
import {
  bearer,
  createKey,
  createWorld,
  type Era,
  mcpRequest,
  metadataUrl,
  mint,
  publicUrl,
  type ToyOptions,
  type ToyWorld,
} from "../toy-world.ts";

const key = await createKey("one");

describe("createScopeNames", () => {
  test("without maps: what the token says, the very same set", () => {
    const said = new Set(["a"]);
    const names = createScopeNames(api.scopes);
    expect([names.granted(said) === said, names.asked(["b", "a"])]).toEqual([true, ["b", "a"]]);
  });

  test("names that objects inherit grant nothing", () => {
    const names = createScopeNames({ ...api.scopes, implies: { a: ["b"] }, asked: { a: "p/a" } });
    expect([names.granted(new Set(["toString", "__proto__", "a"])), names.asked(["toString", "a"])]).toEqual([
      new Set(["toString", "__proto__", "a", "b"]),
      ["toString", "p/a"],
    ]);
  });
});

const hierarchy: ToyOptions = {
  api: { scopes: { ...api.scopes, implies: { admin: ["pets:read", "pets:write"], "pets:write": ["pets:read"] } } },
};
const prefixed: ToyOptions = {
  api: {
    scopes: {
      ...api.scopes,
      implies: { "api://pets/pets:read": ["pets:read"], "api://pets/pets:write": ["pets:write"] },
      asked: { "pets:read": "api://pets/pets:read", "pets:write": "api://pets/pets:write" },
    },
  },
};

async function call(world: ToyWorld, era: Era, tool: string, scope: string): Promise<readonly [number, string | null]> {
  const args = tool === "create_pet" ? { name: "Rex" } : {};
  const token = await mint(key, { scope });
  const response = await world.handler.fetch(
    mcpRequest(era, "tools/call", { name: tool, arguments: args }, bearer(token)),
  );
  return [response.status, response.headers.get("www-authenticate")];
}

describe.each<Era>(["legacy", "modern"])("in the %s era", (era) => {
  test.each<readonly [string, ToyOptions, string, string, number]>([
    ["a broad scope opens what a narrow one does", hierarchy, "pets:write", "list_pets", 200],
    ["over several steps", hierarchy, "admin", "list_pets", 200],
    ["not the other way round", hierarchy, "pets:read", "create_pet", 403],
    ["without a hierarchy it opens nothing else", {}, "pets:write", "list_pets", 403],
    ["a scope with its prefix", prefixed, "api://pets/pets:read", "list_pets", 200],
    ["a scope without its prefix", prefixed, "pets:read", "list_pets", 200],
    ["another prefix", prefixed, "api://other/pets:read", "list_pets", 403],
  ])("%s", async (_name, options, scope, tool, status) => {
    const world = createWorld({ keys: [key], ...options });
    expect((await call(world, era, tool, scope))[0]).toBe(status);
    expect(world.apiRequests.length).toBe(status === 200 ? 1 : 0);
  });

  test("challenges ask in the authorization server's language", async () => {
    const world = createWorld({ keys: [key], ...prefixed });
    const description =
      "The tool create_pet needs the scope api://pets/pets:write; this sign-in grants only pets:read. Sign in again and allow it.";
    expect(await call(world, era, "create_pet", "pets:read")).toEqual([
      403,
      `Bearer error="insufficient_scope", error_description="${description}", scope="api://pets/pets:write", resource_metadata="${metadataUrl}"`,
    ]);
    const unknown = await world.handler.fetch(mcpRequest(era, "tools/list"));
    expect(unknown.headers.get("www-authenticate")).toBe(
      `Bearer scope="api://pets/pets:read", resource_metadata="${metadataUrl}"`,
    );
  });
});

test("the metadata names scopes as clients must ask for them", async () => {
  const world = createWorld(prefixed);
  const response = await world.handler.fetch(new Request(`${publicUrl}/.well-known/oauth-protected-resource/mcp`));
  const { scopes_supported: scopes } = (await response.json()) as { scopes_supported: unknown };
  expect(scopes).toEqual(["api://pets/pets:read", "api://pets/pets:write"]);
});

describe("tools that a caller's scopes do not allow", () => {
  const hidden: ToyOptions = { api: { auth: { unauthorizedTools: "hidden" } } };
  interface Listed {
    readonly result: {
      readonly tools: readonly { readonly name: string }[];
      readonly cacheScope?: string;
      readonly ttlMs?: number;
    };
  }

  async function list(options: ToyOptions, era: Era, scope: string): Promise<readonly unknown[]> {
    const world = createWorld({ keys: [key], ...options });
    const response = await world.handler.fetch(mcpRequest(era, "tools/list", {}, bearer(await mint(key, { scope }))));
    const { result } = (await response.json()) as Listed;
    return [result.tools.map(({ name }) => name), result.cacheScope, result.ttlMs];
  }

  const all = ["create_pet", "get_pet", "list_pets"];
  test.each<readonly [string, ToyOptions, Era, string, readonly unknown[]]>([
    ["are listed, for everybody the same", {}, "modern", "", [all, "public", 3_600_000]],
    ["are listed to older clients", {}, "legacy", "", [all, undefined, undefined]],
    [
      "are hidden by config, and the list is the caller's own",
      hidden,
      "modern",
      "pets:read",
      [["get_pet", "list_pets"], "private", 60_000],
    ],
    ["are hidden from older clients", hidden, "legacy", "pets:read", [["get_pet", "list_pets"], undefined, undefined]],
    ["are none for a caller with all scopes", hidden, "modern", "pets:read pets:write", [all, "private", 60_000]],
    ["are all for a caller with none", hidden, "modern", "", [[], "private", 60_000]],
    [
      "are judged by what scopes stand for",
      { api: { ...hidden.api, ...hierarchy.api } },
      "modern",
      "admin",
      [all, "private", 60_000],
    ],
  ])("%s", async (_name, options, era, scope, want) => {
    expect(await list(options, era, scope)).toEqual(want);
  });

  test("are refused when they are called all the same, by name and with the scopes", async () => {
    const world = createWorld({ keys: [key], ...hidden });
    expect((await call(world, "modern", "create_pet", "pets:read"))[0]).toBe(403);
  });
});
