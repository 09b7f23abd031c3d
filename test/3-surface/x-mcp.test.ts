import { describe, expect, test } from "vitest";
import { GeneratorError } from "../../generator/errors.ts";
import type { GenerateOptions, ToolRule } from "../../generator/options.ts";
import { openapi, surfaceOf } from "../support/in-memory-document.ts";

type Said = readonly [code: string, pointer: string, message: string];

/** `GET /a` as `one` and `POST /a` as `two`, with an extension at each level. */
function documentWith(extensions: { root?: unknown; path?: unknown; operation?: unknown }): object {
  const at = (value: unknown): object => (value === undefined ? {} : { "x-mcp": value });
  return openapi(
    {
      "/a": {
        ...at(extensions.path),
        get: { operationId: "one", summary: "First", ...at(extensions.operation) },
        post: { operationId: "two" },
      },
    },
    at(extensions.root),
  );
}

function plan(
  document: object,
  options: Partial<GenerateOptions> = {},
): ReturnType<typeof surfaceOf> & { said: Said[] } {
  const planned = surfaceOf(document, options);
  const said = planned.found
    .filter(({ code }) => code.startsWith("x-mcp") || code.startsWith("argument") || code.includes("value"))
    .map(({ code, place, message }): Said => [code, place.pointer, message]);
  return { ...planned, said };
}

function names(document: object, rules: readonly ToolRule[] = []): string[] {
  return [...plan(document, { tools: { rules } }).tools.keys()];
}

describe("precedence", () => {
  const rule = (exclude: boolean): ToolRule => ({ match: { operation: "one" }, exclude });

  // What each level says about leaving `one` out, and whether it becomes a tool.
  test.each<[root: unknown, path: unknown, operation: unknown, rules: readonly ToolRule[], included: boolean]>([
    [undefined, undefined, undefined, [], true],
    [false, undefined, undefined, [], false],
    [false, true, undefined, [], true],
    [true, false, undefined, [], false],
    [false, false, true, [], true],
    [true, true, false, [], false],
    [false, undefined, { enabled: true }, [], true],
    [false, undefined, { include: true }, [], true],
    [{ enabled: false }, undefined, { title: "T" }, [], false],
    [undefined, undefined, false, [rule(false)], true],
    [undefined, undefined, true, [rule(true)], false],
    [undefined, undefined, true, [rule(true), rule(false)], true],
    [undefined, undefined, true, [rule(false), rule(true)], false],
    [undefined, undefined, "false", [], false],
    [undefined, " FALSE ", "True", [], true],
    [undefined, false, null, [], false],
    [undefined, false, 1, [], false],
  ])("document %j, path %j, operation %j, rules %j: %j", (root, path, operation, rules, included) => {
    expect(names(documentWith({ root, path, operation }), rules).includes("one")).toBe(included);
  });

  test("the lists of services stand above everything", () => {
    const document = openapi({ "/a": { get: { operationId: "one", tags: ["s"], "x-mcp": true } } });
    const tools = { rules: [{ match: { operation: "one" }, exclude: false }] };
    expect([...plan(document, { services: { exclude: ["s"] }, tools }).tools.keys()]).toEqual([]);
  });

  test("each thing by itself: what nobody nearer says comes from further away", () => {
    const document = documentWith({
      root: { hints: { openWorldHint: false }, scopes: ["a"] },
      path: { annotations: { destructiveHint: true }, scopes: [["b"], ["c", "d"]] },
      operation: { name: "named", title: "Titled", description: "Described", hints: { idempotentHint: false } },
    });
    const rules = [
      { match: { operation: "one" }, title: "Ruled", hints: { readOnlyHint: false } },
      { match: { path: "/a" }, hints: { openWorldHint: true } },
    ];
    const tools = plan(document, { tools: { rules } }).tools;
    const { name, title, description, annotations, scopes } = tools.get("named")?.definition ?? {};
    expect({ name, title, description, annotations, scopes }).toEqual({
      name: "named",
      title: "Ruled",
      description: "Described",
      annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: true },
      scopes: [["b"], ["c", "d"]],
    });
    expect(tools.get("two")?.definition.annotations).toEqual({
      readOnlyHint: false,
      destructiveHint: true,
      idempotentHint: false,
      openWorldHint: true,
    });
  });

  test("a tool that is said to read counts as one: its other hints, and the scopes of the first 401", () => {
    const document = openapi({
      "/search": { post: { operationId: "search", "x-mcp": { readOnlyHint: true, scopes: ["r"] } } },
      "/peek": { get: { operationId: "peek", "x-mcp": { hints: { readOnlyHint: false }, scopes: ["w"] } } },
    });
    const { tools, surface } = plan(document);
    expect(tools.get("search")?.definition.annotations).toEqual({
      readOnlyHint: true,
      destructiveHint: false,
      idempotentHint: true,
      openWorldHint: true,
    });
    expect(tools.get("peek")?.definition.annotations).toEqual({
      readOnlyHint: false,
      destructiveHint: true,
      idempotentHint: true,
      openWorldHint: true,
    });
    expect(surface.api.scopes).toEqual({
      supported: ["r", "w"],
      baseline: { minimal: [], read: ["r"], all: ["r", "w"] },
    });
  });

  test("chosen scopes replace those of `security`; an empty list asks for none", () => {
    const security = [{ oauth: ["from-security"] }];
    const components = {
      securitySchemes: { oauth: { type: "openIdConnect", openIdConnectUrl: "https://login.example/c" } },
    };
    const document = openapi(
      {
        "/a": {
          get: { operationId: "one", security, "x-mcp": { scopes: [["x", "offline_access"], ["y"]] } },
          post: { operationId: "two", security, "x-mcp": { scopes: [] } },
          put: { operationId: "three", security, "x-mcp": { scopes: ["z"] } },
          patch: { operationId: "four", security },
        },
      },
      { components },
    );
    const rules = [{ match: { operation: "three" }, scopes: ["b", "a"] }];
    expect(
      Object.fromEntries(
        [...plan(document, { tools: { rules } }).tools].map(([name, { definition }]) => [name, definition.scopes]),
      ),
    ).toEqual({ one: [["x"], ["y"]], two: [], three: [["a", "b"]], four: [["from-security"]] });
  });
});

