import { isJsonMediaType } from "./media-type.ts";
import { assertWellFormed } from "./percent-encode.ts";
import { refuseArgument } from "./upstream-error.ts";

/** Whether a value is left out: RFC 6570 knows no null, it treats it as undefined (OpenAPI 3.1.1, 4.8.12.5). */
export function isAbsent(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

/** A JSON object, as against a list or a scalar. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * The text of one value in a parameter or form field: numbers without exponent, and JSON where a style has no form for a
 * nested value (the specification leaves that undefined; swagger-client does the same).
 */
export function valueText(value: unknown, argument: string): string {
  const text = plainText(value, argument);
  assertWellFormed(text, argument);
  return text;
}

/** The text of a parameter with `content`: JSON for a JSON media type, else the value's plain text. */
export function contentText(value: unknown, mediaType: string, argument: string): string {
  const text = isJsonMediaType(mediaType) ? JSON.stringify(value) : plainText(value, argument);
  assertWellFormed(text, argument);
  return text;
}

function plainText(value: unknown, argument: string): string {
  if (typeof value === "string") {
    return value;
  }
  if (typeof value === "number") {
    return decimalText(value, argument);
  }
  if (typeof value === "boolean" || typeof value === "bigint") {
    return String(value);
  }
  return JSON.stringify(value) ?? refuseArgument(argument, `a ${typeof value} cannot be sent.`);
}

/** JavaScript writes 1e21 and 1e-7 with an exponent; most servers read digits only. */
function decimalText(value: number, argument: string): string {
  if (!Number.isFinite(value)) {
    return refuseArgument(argument, "is not a finite number.");
  }
  const text = String(value);
  const match = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (match === null) {
    return text;
  }
  const [, sign = "", first = "", rest = "", exponent = "0"] = match;
  const shift = Number(exponent);
  const digits = first + rest;
  return shift < 0 ? `${sign}0.${"0".repeat(-shift - 1)}${digits}` : `${sign}${digits.padEnd(shift + 1, "0")}`;
}
