import type { JsonSchema, JsonSchemaObject } from "../../templates/src/runtime/surface-types.ts";
import type { ResultOptions } from "../options.ts";
import { answerProperties, isListAnswer } from "./answer-properties.ts";

/** The word is known to models; a sentence on each of a thousand tools would cost more than it tells. */
const selectSchema: JsonSchema = { type: "string", description: "JMESPath" };

/**
 * The argument that takes parts of the answer, where this tool is to have it. It is called `select`, or where the API has an argument of
 * that name, by the same with as many `_` before it as are needed.
 */
export function withSelect(
  schema: JsonSchemaObject,
  answer: JsonSchema | undefined,
  {
    answers,
    select,
  }: { readonly answers: ReadonlyMap<string, JsonSchema>; readonly select: NonNullable<ResultOptions["select"]> },
): { readonly schema: JsonSchemaObject; readonly argument?: string } {
  if (answer === undefined || select === "off") return { schema };
  if (select === "lists" && !isListAnswer(answerProperties(answer, answers))) return { schema };
  let argument = "select";
  while (Object.hasOwn(schema.properties ?? {}, argument)) argument = `_${argument}`;
  return { schema: { ...schema, properties: { ...schema.properties, [argument]: selectSchema } }, argument };
}
