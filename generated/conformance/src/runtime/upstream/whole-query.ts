import type { ParameterDefinition } from "../surface-types.ts";
import { buildFormBody } from "./form-body.ts";
import { essence } from "./media-type.ts";
import { percentEncode } from "./percent-encode.ts";
import { refuseArgument } from "./upstream-error.ts";
import { contentText, isAbsent, isRecord } from "./value-text.ts";

/**
 * The query that a parameter `in: "querystring"` is the whole of (OpenAPI 3.2, 4.12): a form, or the text of another media type
 * percent-encoded. Empty when no value is given.
 */
export function serializeWholeQuery(parameter: ParameterDefinition, value: unknown): string {
  if (isAbsent(value)) {
    return "";
  }
  const { argument, contentType = "application/x-www-form-urlencoded", parts = {} } = parameter;
  if (essence(contentType) !== "application/x-www-form-urlencoded") {
    return percentEncode(contentText(value, contentType, argument));
  }
  return isRecord(value)
    ? buildFormBody(value, parts)
    : refuseArgument(argument, "is sent as a form.", "an object of fields.");
}
