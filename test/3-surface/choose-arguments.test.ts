import { describe, expect, test } from "vitest";
import type { OperationDefinition, JsonSchemaObject } from "../../templates/src/runtime/surface-types.ts";
import { GeneratorError } from "../../generator/errors.ts";
import type { ArgumentRule, ToolRule } from "../../generator/options.ts";
import { openapi, surfaceOf } from "../support/in-memory-document.ts";

const text = { type: "string" };
const operation = {
  operationId: "one",
  parameters: [
    { name: "id", in: "path", required: true, schema: text },
    { name: "id", in: "query", schema: text },
    { name: "X-Tenant", in: "header", required: true, schema: { $ref: "#/components/schemas/Tenant" } },
    { name: "limit", in: "query", schema: { type: "integer", default: 20, maximum: 100 } },
    { name: "q", in: "query", description: "As documented.", schema: text },
  ],
  requestBody: {
    required: true,
    content: {
      "application/json": {
        schema: { type: "object", required: ["source"], properties: { source: text, note: text } },
      },
    },
  },
};
const components = { schemas: { Tenant: { type: "string", enum: ["eu", "us"] } } };

interface Planned {
  readonly schema: JsonSchemaObject | undefined;
  readonly request: OperationDefinition | undefined;
  readonly said: readonly (readonly [code: string, pointer: string, message: string])[];
  readonly causes: readonly string[];
}

function plan(parameters: unknown, rules: readonly ToolRule[] = [], changes: object = {}): Planned {
  const document = openapi(
    { "/a/{id}": { post: { ...operation, "x-mcp": { parameters }, ...changes } } },
    { components },
  );
  const { tools, found, surface } = surfaceOf(document, { tools: { rules } });
  const definition = tools.get("one")?.definition;
  return {
    schema: definition?.inputSchema,
    request: definition?.operation,
    said: found.map(({ code, place, message }) => [code, place.pointer, message] as const),
    causes: surface.decisions.flatMap(({ causes }) =>
      causes
        .filter(({ about }) => about === "argument")
        .map(({ argument, decided, because }) => `${argument}: ${decided} (${because})`),
    ),
  };
}

const argumentNames = (planned: Planned): string[] => Object.keys(planned.schema?.properties ?? {});
const all = ["id_path", "id_query", "X-Tenant", "limit", "q", "source", "note"];
const without = (...names: string[]): string[] => all.filter((name) => !names.includes(name));

