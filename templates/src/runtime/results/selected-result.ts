import type { CallToolResult } from "@modelcontextprotocol/server";
import { isRecord } from "../upstream/value-text.ts";
import type { Fitting } from "./fit-result.ts";
import { type JsonAnswer, jsonResult, jsonTextOf } from "./json-result.ts";
import { SelectError, type Selection } from "./selection.ts";

/** What to take of an answer. */
export interface SelectionOptions {
  readonly select: Selection;
  /** Characters of JSON text that it may make. */
  readonly maxLength: number;
}

/** Names of an answer that are told when an expression finds nothing. */
const MAX_NAMES = 20;

/**
 * What an expression takes of an answer, as a tool result. Where that cannot be had the whole answer is the result, with a
 * sentence that says why: the call has been made, and what it did must not look undone.
 */
export function selectedResult(
  answer: JsonAnswer,
  { select, maxLength, maxDepth }: SelectionOptions & { readonly maxDepth: number },
  fitting: Fitting,
): CallToolResult {
  try {
    const value = select(exactNumbers(answer), maxLength);
    const notes = value === null ? [`Nothing was found by it. ${outlineOf(answer.value)}`] : [];
    return jsonResult({ json: jsonTextOf(value), value }, maxDepth, { ...fitting, notes });
  } catch (error) {
    if (!(error instanceof SelectError)) throw error;
    const notes = [`Nothing was selected: ${error.message}. This is the answer as it came.`];
    return jsonResult(answer, maxDepth, { ...fitting, notes });
  }
}

/** Integers that JavaScript cannot hold, as strings of their digits: an id must come back as it was. */
function exactNumbers({ json, value }: JsonAnswer): unknown {
  if (!/\d{16}/.test(json)) return value;
  return JSON.parse(json, (_, item: unknown, context?: { readonly source?: string }): unknown =>
    typeof item === "number" && !Number.isSafeInteger(item) && /^-?\d+$/.test(context?.source ?? "")
      ? context?.source
      : item,
  );
}

/** What an expression could have asked for. Only plain words are told: answers may hold any text. */
function outlineOf(answer: unknown): string {
  const item: unknown = Array.isArray(answer) ? answer[0] : answer;
  const names = isRecord(item) ? Object.keys(item).filter((name) => /^\w{1,40}$/.test(name)) : [];
  const what = Array.isArray(answer) ? `a list of ${answer.length}` : isRecord(answer) ? "an object" : "a single value";
  const properties = names.length === 0 ? "" : `, with the properties ${names.slice(0, MAX_NAMES).join(", ")}`;
  return `The answer is ${what}${properties}.`;
}
