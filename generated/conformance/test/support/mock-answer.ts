import type { ContractOperation } from "./contract-document.ts";
import { isJson } from "./media-type.ts";

/** An answer of the mock. */
export interface MockAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** What a body of another type than JSON holds at least, by the beginning of the type. */
const smallest: readonly (readonly [type: string, body: string])[] = [
  ["application/json-seq", "\u001e{}\n"],
  ["application/jsonl", "{}\n"],
  ["application/x-ndjson", "{}\n"],
  ["text/event-stream", "data: {}\n\n"],
  ["multipart/", '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--b--\r\n'],
  ["application/x-www-form-urlencoded", "a=1"],
  ["application/xml", "<answer/>"],
  ["text/", "ok"],
];

/**
 * The declared success: for JSON what Prism makes of the schema, for other types the smallest body there is.
 * @param makeJson Prism's example; undefined where it makes none
 */
export async function mockAnswer({ answer }: ContractOperation, makeJson: () => Promise<unknown>): Promise<MockAnswer> {
  const { status } = answer;
  if (answer.mediaType === undefined || status === 204 || status === 205) return { status, headers: {}, body: "" };
  const mediaType = /^[^*]+\/[^*]+$/.test(answer.mediaType) ? answer.mediaType : "application/json";
  if (isJson(mediaType)) {
    const body = JSON.stringify((await makeJson()) ?? {});
    return { status, headers: { "content-type": mediaType }, body };
  }
  const type = mediaType.startsWith("multipart/") ? `${mediaType}; boundary=b` : mediaType;
  const body = smallest.find(([start]) => mediaType.startsWith(start))?.[1] ?? new Uint8Array([0]);
  return { status, headers: { "content-type": type }, body };
}
