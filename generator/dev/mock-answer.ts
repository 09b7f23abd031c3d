import { isJson } from "./mock-plan.ts";
import type { MockOperation } from "./mock-plan.ts";

/** An answer of the mock. */
export interface MockAnswer {
  readonly status: number;
  readonly mediaType?: string;
  readonly body: string | Uint8Array;
}

/** What a body of another type than JSON holds at least, by the beginning of the type. */
const smallest: readonly (readonly [type: string, body: string])[] = [
  ["application/json-seq", "\u{1e}{}\n"],
  ["application/jsonl", "{}\n"],
  ["application/x-ndjson", "{}\n"],
  ["text/event-stream", "data: {}\n\n"],
  ["multipart/", '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--b--\r\n'],
  ["application/x-www-form-urlencoded", "a=1"],
  ["application/xml", "<answer/>"],
  ["text/", "mock"],
];

/**
 * The declared success: for JSON an example of its schema, for other types the smallest body there is.
 * @param example - makes one from the schema; undefined where it cannot
 */
export async function mockAnswer(
  { status, mediaType }: MockOperation,
  example: () => Promise<unknown>,
): Promise<MockAnswer> {
  if (mediaType === undefined || status === 204 || status === 205) return { status, body: "" };
  const type = /^[^*\s]+\/[^*\s]+/u.exec(mediaType)?.[0] ?? "application/json";
  if (isJson(type)) return { status, mediaType: type, body: JSON.stringify((await example()) ?? {}) };
  const body = smallest.find(([start]) => type.startsWith(start))?.[1] ?? new Uint8Array([0]);
  return { status, mediaType: type.startsWith("multipart/") ? `${type}; boundary=b` : type, body };
}
