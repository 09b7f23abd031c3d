import { expect, test } from "vitest";
import { sampleCalls } from "../../../templates/test/support/sample/sample-calls.ts";
import type { SampledCall } from "../../../templates/test/support/sample/sample-calls.ts";

/** The calls as `kind: JSON`. */
function calls(schema: object): readonly string[] {
  return sampleCalls({ type: "object", ...schema }).map(
    (call: SampledCall) => `${call.kind}: ${"args" in call ? JSON.stringify(call.args) : call.unsampled}`,
  );
}

test("what is required, everything, and free text with reserved characters", () => {
  expect(
    calls({
      properties: {
        id: { type: "string" },
        limit: { type: "integer", maximum: 50 },
        at: { type: "string", format: "date" },
        tags: { type: "array", items: { type: "string" } },
      },
      required: ["id"],
    }),
  ).toEqual([
    'required: {"id":"v101"}',
    'all: {"id":"v101","limit":50,"at":"2020-04-20","tags":["v104","v105"]}',
    'reserved: {"id":"v101/a b&c=d+e%f?g#h:\u00E9","limit":50,"at":"2020-04-20","tags":["v104/a b&c=d+e%f?g#h:\u00E9","v105/a b&c=d+e%f?g#h:\u00E9"]}',
  ]);
});

test("each alternative of a union has its call", () => {
  const alternatives = [
    { type: "integer" },
    { type: "object", properties: { a: { const: 1 } }, required: ["a"] },
    { type: "null" },
  ];
  expect(calls({ properties: { x: { oneOf: alternatives } } })).toEqual([
    "required: {}",
    'all: {"x":101}',
    'alternative: {"x":{"a":1}}',
  ]);
});

test("an alternative that more than one branch accepts is moved on", () => {
  const named = { type: "object", properties: { a: { type: "string" } }, required: ["a"] };
  const both = { type: "object", properties: { a: { type: "string" }, b: { type: "string" } } };
  const overlap = [named, both, { type: "integer" }];
  expect(calls({ properties: { x: { oneOf: overlap } }, required: ["x"] })[1]).toBe('all: {"x":101}');
});

test("recursion ends", () => {
  const node = {
    type: "object",
    properties: { name: { type: "string" }, next: { $ref: "#/$defs/Node" } },
    required: ["name"],
  };
  expect(calls({ properties: { node: { $ref: "#/$defs/Node" } }, $defs: { Node: node } }).slice(0, 2)).toEqual([
    "required: {}",
    'all: {"node":{"name":"v101","next":{"name":"v102","next":{"name":"v103","next":{"name":"v104"}}}}}',
  ]);
});

test("what nothing fits is said, with its place", () => {
  expect(calls({ properties: { x: { type: "string", pattern: "^(?=a)b$" } }, required: ["x"] })[0]).toBe(
    'required: /x: no text was found for {"pattern":"^(?=a)b$"}',
  );
});

test("an optional value that nothing fits is left out", () => {
  expect(calls({ properties: { x: { not: {} }, y: { type: "boolean" } } })[1]).toBe('all: {"y":true}');
});

test("what excludes each other is not given at once", () => {
  const either = {
    type: "object",
    properties: { a: { type: "string" }, b: { type: "string" } },
    oneOf: [{ required: ["a"] }, { required: ["b"] }],
  };
  expect(calls({ properties: { x: either }, required: ["x"] })[1]).toBe('all: {"x":{"b":"v101"}}');
});