describe("what is not understood is reported with its place, and says nothing", () => {
  const key = "/paths/~1a/get/x-mcp";
  const wrong = (what: string, must: string): string => `${what} ${must}; it is ignored.`;
  test.each<[unknown, Said[]]>([
    [7, [["x-mcp-wrong-value", key, wrong("`x-mcp`", "must be true, false or an object")]]],
    [null, [["x-mcp-wrong-value", key, wrong("`x-mcp`", "must be true, false or an object")]]],
    [[], [["x-mcp-wrong-value", key, wrong("`x-mcp`", "must be true, false or an object")]]],
    ["yes", [["x-mcp-wrong-value", key, wrong("`x-mcp`", "must be true, false or an object")]]],
    [
      { enabeld: false },
      [
        [
          "x-mcp-unknown-key",
          `${key}/enabeld`,
          '`enabeld` of `x-mcp` is no key; it is ignored. Did you mean "enabled"?',
        ],
      ],
    ],
    [
      { enabled: "no" },
      [["x-mcp-wrong-value", `${key}/enabled`, wrong("`enabled` of `x-mcp`", "must be true or false")]],
    ],
    [
      { name: "not a name" },
      [
        [
          "x-mcp-wrong-value",
          `${key}/name`,
          wrong(
            "`name` of `x-mcp`",
            "must be 1 to 64 of A-Z a-z 0-9 _ -, and no name that every JavaScript object has",
          ),
        ],
      ],
    ],
    [
      { name: "constructor" },
      [
        [
          "x-mcp-wrong-value",
          `${key}/name`,
          wrong(
            "`name` of `x-mcp`",
            "must be 1 to 64 of A-Z a-z 0-9 _ -, and no name that every JavaScript object has",
          ),
        ],
      ],
    ],
    [{ title: {} }, [["x-mcp-wrong-value", `${key}/title`, wrong("`title` of `x-mcp`", "must be text")]]],
    [
      { description: "\u200b \n" },
      [["x-mcp-wrong-value", `${key}/description`, wrong("`description` of `x-mcp`", "must be text")]],
    ],
    [
      { hints: true },
      [["x-mcp-wrong-value", `${key}/hints`, wrong("`hints` of `x-mcp`", "must be an object of hints")]],
    ],
    [
      { hints: { readOnlyHint: 1, readonly: true } },
      [
        ["x-mcp-unknown-key", `${key}/hints/readonly`, "`hints.readonly` of `x-mcp` is no key; it is ignored."],
        [
          "x-mcp-wrong-value",
          `${key}/hints/readOnlyHint`,
          wrong("`hints.readOnlyHint` of `x-mcp`", "must be true or false"),
        ],
      ],
    ],
    ...["a", ["a b"], [["a"], "b"], { a: 1 }].map((scopes): [unknown, Said[]] => [
      { scopes },
      [
        [
          "x-mcp-wrong-value",
          `${key}/scopes`,
          wrong(
            "`scopes` of `x-mcp`",
            "must be a list of scopes (RFC 6749, 3.3), or a list of such lists, of which one is enough",
          ),
        ],
      ],
    ]),
    [
      { parameters: [] },
      [
        [
          "x-mcp-wrong-value",
          `${key}/parameters`,
          wrong("`parameters` of `x-mcp`", "must be an object of parameters by name"),
        ],
      ],
    ],
    [
      { parameters: { "a/b": true } },
      [["x-mcp-wrong-value", `${key}/parameters/a~1b`, wrong("`parameters.a/b` of `x-mcp`", "must be an object")]],
    ],
  ])("%j", (operation, want) => {
    const { said, tools } = plan(documentWith({ operation }));
    expect(said).toEqual(want);
    expect([...tools.keys()]).toEqual(["one", "two"]);
  });

  test("`name`, `title` and `description` belong to an operation", () => {
    const { said, tools } = plan(documentWith({ root: { name: "x", enabled: true }, path: { title: "y" } }));
    expect(said).toEqual([
      [
        "x-mcp-wrong-value",
        "/x-mcp/name",
        "`name` of `x-mcp` is about one tool, and must stand at an operation, not at the document; it is ignored.",
      ],
      [
        "x-mcp-wrong-value",
        "/paths/~1a/x-mcp/title",
        "`title` of `x-mcp` is about one tool, and must stand at an operation, not at the path; it is ignored.",
      ],
    ]);
    expect([...tools.values()].map(({ definition }) => definition.title)).toEqual(["First", "Two"]);
  });

  test.each([
    [{ enabled: true, include: false }, "enabled", "include"],
    [{ enabled: "false", include: true }, "include", "enabled"],
  ])("%j contradicts itself: it leaves out", (operation, ignored, holds) => {
    const { said, tools } = plan(documentWith({ operation }));
    expect(said).toEqual([
      [
        "x-mcp-wrong-value",
        `${key}/${ignored}`,
        wrong(`\`${ignored}\` of \`x-mcp\``, `must not differ from \`${holds}\``),
      ],
    ]);
    expect([...tools.keys()]).toEqual(["two"]);
  });

  test("the `x-mcp` that documents a server is another extension", () => {
    const root = { protocolVersion: "2025-11-25", tools: [{ name: "one" }], enabled: false };
    const { said, tools } = plan(documentWith({ root }));
    expect(said).toEqual([
      ["x-mcp-describes-server", "/x-mcp", "This `x-mcp` describes an MCP server; it says nothing about tools."],
    ]);
    expect([...tools.keys()]).toEqual(["one", "two"]);
  });

  test("hostile values: inherited names, huge text, deep values, thousands of keys", () => {
    const hostile = JSON.parse(
      '{"__proto__": {"enabled": false}, "constructor": 1, "toString": {}, "hints": {"__proto__": true, "hasOwnProperty": 1},' +
        '"parameters": {"__proto__": {"value": 1}, "constructor": {"hidden": true, "name": "__proto__"}, "id": {"__proto__": 1}}}',
    ) as object;
    const huge = "x".repeat(2_000_000);
    const many = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`key${index}`, index]));
    let deep: unknown = "bottom";
    for (let level = 0; level < 500; level++) deep = { deep };
    for (const operation of [
      hostile,
      { ...hostile, title: huge, description: huge, [huge]: huge, name: huge },
      many,
      { hints: deep, scopes: [deep], parameters: { a: { value: deep, description: deep } } },
    ]) {
      const { tools, said } = plan(documentWith({ operation }));
      expect([...tools.keys()]).toEqual(["one", "two"]);
      expect(said.length).toBeLessThan(20);
      expect(Math.max(...said.map(([, , message]) => message.length))).toBeLessThanOrEqual(600);
      expect(tools.get("one")?.definition.title.length).toBeLessThanOrEqual(120);
      expect(tools.get("one")?.definition.description.length).toBeLessThanOrEqual(1024);
    }
    expect(({} as { enabled?: unknown }).enabled).toBeUndefined();
  });
});

