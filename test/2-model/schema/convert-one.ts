import type { JsonSchema } from "../../../generator/2-model/api.ts";
import type { Diagnostic } from "../../../generator/diagnostics.ts";
import { modelOf, openapi } from "../../support/in-memory-document.ts";

const ok = { description: "OK" };

/** What became of one schema, and of the named ones beside it. */
export interface Converted {
  readonly schema: JsonSchema | undefined;
  readonly codes: readonly string[];
  readonly found: readonly Diagnostic[];
  readonly input: Readonly<Record<string, JsonSchema>>;
}

/** Converts one schema as the query parameter of an operation. */
export function convertOne(
  schema: unknown,
  dialect: "3.0" | "3.1" = "3.1",
  schemas: object = {},
  others: object = {},
): Converted {
  const parameters = [{ name: "q", in: "query", schema }];
  const { api, found } = modelOf(
    openapi(
      { "/a": { get: { operationId: "a", parameters, responses: { 200: ok } } } },
      { components: { schemas }, ...others },
    ),
    dialect,
  );
  // What the document gets wrong besides is another test's: `2-model/check`.
  const own = found.filter(({ code }) => code !== "wrong-type");
  return {
    schema: api.operations[0]?.parameters[0]?.schema,
    codes: own.map(({ code }) => code),
    found: own,
    input: Object.fromEntries(api.components.input),
  };
}
