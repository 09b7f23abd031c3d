import type { JsonObject } from "./evidence.ts";

/** A request that was made, or not, and what came back. Exactly one of `answer` and `problem` says something. */
export interface Exchange {
  readonly method: string;
  readonly url: string;
  readonly answer: Answer | undefined;
  /** Why there is no answer. `""` when there is one. */
  readonly problem: string;
  /** `not-sent`: the walk had no reason or no right to ask. */
  readonly failure: "none" | "not-sent" | "tls" | "network";
  /** Addresses that redirects led to. */
  readonly redirects: readonly string[];
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON; of an event stream, the response message in it. `undefined` when it is none. */
  readonly json: unknown;
  /** When the TLS certificate ends, in milliseconds since the epoch. */
  readonly certificateEnds: number | undefined;
  /** Milliseconds since the epoch. */
  readonly receivedAt: number;
}

/** An exchange that did not take place, and why. */
export function notSent(reason: string): Exchange {
  return { method: "", url: "", answer: undefined, problem: reason, failure: "not-sent", redirects: [] };
}

/** The body of a good answer, when it is a JSON object. */
export function jsonObjectOf(exchange: Exchange): JsonObject | undefined {
  const { answer } = exchange;
  return answer?.status === 200 && isJsonObject(answer.json) ? answer.json : undefined;
}

/** The result of a JSON-RPC answer. */
export function resultOf(exchange: Exchange): JsonObject | undefined {
  const message = jsonObjectOf(exchange);
  return isJsonObject(message?.["result"]) ? message["result"] : undefined;
}

/** The code of a JSON-RPC error, whatever the status. */
export function rpcErrorOf(exchange: Exchange): number | undefined {
  const message = exchange.answer?.json;
  const error = isJsonObject(message) ? message["error"] : undefined;
  const code = isJsonObject(error) ? error["code"] : undefined;
  return typeof code === "number" ? code : undefined;
}

/** `status 404`, or why there is no answer. */
export function describeExchange(exchange: Exchange): string {
  const { answer } = exchange;
  if (answer === undefined) return exchange.problem;
  const code = rpcErrorOf(exchange);
  const type = answer.headers.get("content-type") ?? "no content type";
  return `status ${answer.status}, ${type}${code === undefined ? "" : `, JSON-RPC error ${code}`}`;
}

/** Whether a parsed JSON value is an object (no array, not null). */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The strings of a JSON array; `undefined` when it is none. */
export function stringsOf(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === "string") : undefined;
}

/** A JSON value that is a string. */
export function stringOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
