import { compactJson, jsonDepth } from "./json-text.ts";
import { isJsonMediaType } from "./media-type.ts";
import { parseAnswer } from "./parse-answer.ts";
import type { ParsedAnswer } from "./parse-answer.ts";
import { statusLine } from "./reason-phrase.ts";
import { readRetryAfter } from "./retry-after.ts";
import type { RawAnswer } from "./send.ts";
import { UpstreamError } from "./upstream-error.ts";
import type { UpstreamErrorCode, UpstreamErrorDetails } from "./upstream-error.ts";
import { isRecord } from "./value-text.ts";

/** Characters of an error's body that a model gets to see. */
const MAX_SHOWN = 4000;
const MAX_SUMMARY = 1000;

/** How an error's answer is read. */
export interface ErrorReading {
  /** What is taken out of it. */
  readonly secrets: readonly string[];
  readonly maxDepth: number;
  /** What is told of a 401. */
  readonly advice: string;
}

/** Turns an answer of 400 and above into an error that keeps its status, its problem detail (RFC 9457) and `Retry-After`. */
export function describeErrorAnswer(raw: RawAnswer, reading: ErrorReading): UpstreamError {
  const { secrets, maxDepth, advice } = reading;
  const answer = readLeniently(raw, secrets);
  const json = answer.text !== undefined && isJsonMediaType(answer.mediaType);
  const shallow = json && jsonDepth(answer.text) <= maxDepth;
  const summary = shallow ? summarize(answer.output) : { text: "", whole: false };
  const retryAfter = readRetryAfter(raw.headers.get("retry-after"));
  const lines = [
    `The API answered ${statusLine(raw.status)}${summary.text === "" ? "." : `: ${cut(summary.text, MAX_SUMMARY)}`}`,
    ...adviceFor(raw.status, advice),
    ...(retryAfter === undefined ? [] : [`It can be tried again in ${retryAfter} seconds.`]),
    ...(summary.whole ? [] : showBody(answer)),
  ];
  const details: UpstreamErrorDetails = {
    status: raw.status,
    ...(retryAfter === undefined ? {} : { retryAfter }),
    ...(shallow && answer.text.length <= MAX_SHOWN ? { body: answer.output } : {}),
  };
  return new UpstreamError(codeOf(raw.status), lines.join("\n"), { details });
}

function codeOf(status: number): UpstreamErrorCode {
  switch (status) {
    case 401:
      return "upstream_unauthorized";
    case 403:
      return "upstream_forbidden";
    case 429:
      return "upstream_rate_limited";
    default:
      return "upstream_error";
  }
}

/** A 401 of the API is no challenge of ours: this server has accepted the token, the API has not. */
function adviceFor(status: number, unauthorized: string): readonly string[] {
  if (status === 401) {
    return [unauthorized];
  }
  return status === 403 ? ["The API does not allow this user to do this. Calling again will not help."] : [];
}

/** An error's body may break its own promises; the status still counts. */
function readLeniently(raw: RawAnswer, secrets: readonly string[]): ParsedAnswer {
  try {
    return parseAnswer(raw, secrets);
  } catch {
    const headers = new Headers({ "content-type": "text/plain; charset=utf-8" });
    return parseAnswer({ status: raw.status, headers, bytes: raw.bytes }, secrets);
  }
}

interface Summary {
  readonly text: string;
  /** Whether the body holds nothing beyond the summary. */
  readonly whole: boolean;
}

/** RFC 9457 members first, then the names that other APIs use for the same. */
function summarize(body: unknown): Summary {
  if (!isRecord(body)) {
    return { text: "", whole: false };
  }
  const inner = isRecord(body["error"]) ? body["error"] : body;
  const names = ["title", "detail", "message", "error", "error_description", "msg"].filter((name) =>
    isText(inner[name]),
  );
  const texts = new Set(names.map((name) => String(inner[name]).trim()));
  const told = new Set([...names, "status", "statusCode"]);
  const whole = texts.size > 0 && inner === body && Object.keys(body).every((name) => told.has(name));
  return { text: joinTexts([...texts]), whole };
}

/** "Title: detail", whatever ends the title. */
function joinTexts(texts: readonly string[]): string {
  return texts.map((text, at) => (at === texts.length - 1 ? text : text.replace(/[.:]$/, ""))).join(": ");
}

function isText(value: unknown): boolean {
  return typeof value === "string" && value.trim() !== "";
}

function showBody(answer: ParsedAnswer): readonly string[] {
  if (answer.text === undefined) {
    return answer.output === undefined ? [] : [`Its body is ${answer.mediaType}, which is not shown.`];
  }
  if (answer.mediaType === "text/html") {
    const title = /<title[^>]*>([^<]*)/i.exec(answer.text)?.[1]?.trim() ?? "";
    return [
      `Its body is an HTML page${title === "" ? "" : ` titled ${JSON.stringify(cut(title, 200))}`}, which is not shown.`,
    ];
  }
  const text = isJsonMediaType(answer.mediaType) ? compactJson(answer.text) : answer.text.trim();
  return text === "" ? [] : [`Its body: ${cut(text, MAX_SHOWN)}`];
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length)}... (cut, ${text.length} characters in all)`;
}
