import { expect, test } from "vitest";
import { mendArguments } from "../../../templates/src/runtime/search/mend-arguments.ts";
import type { JsonSchemaObject } from "../../../templates/src/runtime/surface-types.ts";

const schema: JsonSchemaObject = {
  type: "object",
  properties: {
    filter: { type: "object" },
    tags: { type: ["array", "null"] },
    either: { type: ["string", "object"] },
    anything: true,
    place: { $ref: "#/$defs/Place" },
    body: { type: "object", properties: { items: { type: "array" } } },
  },
  $defs: { Place: { properties: { city: { type: "string" } } } },
};

test.each<[name: string, given: unknown, want: unknown]>([
  ["filter", '{"a":1}', { a: 1 }],
  ["tags", " [1]", [1]],
  ["place", '{"city":"Oslo"}', { city: "Oslo" }],
])("%s: %j is %j", (name, given, want) => {
  expect(mendArguments({ [name]: given }, schema)).toEqual({ args: { [name]: want }, mended: [name] });
});

test.each<[name: string, given: unknown]>([
  ["filter", "[1]"],
  ["filter", '"{}"'],
  ["filter", "{not json"],
  ["filter", JSON.stringify({ long: "x".repeat(100_001) })],
  ["tags", '{"a":1}'],
  ["either", '{"a":1}'],
  ["anything", '{"a":1}'],
  ["unknown", '{"a":1}'],
  ["constructor", "{}"],
])("%s: what the schema may want as it is stays as it is", (name, given) => {
  const args = { [name]: given };
  expect(mendArguments(args, schema)).toEqual({ args, mended: [] });
});

test("members of a body, and a body that is text itself", () => {
  const want = { args: { body: { items: [1] } }, mended: ["body.items"] };
  expect(mendArguments({ body: { items: "[1]" } }, schema)).toEqual(want);
  expect(mendArguments({ body: '{"items":[1]}' }, schema)).toEqual({ ...want, mended: ["body"] });
});

test.each([undefined, null, "text", 5, [1]])("%j is left to validation", (args) => {
  expect(mendArguments(args, schema)).toEqual({ args, mended: [] });
});
