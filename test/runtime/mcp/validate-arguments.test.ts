import { describe, expect, it } from "vitest";
import { createArgumentValidator } from "../../../templates/src/runtime/mcp/validate-arguments.ts";
import type { JsonSchemaObject } from "../../../templates/src/runtime/surface-types.ts";
import { ArgumentError } from "../../../templates/src/runtime/upstream/upstream-error.ts";

/** Generous, for busy machines: what is guarded against takes minutes, or for ever. */
const MAX_MS = 5000;
const validator = createArgumentValidator();

/** The lines of the error, or "valid". */
function check(schema: JsonSchemaObject, args: unknown): string {
  try {
    expect(validator({ inputSchema: schema }, args)).toEqual(args ?? {});
    return "valid";
  } catch (error) {
    expect(error).toBeInstanceOf(ArgumentError);
    return (error as ArgumentError).message;
  }
}
function one(schema: JsonSchemaObject | boolean, value: unknown): string {
  return check({ type: "object", properties: { a: schema } }, { a: value });
}
function timed(run: () => void): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

describe("what is wrong, where, and what is allowed", () => {
  it.each([
    [{ type: "string" }, 1, "a: is a number. Allowed: string."],
    [{ type: ["string", "null"] }, [], "a: is an array. Allowed: string, or null."],
    [{ type: "integer" }, 1.5, "a: is a number. Allowed: integer."],
    [{ type: "object" }, null, "a: is null. Allowed: object."],
    [
      { enum: ["cat", "dog", 1] },
      "Cat",
      'a: has a value that is not in the list. Did you mean "cat"? Allowed: "cat", "dog", 1.',
    ],
    [{ enum: ["cat", "dog"] }, "zebra", 'a: has a value that is not in the list. Allowed: "cat", "dog".'],
    [{ const: { x: 1 } }, 2, 'a: has the wrong value. Allowed: {"x":1}'],
    [{ minimum: 3 }, 2, "a: is too small. Allowed: at least 3."],
    [{ exclusiveMinimum: 2 }, 2, "a: is too small. Allowed: more than 2."],
    [{ maximum: 1 }, 2, "a: is too large. Allowed: at most 1."],
    [{ exclusiveMaximum: 2 }, 2, "a: is too large. Allowed: less than 2."],
    [{ multipleOf: 0.1 }, 0.25, "a: is not a step that is allowed. Allowed: multiples of 0.1."],
    [{ minLength: 2 }, "x", "a: is too short. Allowed: at least 2 characters."],
    [{ maxLength: 2 }, "xyz", "a: is too long. Allowed: at most 2 characters."],
    [{ pattern: "^x$" }, "y", "a: does not have the right form. Allowed: text that matches ^x$"],
    [{ format: "date-time" }, "yesterday", "a: is not a date-time. Allowed: for instance 2026-11-20T10:00:00Z"],
    [{ format: "uuid" }, "1", "a: is not a uuid. Allowed: for instance 3f2b8c1e-5d4a-4f6b-9c7d-0a1b2c3d4e5f"],
    [{ minItems: 1 }, [], "a: has too few items. Allowed: at least 1."],
    [{ maxItems: 1 }, [1, 2], "a: has too many items. Allowed: at most 1."],
    [{ uniqueItems: true }, [1, 1], "a: holds the same item twice. Allowed: different items."],
    [{ minProperties: 1 }, {}, "a: has too few properties. Allowed: at least 1."],
    [{ maxProperties: 0 }, { b: 1 }, "a: has too many properties. Allowed: at most 0."],
    [{ not: { type: "string" } }, "x", "a: has a value that is ruled out."],
    [{ required: ["b", "c d"] }, {}, 'a.b: is required.\na["c d"]: is required.'],
    [
      { items: { properties: { "x/y~z": { type: "string" } } } },
      [{}, { "x/y~z": 1 }],
      'a[1]["x/y~z"]: is a number. Allowed: string.',
    ],
    [{ properties: { b: {} }, additionalProperties: false }, { c: 1 }, "a.c: is unknown. Did you mean b? Allowed: b."],
    [{ additionalProperties: { type: "string" } }, { c: 1 }, "a.c: is a number. Allowed: string."],
    [
      { propertyNames: { maxLength: 1 } },
      { cc: 1 },
      'a: has a property named "cc", which is no name it can have.\na.cc: is too long. Allowed: at most 1 character.',
    ],
    [
      { anyOf: [{ type: "string" }, { type: ["integer", "null"] }] },
      {},
      "a: is an object. Allowed: string, or integer, or null.",
    ],
    [{ oneOf: [{ minimum: 1 }, { minimum: 2 }] }, 3, "a: fits 2 of the forms it can have, and must fit exactly one."],
    [{ if: { required: ["b"] }, then: { required: ["c"] } }, { b: 1 }, "a.c: is required."],
    [false, 1, "a: is not allowed."],
    [{ properties: { b: false } }, { b: 1 }, "a.b: is not allowed."],
    [{ dependentRequired: { b: ["c"] } }, { b: 1 }, "a.c: is required together with b."],
  ])("%j given %j", (schema, value, want) => {
    expect(one(schema, value)).toBe(want);
  });

  it("explains the form that was meant, of several", () => {
    const forms = {
      oneOf: [
        {
          type: "object",
          properties: { kind: { const: "card" }, number: { type: "string" } },
          required: ["kind", "number"],
        },
        {
          type: "object",
          properties: { kind: { const: "sepa" }, iban: { type: "string" } },
          required: ["kind", "iban"],
        },
        { type: "string" },
      ],
    };
    expect(one(forms, { kind: "sepa" })).toBe(
      "a: fits none of the 3 forms it can have. Closest is form 2:\na.iban: is required.",
    );
  });

  it("lists the arguments there are, and at most ten problems", () => {
    const schema = { type: "object", properties: { berth_id: {}, vessel: {} }, additionalProperties: false };
    expect(check(schema, { berthId: 1 })).toBe(
      "berthId: is unknown. Did you mean berth_id? Allowed: berth_id, vessel.",
    );
    const many = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`x${index}`, 1]));
    expect(check(schema, many).split("\n").slice(9)).toEqual([
      "x9: is unknown. Allowed: berth_id, vessel.",
      "And 2 more of the kind.",
    ]);
    expect(check({ type: "object", additionalProperties: false }, { a: 1 })).toBe(
      "a: is unknown. Allowed: no arguments.",
    );
  });

  it("keeps every text short", () => {
    const lines = check(
      { type: "object", properties: { a: { enum: Array.from({ length: 500 }, (_, n) => `value number ${n}`) } } },
      { a: "x" },
    );
    expect(lines.length).toBeLessThan(600);
    expect(check({ type: "object", additionalProperties: false }, { ["n".repeat(5000)]: 1 }).length).toBeLessThan(500);
  });

  it.each([
    [undefined, "valid"],
    [null, "valid"],
    [[], "The arguments must be an object."],
    ["x", "The arguments must be an object."],
  ])("arguments that are %j", (args, want) => {
    expect(check({ type: "object" }, args)).toBe(want);
  });
});

