import type { ArgumentValidator } from "../../../templates/src/runtime/mcp/validate-arguments.ts";
import type { JsonSchemaObject } from "../../../templates/src/runtime/surface-types.ts";
import { ArgumentError } from "../../../templates/src/runtime/upstream/upstream-error.ts";

/** Whether a validator lets arguments through; anything but a refusal of theirs is thrown on. */
export function isAllowed(validate: ArgumentValidator, inputSchema: JsonSchemaObject, args: object): boolean {
  try {
    validate({ inputSchema }, args);
    return true;
  } catch (error) {
    if (error instanceof ArgumentError) return false;
    throw error;
  }
}
