import { essence } from "./media-type.ts";

/** How the items of a streamed answer stand in its text. */
export type StreamFormat = "events" | "lines" | "sequence";

/**
 * The format of a sequential media type (OpenAPI 3.2, 4.14.4): server-sent events, JSON Lines under its names, JSON text
 * sequences (RFC 7464, RFC 8091). Undefined for what is one value.
 */
export function streamFormatOf(contentType: string | null): StreamFormat | undefined {
  const type = essence(contentType);
  if (type === "text/event-stream") {
    return "events";
  }
  if (/^application\/(?:jsonl|x-jsonl|jsonlines|x-jsonlines|ndjson|x-ndjson)$/.test(type)) {
    return "lines";
  }
  return /^application\/(?:[\w.-]+\+)?json-seq$/.test(type) ? "sequence" : undefined;
}