describe("semantics that the same vectors must have on every target", () => {
  const tree: JsonSchemaObject = {
    type: "object",
    properties: { root: { $ref: "#/$defs/Node" }, other: { $ref: "#node" } },
    $defs: {
      Node: {
        $anchor: "node",
        type: "object",
        properties: { children: { type: "array", items: { $ref: "#/$defs/Node" } } },
        additionalProperties: false,
      },
    },
  };

  it("follows $ref into $defs, $anchor and recursion", () => {
    expect(check(tree, { root: { children: [{ children: [] }] }, other: {} })).toBe("valid");
    expect(check(tree, { root: { children: [{ x: 1 }] } })).toBe("root.children[0].x: is unknown. Allowed: children.");
    expect(check(tree, { other: { children: {} } })).toBe("other.children: is an object. Allowed: array.");
  });

  it.each([
    [{ maxLength: 1 }, "😀", "valid"],
    [{ pattern: "^.$" }, "😀", "valid"],
    [{ pattern: "^\\p{L}+$" }, "é", "valid"],
    [{ pattern: "b" }, "abc", "valid"],
    [{ pattern: "^x$" }, 5, "valid"],
    [{ format: "no-such-format" }, "anything", "valid"],
    [{ format: "time" }, "10:00", "valid"],
    [{ format: "email" }, "a@b", "valid"],
    [{ type: "integer" }, 1.0, "valid"],
    [{ multipleOf: 0.01 }, 19.99, "valid"],
    [{ enum: [null, [1]] }, [1], "valid"],
    [{ type: "string", nullable: true }, "x", "valid"],
    [true, { anything: 1 }, "valid"],
    [{ properties: { toString: { type: "string" } } }, {}, "valid"],
    [{ required: ["constructor"] }, {}, "a.constructor: is required."],
    [{ properties: { $ref: { type: "string" } } }, { $ref: 1 }, "a.$ref: is a number. Allowed: string."],
    [{ unevaluatedProperties: false, allOf: [{ properties: { b: {} } }] }, { b: 1 }, "valid"],
  ])("%j given %j: %s", (schema, value, want) => {
    expect(one(schema, value)).toBe(want);
  });

  it("own members only: __proto__ from JSON is a name like any other", () => {
    const args = JSON.parse('{"__proto__": {"x": 1}}') as object;
    expect(check({ type: "object", additionalProperties: false, properties: { a: {} } }, args)).toBe(
      "__proto__: is unknown. Allowed: a.",
    );
    const schema = JSON.parse('{"type":"object","properties":{"__proto__":{"type":"string"}}}') as JsonSchemaObject;
    expect(check(schema, args)).toBe("__proto__: is an object. Allowed: string.");
  });

  it("is not led astray by keywords that are no schemas", () => {
    const schema: JsonSchemaObject = {
      type: "object",
      properties: {
        a: {
          type: "string",
          example: { id: "x" },
          "x-note": { $id: "http://[", $ref: "#/nowhere" },
          default: { $ref: "#/nowhere" },
        },
        b: { type: "string", example: { id: "x" }, discriminator: { propertyName: "b" }, xml: { name: "b" } },
      },
    };
    expect(check(schema, { a: "x", b: "y" })).toBe("valid");
  });

  it("leaves the schema as it was, frozen or not", () => {
    const schema = Object.freeze({
      type: "object",
      properties: Object.freeze({ a: Object.freeze({ $ref: "#/$defs/A" }) }),
      $defs: Object.freeze({ A: Object.freeze({ pattern: "^x" }) }),
    });
    expect(check(schema, { a: "x" })).toBe("valid");
    expect(Object.getOwnPropertyNames(schema.properties.a)).toEqual(["$ref"]);
  });

  it.each([
    ['{"a":1e400}', "a: is a number outside the range that can be sent."],
    ['{"a":{"b":[-1e999]}}', "a: is a number outside the range that can be sent."],
    ['{"a":{"\\ud800":1}}', "a: has a name that is not well-formed Unicode text."],
    [`{"a":${"[".repeat(120)}${"]".repeat(120)}}`, "a: nests deeper than 100 levels."],
  ])("refuses what cannot be sent: %s", (json, want) => {
    expect(check({ type: "object" }, JSON.parse(json))).toBe(want);
  });
});

