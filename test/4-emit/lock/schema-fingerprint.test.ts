import { expect, test } from "vitest";
import { createSchemaFingerprints } from "../../../generator/4-emit/lock/schema-fingerprint.ts";
import type { JsonSchema } from "../../../templates/src/runtime/surface-types.ts";

const shared: Record<string, JsonSchema> = {
  Berth: { type: "object", properties: { id: { type: "string" }, next: { $ref: "#/$defs/Berth" } } },
  Booking: { type: "object", properties: { berth: { $ref: "#/$defs/Berth" } } },
  Other: { type: "string" },
};

function meaning(schema: JsonSchema, change: Record<string, JsonSchema> = {}): string {
  return createSchemaFingerprints(new Map(Object.entries({ ...shared, ...change }))).meaning(schema);
}

const booking: JsonSchema = { $ref: "#/$defs/Booking" };

test.each<[string, JsonSchema, JsonSchema]>([
  ["texts", { type: "string", description: "a", title: "b", examples: [1] }, { type: "string" }],
  ["the order of keys", { type: "string", minLength: 1 }, { minLength: 1, type: "string" }],
  [
    "texts of properties",
    { properties: { a: { type: "string", description: "x" } } },
    { properties: { a: { type: "string" } } },
  ],
])("%s do not count", (_what, one, other) => {
  expect(meaning(one)).toBe(meaning(other));
});

test.each<[string, JsonSchema, JsonSchema]>([
  ["a property that is called description", { properties: { description: {} } }, { properties: {} }],
  ["a value of an enum with such a member", { enum: [{ title: "a" }] }, { enum: [{ title: "b" }] }],
  ["the order of an enum's values", { enum: ["a", "b"] }, { enum: ["b", "a"] }],
  ["a default", { type: "string", default: "a" }, { type: "string" }],
  ["what it refers to", { $ref: "#/$defs/Berth" }, { $ref: "#/$defs/Other" }],
])("%s counts", (_what, one, other) => {
  expect(meaning(one)).not.toBe(meaning(other));
});

test("a change counts for everything that reaches it, also around a cycle, and for nothing else", () => {
  const change = {
    Berth: { type: "object", properties: { id: { type: "integer" }, next: { $ref: "#/$defs/Berth" } } },
  };
  expect(meaning(booking, change)).not.toBe(meaning(booking));
  expect(meaning({ $ref: "#/$defs/Other" }, change)).toBe(meaning({ $ref: "#/$defs/Other" }));
});
