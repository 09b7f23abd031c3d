import type { OutputUnit } from "@cfworker/json-schema";
import type { ArgumentProblem } from "../upstream/upstream-error.ts";
import { nearMatch } from "./near-match.ts";

const MAX_VALUES = 30;

const FORMAT_EXAMPLES: { readonly [format: string]: string | undefined } = {
  date: "2026-11-20",
  "date-time": "2026-11-20T10:00:00Z",
  uuid: "3f2b8c1e-5d4a-4f6b-9c7d-0a1b2c3d4e5f",
  ipv4: "192.0.2.1",
  ipv6: "2001:db8::1",
  email: "name@example.com",
  uri: "https://example.com/path",
};

/** What a failed keyword says. `asserted` is the keyword's value in the schema. */
export function explainKeyword(
  error: OutputUnit,
  asserted: unknown,
  value: unknown,
): Omit<ArgumentProblem, "argument"> {
  const limit = String(asserted);
  switch (error.keyword) {
    case "type":
      return {
        problem: `is ${typeOf(value)}.`,
        allowed: `${Array.isArray(asserted) ? asserted.join(", or ") : limit}.`,
      };
    case "enum":
      return explainEnum(asserted, value);
    case "const":
      return { problem: "has the wrong value.", allowed: JSON.stringify(asserted) };
    case "format":
      return { problem: `is not a ${limit}.`, allowed: `for instance ${FORMAT_EXAMPLES[limit] ?? limit}` };
    case "pattern":
      return { problem: "does not have the right form.", allowed: `text that matches ${limit}` };
    case "not":
      return { problem: "has a value that is ruled out." };
    case "uniqueItems":
      return { problem: "holds the same item twice.", allowed: "different items." };
    default:
      return explainLimit(error, asserted);
  }
}

/** The JSON type of a value, with its article. */
export function typeOf(value: unknown): string {
  if (value === null) {
    return "null";
  }
  if (Array.isArray(value)) {
    return "an array";
  }
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

function explainLimit(error: OutputUnit, asserted: unknown): Omit<ArgumentProblem, "argument"> {
  const limit = String(asserted);
  switch (error.keyword) {
    case "minimum":
      return { problem: "is too small.", allowed: `at least ${limit}.` };
    case "maximum":
      return { problem: "is too large.", allowed: `at most ${limit}.` };
    case "exclusiveMinimum":
      return { problem: "is too small.", allowed: `more than ${limit}.` };
    case "exclusiveMaximum":
      return { problem: "is too large.", allowed: `less than ${limit}.` };
    case "multipleOf":
      return { problem: "is not a step that is allowed.", allowed: `multiples of ${limit}.` };
    case "minLength":
      return { problem: "is too short.", allowed: `at least ${count(asserted, "character")}.` };
    case "maxLength":
      return { problem: "is too long.", allowed: `at most ${count(asserted, "character")}.` };
    case "minItems":
      return { problem: "has too few items.", allowed: `at least ${limit}.` };
    case "maxItems":
      return { problem: "has too many items.", allowed: `at most ${limit}.` };
    case "minProperties":
      return { problem: "has too few properties.", allowed: `at least ${limit}.` };
    case "maxProperties":
      return { problem: "has too many properties.", allowed: `at most ${limit}.` };
    default:
      return { problem: `${error.error} (${error.keyword})` };
  }
}

function count(number: unknown, noun: string): string {
  return `${String(number)} ${noun}${number === 1 ? "" : "s"}`;
}

function explainEnum(asserted: unknown, value: unknown): Omit<ArgumentProblem, "argument"> {
  const values = Array.isArray(asserted) ? asserted : [];
  const texts = values.filter((candidate): candidate is string => typeof candidate === "string");
  const near = typeof value === "string" ? nearMatch(value, texts) : undefined;
  const shown = values.slice(0, MAX_VALUES).map((candidate) => JSON.stringify(candidate));
  const rest = values.length - shown.length;
  return {
    problem:
      near === undefined
        ? "has a value that is not in the list."
        : `has a value that is not in the list. Did you mean ${JSON.stringify(near)}?`,
    allowed: `${shown.join(", ")}${rest > 0 ? `, and ${rest} more` : ""}.`,
  };
}
