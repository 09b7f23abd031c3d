import { Validator } from "@cfworker/json-schema";
import type { Schema } from "@cfworker/json-schema";
import type { JsonSchema } from "../2-model/api.ts";
import { reachedNames } from "./schema-walk.ts";

/**
 * Why a value does not fit a schema, in words; `undefined` when it does, or when the schema cannot be judged.
 * @param shared what `#/$defs/Name` names
 */
export function misfit(
  value: unknown,
  schema: JsonSchema,
  shared: ReadonlyMap<string, JsonSchema>,
): string | undefined {
  const names = [...reachedNames([schema], shared)];
  const $defs = Object.fromEntries(names.map((name) => [name, shared.get(name) ?? true]));
  try {
    const whole = { $defs, allOf: [schema] } as Schema;
    const { valid, errors } = new Validator(whole, "2020-12").validate(value);
    return valid ? undefined : (errors.at(-1)?.error ?? "It does not fit its schema.");
  } catch {
    return undefined;
  }
}
