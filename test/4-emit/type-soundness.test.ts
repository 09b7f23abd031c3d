import fc from "fast-check";
import { expect, test } from "vitest";
import { literal } from "../../generator/4-emit/quote.ts";
import { typesModule } from "../../generator/4-emit/schema-modules.ts";
import { nameShared } from "../../generator/4-emit/shared-names.ts";
import { createSourcePrinter } from "../../generator/4-emit/source-printer.ts";
import { compile } from "./compile.ts";
import { schemaWithValues, sharedSchemas, validValues } from "./schemas-with-values.ts";

test("types of any schemas compile under the strictest flags, and take every valid value", async () => {
  const samples = fc.sample(schemaWithValues, { numRuns: 500, seed: 20260728 });
  const schemas = new Map([...sharedSchemas, ...samples.map(({ schema }, at) => [`S${at}`, schema] as const)]);
  const identifiers = nameShared(schemas.keys());
  const types = await typesModule(createSourcePrinter(), { schemas, identifiers });
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
