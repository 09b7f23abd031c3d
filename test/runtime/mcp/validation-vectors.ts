import type { JsonSchema } from "../../../templates/src/runtime/surface-types.ts";

/** A schema, and values that it allows and refuses: the same on every target that the server runs on. */
export interface ValidationVector {
  readonly about: string;
  readonly schema: JsonSchema;
  /** Definitions that the schema refers to. */
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
  readonly valid: readonly unknown[];
  readonly invalid: readonly unknown[];
}

/** An object as JSON text gives it: every name is its own, `__proto__` too. */
function json(text: string): object {
  return JSON.parse(text) as object;
}

const anyOf: readonly ValidationVector[] = [
  {
    about: "one of several, with what stands around them",
    schema: { type: "string", anyOf: [{ maxLength: 2 }, { minLength: 4 }] },
    valid: ["ab", "abcd"],
    invalid: ["abc", 1],
  },
  {
    about: "exactly one of several",
    schema: { oneOf: [{ type: "integer" }, { minimum: 2 }] },
    valid: [1, 2.5],
    invalid: [3, 1.5],
  },
  {
    about: "an empty schema is an alternative",
    schema: { anyOf: [{ type: "number" }, {}] },
    valid: ["x", 1],
    invalid: [],
  },
  {
    about: "all of several",
    schema: {
      allOf: [{ properties: { b: { type: "integer" } }, required: ["b"] }],
      properties: { c: {} },
      required: ["c"],
    },
    valid: [{ b: 1, c: null }],
    invalid: [{ b: 1 }, { c: 1 }, { b: "1", c: 1 }],
  },
  {
    about: "additionalProperties look at their own schema only",
    schema: { allOf: [{ properties: { b: {} } }], properties: { c: {} }, additionalProperties: { type: "boolean" } },
    valid: [{ b: true, c: 1 }],
    invalid: [{ b: 1 }],
  },
  {
    about: "not",
    schema: { not: { type: ["integer", "boolean"] } },
    valid: ["x", 1.5, null],
    invalid: [1, true],
  },
  { about: "not anything", schema: { not: {} }, valid: [], invalid: [1, "x", null, {}] },
  {
    about: "if, then, else",
    schema: {
      if: { properties: { k: { const: "a" } }, required: ["k"] },
      then: { required: ["x"] },
      else: { required: ["y"] },
    },
    valid: [{ k: "a", x: 1 }, { k: "b", y: 1 }, "no object meets required"],
    invalid: [{ k: "a", y: 1 }, { k: "b", x: 1 }, {}],
  },
  { about: "then without if", schema: { then: { const: 0 } }, valid: [1, "x"], invalid: [] },
];

const values: readonly ValidationVector[] = [
  {
    about: "an integer is a number without fraction",
    schema: { type: "integer" },
    valid: [1, 1.0, -3, 1e3],
    invalid: [1.5, "1", null],
  },
  { about: "an integer is a number", schema: { type: "number" }, valid: [1, 0.5], invalid: ["1"] },
  { about: "null is no object, a list is none", schema: { type: "object" }, valid: [{}], invalid: [null, []] },
  { about: "several types", schema: { type: ["string", "null"] }, valid: ["", null], invalid: [0, false, []] },
  { about: "false is not 0", schema: { const: false }, valid: [false], invalid: [0, [], null, ""] },
  { about: "0 is not false, and is -0", schema: { enum: [0] }, valid: [0, -0], invalid: [false, [0], "0"] },
  { about: "[false] is not [0]", schema: { const: [false] }, valid: [[false]], invalid: [[0], [[false]]] },
  {
    about: "members in any order",
    schema: { const: { a: 1, b: [2] } },
    valid: [{ b: [2], a: 1 }],
    invalid: [{ a: 1 }, { a: 1, b: [2], c: 3 }],
  },
  { about: "null as a value", schema: { enum: [null, "x"] }, valid: [null, "x"], invalid: ["", 0] },
  {
    about: "limits of numbers",
    schema: { minimum: 1, exclusiveMaximum: 3 },
    valid: [1, 2.99, "x"],
    invalid: [0.99, 3],
  },
  { about: "negative limits", schema: { exclusiveMinimum: -2, maximum: -1 }, valid: [-1, -1.5], invalid: [-2, 0] },
  { about: "a step of decimals", schema: { multipleOf: 0.01 }, valid: [0, 0.07, 19.99, 4.35], invalid: [0.075] },
  { about: "a very small step", schema: { multipleOf: 0.0001 }, valid: [0.0075], invalid: [0.00751] },
  {
    about: "a step that a large number divides",
    schema: { type: "integer", multipleOf: 2 },
    valid: [2 ** 53],
    invalid: [7],
  },
  {
    about: "length in characters, not in UTF-16 units",
    schema: { minLength: 2, maxLength: 2 },
    valid: ["ab", "💩💩", 5],
    invalid: ["a", "💩", "abc"],
  },
  { about: "the empty text", schema: { type: "string", maxLength: 0 }, valid: [""], invalid: ["a"] },
  { about: "a pattern is found anywhere", schema: { pattern: "a+" }, valid: ["xxaayy", true], invalid: ["xyz"] },
  { about: "a pattern in Unicode mode", schema: { pattern: "^\\p{Letter}.$" }, valid: ["é💩"], invalid: ["1x"] },
  { about: "an unknown format says nothing", schema: { format: "made-up" }, valid: ["x", 1], invalid: [] },
  {
    about: "a format is about text",
    schema: { format: "date" },
    valid: ["2026-11-20", 5, null, {}],
    invalid: ["20.11.2026", ""],
  },
  {
    about: "date-time",
    schema: { format: "date-time" },
    valid: ["2026-11-20T10:00:00Z", "2026-11-20T10:00:00.5+01:00"],
    invalid: ["2026-11-20 10:00", "2026-11-20"],
  },
  { about: "uuid", schema: { format: "uuid" }, valid: ["3f2b8c1e-5d4a-4f6b-9c7d-0a1b2c3d4e5f"], invalid: ["3f2b8c1e"] },
  {
    about: "addresses",
    schema: {
      anyOf: [
        { type: "string", format: "ipv4" },
        { type: "string", format: "ipv6" },
      ],
    },
    valid: ["127.0.0.1", "::1"],
    invalid: ["127.0.0.256", ":::1"],
  },
  {
    about: "32 bits",
    schema: { type: "integer", format: "int32" },
    valid: [2147483647, -2147483648],
    invalid: [2147483648, -2147483649],
  },
  {
    about: "32 bits and a limit",
    schema: { type: "integer", format: "int32", minimum: 0 },
    valid: [0, 2147483647],
    invalid: [-1, 2147483648],
  },
  {
    about: "64 bits are more than a number can tell apart",
    schema: { type: "integer", format: "int64" },
    valid: [1, 2 ** 53],
    invalid: [0.5],
  },
];

