import { Refusal } from "../errors.ts";
import type { IncomingRequest } from "../incoming-request.ts";
import type { Limits } from "../server-config.ts";
import { isDeeperThan } from "./json-depth.ts";

/** A JSON-RPC message as it was parsed: nothing is known of it but that it is an object. */
export interface ParsedMessage {
  readonly [name: string]: unknown;
}

/** What a request's body holds: one message, or a batch (2025-03-26 only). */
export type ParsedBody = ParsedMessage | readonly ParsedMessage[];

/**
 * Reads the body, bounded in size and depth, once: everything after works on what is returned here.
 * @throws Refusal `body_too_large`, `json_too_deep`, `json_invalid` or `message_invalid`
 */
export async function readMessage(request: IncomingRequest, limits: Limits): Promise<ParsedBody> {
  const read = await request.readText(limits.maxRequestBytes);
  if (read.tooLarge) {
    throw new Refusal("body_too_large", `The body is longer than ${limits.maxRequestBytes} bytes.`);
  }
  if (isDeeperThan(read.text, limits.maxRequestDepth)) {
    throw new Refusal("json_too_deep", `The JSON nests deeper than ${limits.maxRequestDepth}.`);
  }
  const body = parse(read.text);
  if (isMessage(body)) return body;
  if (Array.isArray(body) && body.length > 0 && body.every((message) => isMessage(message))) return checkIds(body);
  throw new Refusal("message_invalid", "The body is not a JSON-RPC message.");
}

/** JSON-RPC 2.0, 5: an answer is known by its id. Two requests of a batch with one id would get one answer. */
function checkIds(batch: readonly ParsedMessage[]): readonly ParsedMessage[] {
  const ids = batch.map((message) => message["id"]).filter((id) => id !== undefined);
  if (new Set(ids).size === ids.length) return batch;
  throw new Refusal("message_invalid", "The requests of a batch need different ids.");
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal("json_invalid", "The body is not JSON.");
  }
}

function isMessage(value: unknown): value is ParsedMessage {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