describe("hostile arguments cost little", () => {
  const filter: JsonSchemaObject = {
    type: "object",
    properties: { filter: { $ref: "#/$defs/Filter" } },
    $defs: {
      Filter: {
        oneOf: ["and", "or", "not"].map((op) => ({
          type: "object",
          properties: { filters: { type: "array", items: { $ref: "#/$defs/Filter" } }, op: { const: op } },
          required: ["op"],
        })),
      },
    },
  };
  const blind: JsonSchemaObject = {
    type: "object",
    properties: { n: { $ref: "#/$defs/N" } },
    $defs: {
      N: {
        anyOf: [
          { properties: { n: { $ref: "#/$defs/N" } }, maxProperties: 0 },
          { properties: { n: { $ref: "#/$defs/N" } } },
        ],
      },
    },
  };
  const nested = (levels: number, wrap: (inner: object) => object, leaf: object): object =>
    levels === 0 ? leaf : nested(levels - 1, wrap, wrap(leaf));

  it("a recursive union whose alternatives name themselves is followed 25 deep", () => {
    const good = nested(25, (inner) => ({ filters: [inner], op: "and" }), { op: "not" });
    expect(timed(() => expect(check(filter, { filter: good })).toBe("valid"))).toBeLessThan(MAX_MS);
    const bad = nested(25, (inner) => ({ filters: [inner], op: "and" }), { op: "nor" });
    expect(timed(() => expect(check(filter, { filter: bad })).toContain("filter"))).toBeLessThan(MAX_MS);
  });

  it("one whose alternatives cannot be told apart ends in a refusal", () => {
    const deep = nested(60, (inner) => ({ n: inner }), {});
    expect(
      timed(() =>
        expect(check(blind, { n: deep })).toBe(
          "The arguments are too large or too deeply nested to be checked. Allowed: fewer items, or fewer levels.",
        ),
      ),
    ).toBeLessThan(MAX_MS);
  });

  it.each([
    ["a format with an exponential pattern", { format: "url" }, `http://${"a".repeat(40)}!`],
    ["a long text for a pattern", { pattern: "^(a+)+$" }, `${"a".repeat(5000)}!`],
    ["a long list of different items", { uniqueItems: true }, Array.from({ length: 100_000 }, (_, index) => index)],
  ])("%s", (_, schema, value) => {
    expect(timed(() => expect(one(schema, value)).toBe("valid"))).toBeLessThan(MAX_MS);
  });

  it("hundreds of thousands of faults become a short list, or a refusal", () => {
    const numbers = Array.from({ length: 300_000 }, () => 1);
    expect(
      timed(() => expect(one({ items: { type: "string" } }, numbers).split("\n").length).toBeLessThan(12)),
    ).toBeLessThan(MAX_MS);
    const names = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`n${index}`, 1]));
    expect(
      timed(() =>
        expect(check({ type: "object", additionalProperties: false }, names).split("\n").length).toBeLessThan(12),
      ),
    ).toBeLessThan(MAX_MS);
  });
});