const objects: readonly ValidationVector[] = [
  {
    about: "keywords of objects are about objects",
    schema: { required: ["b"], properties: { b: { type: "integer" } }, minProperties: 1 },
    valid: [{ b: 1 }, [], "x", 12, null],
    invalid: [{}, { b: "1" }],
  },
  {
    about: "names that objects inherit",
    schema: { required: ["toString", "constructor"], properties: { toString: { type: "string" } } },
    valid: [{ toString: "x", constructor: 1 }],
    invalid: [{}, { toString: 1, constructor: 1 }],
  },
  {
    about: "__proto__ is a name",
    schema: {
      required: ["__proto__"],
      properties: json('{"__proto__":{"type":"number"}}') as Record<string, JsonSchema>,
    },
    valid: [json('{"__proto__":1}')],
    invalid: [{}, json('{"__proto__":"1"}')],
  },
  {
    about: "odd names",
    schema: {
      properties: {
        "a\nb": { type: "number" },
        'a"b': { type: "number" },
        "a/b~c%25": { type: "number" },
        $ref: { type: "number" },
      },
      additionalProperties: false,
    },
    valid: [{ "a\nb": 1, 'a"b': 1, "a/b~c%25": 1, $ref: 1 }],
    invalid: [{ "a\nb": "1" }, { "a/b~c%25": "1" }, { $ref: "1" }],
  },
  {
    about: "no other names",
    schema: { properties: { b: {} }, patternProperties: { "^x": { type: "integer" } }, additionalProperties: false },
    valid: [{ b: 1, x1: 2 }, []],
    invalid: [{ c: 1 }, { x1: "2" }],
  },
  {
    about: "other names by a schema",
    schema: { properties: { b: {} }, additionalProperties: { type: "boolean" } },
    valid: [{ b: 1, c: true }],
    invalid: [{ c: 1 }],
  },
  {
    about: "several patterns for one name",
    schema: { patternProperties: { "a*": { type: "integer" }, "aaa*": { maximum: 20 } } },
    valid: [{ aaaa: 18 }],
    invalid: [{ aaaa: 31 }, { a: "x" }],
  },
  {
    about: "names themselves",
    schema: { propertyNames: { maxLength: 3 } },
    valid: [{ abc: 1 }, {}],
    invalid: [{ abcd: 1 }],
  },
  {
    about: "how many",
    schema: { minProperties: 1, maxProperties: 2 },
    valid: [{ a: 1 }, "x"],
    invalid: [{}, { a: 1, b: 2, c: 3 }],
  },
  {
    about: "required together",
    schema: { dependentRequired: { a: ["b", "c"] } },
    valid: [{ a: 1, b: 1, c: 1 }, { b: 1 }, []],
    invalid: [{ a: 1, b: 1 }],
  },
  {
    about: "a schema when a name is there",
    schema: { dependentSchemas: { a: { required: ["b"], properties: { b: { type: "integer" } } } } },
    valid: [{ b: "x" }, { a: 1, b: 2 }],
    invalid: [{ a: 1 }, { a: 1, b: "2" }],
  },
  {
    about: "boolean schemas",
    schema: { properties: { a: true, b: false } },
    valid: [{}, { a: 1 }],
    invalid: [{ b: 1 }],
  },
  {
    about: "unevaluated properties see parts and alternatives that fit",
    schema: {
      allOf: [{ properties: { a: {} } }],
      anyOf: [{ properties: { b: { const: 1 } }, required: ["b"] }, {}],
      unevaluatedProperties: false,
    },
    valid: [{ a: 1, b: 1 }, {}],
    invalid: [{ b: 2 }, { c: 1 }],
  },
  {
    about: "unevaluated properties see conditions",
    schema: {
      if: { properties: { a: { const: 1 } }, required: ["a"] },
      then: { properties: { b: {} } },
      unevaluatedProperties: false,
    },
    valid: [{ a: 1, b: 2 }],
    invalid: [{ b: 2 }, { a: 2 }],
  },
];