describe("names", () => {
  const two = (one: unknown, other: unknown): object =>
    openapi({
      "/a": { get: { operationId: "one", "x-mcp": one } },
      "/b": { get: { operationId: "two", "x-mcp": other } },
    });

  test("a chosen name stays, what nobody chose makes way", () => {
    const found = names(two({ name: "two" }, {}));
    expect(found).toEqual(["two", expect.stringMatching(/^two_[0-9a-f]{8}$/)]);
  });

  test("two `x-mcp` of one name both carry a hash, and say so; excluding one renames nothing", () => {
    const { tools, said } = plan(two({ name: "Find" }, { name: "find" }));
    expect([...tools.keys()]).toEqual([
      expect.stringMatching(/^Find_[0-9a-f]{8}$/),
      expect.stringMatching(/^find_[0-9a-f]{8}$/),
    ]);
    expect(said).toEqual([
      ["x-mcp-name-taken", "/paths/~1a/get/x-mcp/name", 'The name "Find" is also that of GET /b; it carries a hash.'],
      ["x-mcp-name-taken", "/paths/~1b/get/x-mcp/name", 'The name "find" is also that of GET /a; it carries a hash.'],
    ]);
    const kept = names(two({ name: "Find" }, { name: "find", enabled: false }));
    expect(kept).toEqual([[...tools.keys()][0]]);
  });

  test("a rule's name stands against one of `x-mcp`; two rules cannot choose the same", () => {
    const rule = (operation: string): ToolRule => ({ match: { operation }, name: "find" });
    expect(names(two({ name: "find" }, {}), [rule("two")]).toSorted()).toEqual([
      "find",
      expect.stringMatching(/^find_[0-9a-f]{8}$/),
    ]);
    expect(() => names(two({}, {}), [rule("one"), rule("two")])).toThrow(
      new GeneratorError(
        "bad-config",
        'tools.rules[0] of the config and tools.rules[1] of the config both name a tool "find". A name is for one tool.',
      ),
    );
  });
});

test("contentType: where it is declared; a rule that finds it nowhere is an error", () => {
  const body = { content: { "application/json": {}, "text/csv": {} } };
  const document = openapi({
    "/a": { post: { operationId: "one", requestBody: body } },
    "/b": { post: { operationId: "two", requestBody: { content: { "application/json": {} } } } },
  });
  const sent = (contentType: string): (string | undefined)[] =>
    [...plan(document, { tools: { rules: [{ match: { method: "POST" }, contentType }] } }).tools.values()].map(
      ({ definition }) => definition.operation.body?.mediaType,
    );
  expect(sent("text/csv")).toEqual(["text/csv", "application/json"]);
  expect(() => sent("text/html")).toThrow(
    new GeneratorError(
      "bad-config",
      'The rule for {"method":"POST"} asks for the content type "text/html", which none of its operations takes. They take: application/json, text/csv.',
    ),
  );
});
