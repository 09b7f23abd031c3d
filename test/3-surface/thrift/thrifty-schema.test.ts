import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createThriftySchema } from "../../../generator/3-surface/thrift/thrifty-schema.ts";
import { mapSchema } from "../../../templates/src/runtime/mcp/map-schema.ts";
import type { JsonSchema } from "../../../templates/src/runtime/surface-types.ts";
import { anySchema } from "../../support/random-schemas.ts";

const thrifty = createThriftySchema((description, names) => (names.includes(description) ? "" : description.trim()));

describe("what tells nothing goes", () => {
  test.each<[string, JsonSchema, JsonSchema]>([
    ["a name as description", { type: "string", description: "dock" }, { type: "string" }],
    [
      "names of properties, from the outside in",
      { properties: { dock: { description: "dock", properties: { berth: { description: "dock" } } } } },
      { properties: { dock: { properties: { berth: {} } } } },
    ],
    [
      "the description of the whole, again",
      { type: "array", description: "D", items: { type: "string", description: "D" } },
      { type: "array", description: "D", items: { type: "string" } },
    ],
    ["formats that numbers have anyway", { type: "integer", format: "int64" }, { type: "integer" }],
    ["one that is checked stays", { type: "integer", format: "int32" }, { type: "integer", format: "int32" }],
    ["an example of prose", { type: "string", examples: ["Hello, you"] }, { type: "string" }],
    ["an example of a number", { type: "integer", examples: [3] }, { type: "integer" }],
    [
      "an example of what a format says",
      { type: "string", format: "date", examples: ["2026-01-01"] },
      { type: "string", format: "date" },
    ],
    [
      "an example that shows a form",
      { type: "string", examples: ["azure__gpt"] },
      { type: "string", examples: ["azure__gpt"] },
    ],
    [
      "properties that are called as keywords are",
      { properties: { format: { type: "string" } } },
      { properties: { format: { type: "string" } } },
    ],
    [
      "values are no schemas",
      { enum: ["a"], default: { description: "D", format: "int64" } },
      { enum: ["a"], default: { description: "D", format: "int64" } },
    ],
  ])("%s", (_, given, want) => {
    expect(thrifty(given, ["dock"])).toEqual(want);
  });
});

/** The schema without what only tells. */
function rules(schema: JsonSchema): JsonSchema {
  if (typeof schema === "boolean") return schema;
  const { description: _, examples: __, format: ___, ...others } = schema;
  return mapSchema(others, rules);
}

test("any schema: every rule stays, in its place", () => {
  fc.assert(
    fc.property(anySchema, fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 2 }), (schema, names) => {
      expect(rules(thrifty(schema, names))).toEqual(rules(schema));
    }),
    { numRuns: 2000, seed: 20261120 },
  );
});
