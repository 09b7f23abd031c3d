import type { CollectedStream } from "./collect-stream.ts";
import { scrubText } from "./scrub-token.ts";
import type { RawItem } from "./stream-items.ts";
import { UpstreamError } from "./upstream-error.ts";

/** The output of a streamed answer. */
export interface StreamOutput {
  /** Why there may be more than these items. Absent: these are all. */
  readonly incomplete?: string;
  /** JSON values; of server-sent events `{ event?, id?, data }`, with `data` parsed where it is a JSON object or list. */
  readonly items: readonly unknown[];
}

/** An output with its JSON text, which keeps every digit of the items' own. */
export interface ParsedStream {
  readonly output: StreamOutput;
  readonly text: string;
}

interface Parsed {
  readonly value: unknown;
  readonly text: string;
  readonly isJson: boolean;
}

/**
 * Parses what was collected; every trace of the credentials is removed first. An item that is not JSON stays the text that
 * it is, and is told when it is the last one. Throws `upstream_bad_response` when none is JSON in a format of JSON.
 */
export function parseStream(stream: CollectedStream, secrets: readonly string[]): ParsedStream {
  const parsed = stream.items.map((item) =>
    stream.format === "events" ? parseEvent(item, secrets) : parseText(scrubText(item.data, secrets)),
  );
  if (parsed.length > 0 && parsed.every(({ isJson }) => !isJson)) {
    throw new UpstreamError(
      "upstream_bad_response",
      "The API's answer says it is a sequence of JSON values, but it is cut off or holds none.",
    );
  }
  const cut = parsed.at(-1)?.isJson === false ? "the last item is not JSON: it may be cut off" : undefined;
  const incomplete = stream.incomplete ?? cut;
  const note = incomplete === undefined ? undefined : `There may be more: ${incomplete}.`;
  const texts = parsed.map(({ text }) => text).join(",");
  const head = note === undefined ? "" : `"incomplete":${JSON.stringify(note)},`;
  return {
    output: { ...(note === undefined ? {} : { incomplete: note }), items: parsed.map(({ value }) => value) },
    text: `{${head}"items":[${texts}]}`,
  };
}

function parseEvent(item: RawItem, secrets: readonly string[]): Parsed {
  const data = scrubText(item.data, secrets);
  const parsed = /^\s*[[{]/.test(data) ? parseText(data) : undefined;
  const named = {
    ...(item.event === undefined ? {} : { event: scrubText(item.event, secrets) }),
    ...(item.id === undefined ? {} : { id: scrubText(item.id, secrets) }),
  };
  const head = Object.entries(named).map(([name, value]) => `"${name}":${JSON.stringify(value)},`);
  const isJson = parsed?.isJson === true;
  return {
    value: { ...named, data: isJson ? parsed.value : data },
    text: `{${head.join("")}"data":${isJson ? parsed.text : JSON.stringify(data)}}`,
    isJson: true,
  };
}

function parseText(text: string): Parsed {
  try {
    return { value: JSON.parse(text), text, isJson: true };
  } catch {
    return { value: text, text: JSON.stringify(text), isJson: false };
  }
}