describe("what is chosen about an argument", () => {
  test("nothing: the document decides", () => {
    const planned = plan({});
    expect(argumentNames(planned)).toEqual(all);
    expect(planned.request?.fixed).toBeUndefined();
    expect([planned.said, planned.causes]).toEqual([[], []]);
  });

  test("a fixed one is not in the schema, and always sent", () => {
    const planned = plan({ "X-Tenant": { value: "eu" }, source: { value: "agent" } });
    expect(argumentNames(planned)).toEqual(without("X-Tenant", "source"));
    expect(planned.schema?.required).toEqual(["id_path"]);
    expect(planned.request?.fixed).toEqual({ "X-Tenant": "eu", source: "agent" });
    expect(planned.request?.parameters.map(({ argument, name }) => [argument, name])).toContainEqual([
      "X-Tenant",
      "X-Tenant",
    ]);
    expect(planned.request?.body?.properties).toEqual(["source", "note"]);
    expect(planned.causes).toEqual([
      'X-Tenant: fixed to "eu" (`x-mcp` of the operation)',
      'source: fixed to "agent" (`x-mcp` of the operation)',
    ]);
  });

  test("a hidden one is sent with its default, or not at all", () => {
    const planned = plan({ limit: { hidden: true }, q: { hidden: "true" }, note: { hidden: true } });
    expect(argumentNames(planned)).toEqual(without("limit", "q", "note"));
    expect(planned.request?.fixed).toEqual({ limit: 20 });
    expect(planned.request?.parameters.map(({ argument }) => argument)).toEqual([
      "id_path",
      "id_query",
      "X-Tenant",
      "limit",
    ]);
    expect(planned.request?.body?.properties).toEqual(["source"]);
    expect(planned.causes).toEqual([
      "limit: hidden, sent with its default 20 (`x-mcp` of the operation)",
      "q: hidden, never sent (`x-mcp` of the operation)",
      "note: hidden, never sent (`x-mcp` of the operation)",
    ]);
  });

  test("a renamed one keeps its name on the wire, its place and its being required", () => {
    const planned = plan({ "x-tenant": { name: "tenant", description: "Which region." }, source: { name: "origin" } });
    expect(argumentNames(planned)).toEqual(["id_path", "id_query", "tenant", "limit", "q", "origin", "note"]);
    expect(planned.schema?.required).toEqual(["id_path", "tenant", "origin"]);
    expect(planned.schema?.properties?.["tenant"]).toEqual({ description: "Which region.", $ref: "#/$defs/Tenant" });
    expect(planned.request?.parameters[2]).toMatchObject({ argument: "tenant", name: "X-Tenant" });
    expect(planned.request?.body).toMatchObject({ properties: ["source", "note"], arguments: { source: "origin" } });
    expect(planned.causes).toEqual([
      "tenant: called tenant instead of X-Tenant (`x-mcp` of the operation)",
      "tenant: described anew (`x-mcp` of the operation)",
      "origin: called origin instead of source (`x-mcp` of the operation)",
    ]);
  });

  test("two can change names; one whose new name is taken keeps its own", () => {
    expect(argumentNames(plan({ limit: { name: "q" }, q: { name: "limit" } }))).toEqual([
      "id_path",
      "id_query",
      "X-Tenant",
      "q",
      "limit",
      "source",
      "note",
    ]);
    const planned = plan({ limit: { name: "note" }, q: { name: "limit" } });
    expect(argumentNames(planned)).toEqual(all);
    const taken = (from: string, to: string): readonly unknown[] => [
      "argument-name-taken",
      `/paths/~1a~1{id}/post/x-mcp/parameters/${from}`,
      `"${from}" cannot be called "${to}": POST /a/{id} has another argument of that name. It keeps its own.`,
    ];
    expect(planned.said).toEqual([taken("limit", "note"), taken("q", "limit")]);
  });

  test("a name that several parameters have needs the argument's", () => {
    expect(plan({ id: { hidden: true } }).said).toEqual([
      [
        "argument-ambiguous",
        "/paths/~1a~1{id}/post/x-mcp/parameters/id",
        'Several parameters are called "id"; what `x-mcp` of the operation says about it is ignored.',
      ],
    ]);
    expect(argumentNames(plan({ id_query: { hidden: true } }))).toEqual(without("id_query"));
  });

  test("an operation whose choice cannot be is lost, and says why; callers never get what was to be kept from them", () => {
    const place = "/paths/~1a~1{id}/post/x-mcp/parameters";
    for (const [parameters, code, message] of [
      [
        { limit: { value: 1000 } },
        "fixed-value-invalid",
        'POST /a/{id} is left out: the value that `x-mcp` of the operation gives "limit" does not fit its schema: 1000 is greater than 100.',
      ],
      [
        { "X-Tenant": { value: "mars" } },
        "fixed-value-invalid",
        'POST /a/{id} is left out: the value that `x-mcp` of the operation gives "X-Tenant" does not fit its schema: Instance does not match any of ["eu","us"].',
      ],
      [
        { source: { hidden: true } },
        "hidden-without-value",
        'POST /a/{id} is left out: `x-mcp` of the operation hides "source", which is required, without a value, and its schema has no default.',
      ],
    ] as const) {
      const planned = plan(parameters);
      const [name = ""] = Object.keys(parameters);
      expect([planned.schema, planned.said]).toEqual([undefined, [[code, `${place}/${name}`, message]]]);
    }
  });

  test("an argument that there is not: a warning of `x-mcp`, an error of a rule", () => {
    expect(plan({ tennant: { hidden: true }, limits: { hidden: true } }).said).toEqual([
      [
        "x-mcp-unknown-argument",
        "/paths/~1a~1{id}/post/x-mcp/parameters/tennant",
        '`x-mcp` of the operation is about an argument "tennant", which no operation has that it applies to.',
      ],
      [
        "x-mcp-unknown-argument",
        "/paths/~1a~1{id}/post/x-mcp/parameters/limits",
        '`x-mcp` of the operation is about an argument "limits", which no operation has that it applies to.',
      ],
    ]);
    expect(() => plan({}, [{ match: { operation: "one" }, parameters: { limits: { hidden: true } } }])).toThrow(
      new GeneratorError(
        "bad-config",
        'tools.rules[0] of the config is about an argument "limits", which no operation has that it applies to. Did you mean "limit"?',
      ),
    );
  });

  test("a choice for many operations need not fit each", () => {
    const parameters = { limit: { hidden: true } };
    const paths = {
      "/a": { get: { parameters: [{ name: "limit", in: "query", schema: text }] } },
      "/b": { get: {} },
      "/c": { get: { tags: ["out"], parameters: [{ name: "page", in: "query", schema: text }] } },
    };
    const { found } = surfaceOf(openapi(paths, { "x-mcp": { parameters } }));
    expect(found.filter(({ code }) => code.startsWith("x-mcp"))).toEqual([]);
    const ofExcluded = { match: { method: "GET" }, parameters: { page: { hidden: true } } };
    expect(() =>
      surfaceOf(openapi(paths), { services: { exclude: ["out"] }, tools: { rules: [ofExcluded] } }),
    ).not.toThrow();
  });
});

describe("each key of an argument by itself, the nearest wins", () => {
  const rule = (parameters: Readonly<Record<string, ArgumentRule>>): ToolRule => ({
    match: { path: "/**" },
    parameters,
  });
  test.each<[extension: object, rules: readonly ToolRule[], shown: string | undefined, fixed: unknown]>([
    [{ limit: { value: 5 } }, [], undefined, { limit: 5 }],
    [{ limit: { value: 5 } }, [rule({ limit: { value: 7 } })], undefined, { limit: 7 }],
    [{ limit: { value: 5 } }, [rule({ limit: { value: 7 } }), rule({ limit: { value: 9 } })], undefined, { limit: 9 }],
    [{ limit: { value: 5 } }, [rule({ limit: { hidden: false } })], "limit", undefined],
    [{ limit: { value: 5 } }, [rule({ limit: { hidden: true } })], undefined, { limit: 5 }],
    [
      { limit: { value: 5 } },
      [rule({ limit: { hidden: false } }), rule({ limit: { hidden: true } })],
      undefined,
      { limit: 20 },
    ],
    [{ limit: { hidden: false, value: 5 } }, [], undefined, { limit: 5 }],
    [{ limit: { name: "count", value: 5 } }, [rule({ limit: { hidden: false, name: "size" } })], "size", undefined],
    [{ limit: { name: "count" } }, [rule({ limit: { description: "D" } })], "count", undefined],
  ])("x-mcp %j, rules %j", (extension, rules, shown, fixed) => {
    const planned = plan(extension, rules);
    expect(
      argumentNames(planned).find((name) => !["id_path", "id_query", "X-Tenant", "q", "source", "note"].includes(name)),
    ).toBe(shown);
    expect(planned.request?.fixed).toEqual(fixed);
  });
});
