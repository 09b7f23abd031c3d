import type { PartDefinition } from "../surface-types.ts";
import { refuseArgument } from "./upstream-error.ts";
import { isAbsent, isRecord, valueText } from "./value-text.ts";

/** RFC 9110, 5.5 field values, without the obsolete bytes above 0x7E. */
const FIELD_VALUE = /^[\t\x20-\x7E]*$/;

/** The header lines that the document declares for a part and the caller gave values for, each ended by CRLF. */
export function partHeaderLines(part: PartDefinition | undefined, body: Readonly<Record<string, unknown>>): string {
  if (part?.headers === undefined) {
    return "";
  }
  const { property, names } = part.headers;
  const given = Object.hasOwn(body, property) ? body[property] : undefined;
  const values = isRecord(given) ? given : {};
  return names
    .filter((name) => Object.hasOwn(values, name) && !isAbsent(values[name]))
    .map((name) => `${name}: ${fieldValue(values[name], `${property}.${name}`)}\r\n`)
    .join("");
}

function fieldValue(value: unknown, argument: string): string {
  const text = Array.isArray(value)
    ? value.map((item) => valueText(item, argument)).join(",")
    : valueText(value, argument);
  return FIELD_VALUE.test(text)
    ? text
    : refuseArgument(argument, "cannot be sent as a header.", "visible ASCII characters, spaces and tabs.");
}