const lists: readonly ValidationVector[] = [
  {
    about: "keywords of lists are about lists",
    schema: { items: { type: "integer" }, minItems: 1, uniqueItems: true },
    valid: [[1], {}, "x"],
    invalid: [[], ["1"]],
  },
  {
    about: "first items, and the others",
    schema: { prefixItems: [{ type: "integer" }, { type: "string" }], items: { type: "boolean" } },
    valid: [[], [1], [1, "x", true]],
    invalid: [["x"], [1, "x", 2]],
  },
  {
    about: "first items, and no others",
    schema: { prefixItems: [{}], items: {}, maxItems: 1 },
    valid: [[], ["x"]],
    invalid: [[1, 2]],
  },
  {
    about: "contains",
    schema: { contains: { minimum: 5 }, minContains: 2, maxContains: 3 },
    valid: [
      [5, 6],
      [1, 5, 6, 7],
    ],
    invalid: [[5], [5, 6, 7, 8], []],
  },
  {
    about: "no item need be contained",
    schema: { contains: { type: "integer" }, minContains: 0 },
    valid: [[], ["x"], [1]],
    invalid: [],
  },
  {
    about: "different items",
    schema: { uniqueItems: true },
    valid: [
      [1, true],
      [0, false],
      ["1", 1],
      [[1], [true]],
      [{ a: 1 }, { a: 2 }],
    ],
    invalid: [
      [1, 1.0],
      [
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ],
      [[1], [1]],
    ],
  },
  {
    about: "unevaluated items",
    schema: { allOf: [{ prefixItems: [{ type: "string" }] }], unevaluatedItems: false },
    valid: [["x"], []],
    invalid: [["x", 1]],
  },
];

const references: readonly ValidationVector[] = [
  {
    about: "siblings of a reference hold",
    schema: { $ref: "#/$defs/List", maxItems: 2 },
    $defs: { List: { type: "array" } },
    valid: [[1, 2]],
    invalid: [[1, 2, 3], "x"],
  },
  {
    about: "a reference to a reference",
    schema: { $ref: "#/$defs/A" },
    $defs: { A: { $ref: "#/$defs/B" }, B: { type: "integer" } },
    valid: [5],
    invalid: ["a"],
  },
  {
    about: "recursion through properties and lists",
    schema: { $ref: "#/$defs/Node" },
    $defs: {
      Node: {
        type: "object",
        properties: { value: { type: "number" }, nodes: { type: "array", items: { $ref: "#/$defs/Node" } } },
        required: ["value"],
      },
    },
    valid: [{ value: 1, nodes: [{ value: 2 }, { value: 3, nodes: [] }] }],
    invalid: [
      { value: 1, nodes: [{ value: 2, nodes: [{}] }] },
      { value: 1, nodes: [{ value: "2" }] },
    ],
  },
  {
    about: "recursion through alternatives",
    schema: { $ref: "#/$defs/Filter" },
    $defs: {
      Filter: {
        anyOf: [
          { type: "string" },
          {
            type: "object",
            properties: { and: { type: "array", items: { $ref: "#/$defs/Filter" } } },
            required: ["and"],
            additionalProperties: false,
          },
        ],
      },
    },
    valid: ["x", { and: ["x", { and: [] }] }],
    invalid: [1, { and: [1] }, { or: [] }],
  },
  {
    about: "names with dots and hyphens",
    schema: { $ref: "#/$defs/a.b-c_1" },
    $defs: { "a.b-c_1": { type: "integer" } },
    valid: [1],
    invalid: ["1"],
  },
  {
    about: "a property called $ref is no reference",
    schema: { properties: { $ref: { $ref: "#/$defs/Text" } } },
    $defs: { Text: { type: "string" } },
    valid: [{ $ref: "a" }],
    invalid: [{ $ref: 2 }],
  },
  {
    about: "$ref inside data is no reference",
    schema: { enum: [{ $ref: "#/$defs/Text" }] },
    $defs: { Text: { type: "string" } },
    valid: [{ $ref: "#/$defs/Text" }],
    invalid: ["a"],
  },
];

/** All vectors. */
export const validationVectors: readonly ValidationVector[] = [
  ...anyOf,
  ...values,
  ...objects,
  ...lists,
  ...references,
];
