import fc from "fast-check";
import { expect, test } from "vitest";
import { literal } from "../../generator/4-emit/quote.ts";
import { typesModule } from "../../generator/4-emit/schema-modules.ts";
import { createSharedTypes } from "../../generator/4-emit/shared-types.ts";
import { createSourcePrinter } from "../../generator/4-emit/source-printer.ts";
import type { JsonSchema } from "../../templates/src/runtime/surface-types.ts";
import { compile } from "./compile.ts";
import { schemaWithValues, sharedSchemas, validValues } from "./schemas-with-values.ts";

test("types of any schemas compile under the strictest flags, and take every valid value", async () => {
  const samples = fc.sample(schemaWithValues, { numRuns: 500, seed: 20260728 });
  const schemas = new Map([...sharedSchemas, ...samples.map(({ schema }, at) => [`S${at}`, schema] as const)]);
  const types = await typesModule(createSourcePrinter(), schemas, createSharedTypes(schemas));
  const values = samples.flatMap((sample, at) =>
    validValues(sample).map((value, nth) => `export const v${at}_${nth}: types.S${at} = ${literal(value)};`),
  );
  expect(values.length).toBeGreaterThan(500);
  const files = new Map([
    ["src/types.ts", types],
    ["src/values.ts", ['import type * as types from "./types.ts";', ...values].join("\n")],
  ]);
  expect(await compile(files)).toEqual([]);
}, 60_000);

test("alternatives that multiply stay within what TypeScript can represent", async () => {
  const schemas = new Map<string, JsonSchema>([
    ["A", alternativesOf("a")],
    ["B", alternativesOf("b")],
    ["C", alternativesOf("c")],
    ["Shared", { allOf: [{ $ref: "#/$defs/A" }, { $ref: "#/$defs/B" }, { $ref: "#/$defs/C" }] }],
    ["Written", { allOf: [alternativesOf("x"), alternativesOf("y"), alternativesOf("z")] }],
    ["Inner", { properties: { all: { allOf: [{ $ref: "#/$defs/Shared" }, { $ref: "#/$defs/Written" }] } } }],
  ]);
  const types = await typesModule(createSourcePrinter(), schemas, createSharedTypes(schemas));
  expect(await compile(new Map([["src/types.ts", types]]))).toEqual([]);
  expect(types.split("\n").filter((line) => / Shared =/u.test(line))).toEqual(["export type Shared = B & C;"]);
}, 60_000);

/** Sixty objects, told apart by a property. */
function alternativesOf(property: string): JsonSchema {
  const values = Array.from({ length: 60 }, (_, at) => `${property}${at}`);
  return { oneOf: values.map((value) => ({ properties: { [property]: { const: value } }, required: [property] })) };
}
