import type { StreamFormat } from "./stream-format.ts";
import { createItemSplitter, type RawItem } from "./stream-items.ts";

/** When collecting ends, whatever the API still has to say. */
export interface StreamLimits {
  readonly maxItems: number;
  /** Counted after decompression. */
  readonly maxBytes: number;
  /** From the call of {@link collectStream}, in ms. */
  readonly timeoutMs: number;
}

/** What came of a stream. */
export interface CollectedStream {
  readonly format: StreamFormat;
  readonly items: readonly RawItem[];
  /** Why there may be more than this. Absent: the stream came to its end. */
  readonly incomplete?: string;
}

/** How a stream is collected. */
export interface CollectOptions {
  readonly format: StreamFormat;
  readonly limits: StreamLimits;
  /** Called with the number of items so far, after each piece that held some. Must not throw. */
  readonly onItems?: (count: number) => void;
}

/**
 * Collects the items of a streamed answer until it ends or a limit is reached; then the rest is left unread. What came is never
 * lost: a stream that breaks off after its first item is one that is incomplete. Rejects when it breaks off before.
 */
export async function collectStream(
  body: ReadableStream<Uint8Array>,
  { format, limits, onItems }: CollectOptions,
): Promise<CollectedStream> {
  const reader = body.getReader();
  const splitter = createItemSplitter(format);
  const decoder = new TextDecoder();
  const items: RawItem[] = [];
  let bytes = 0;
  const end: { reason?: string } = {};
  const stop = (reason: string): void => {
    end.reason ??= reason;
    reader.cancel().catch(() => undefined);
  };
  const timer = setTimeout(() => stop(`the stream went on after ${limits.timeoutMs} ms`), limits.timeoutMs);
  const add = (found: readonly RawItem[]): void => {
    items.push(...found.slice(0, limits.maxItems - items.length + 1));
    if (found.length > 0) {
      onItems?.(Math.min(items.length, limits.maxItems));
    }
  };
  try {
    for (let next = await reader.read(); !next.done && end.reason === undefined; next = await reader.read()) {
      const fitting = next.value.subarray(0, limits.maxBytes - bytes);
      bytes += next.value.byteLength;
      add(splitter.push(decoder.decode(fitting, { stream: true })));
      if (items.length > limits.maxItems) {
        stop(`only the first ${limits.maxItems} items were read`);
      } else if (bytes > limits.maxBytes) {
        stop(`only the first ${limits.maxBytes} bytes were read`);
      }
    }
    if (end.reason === undefined) {
      add(splitter.push(decoder.decode()));
      add(splitter.end());
    }
  } catch (error) {
    if (items.length === 0) {
      throw error;
    }
    end.reason = "the connection broke off";
  } finally {
    clearTimeout(timer);
  }
  if (items.length > limits.maxItems) {
    end.reason ??= `only the first ${limits.maxItems} items were read`;
  }
  return {
    format,
    items: items.slice(0, limits.maxItems),
    ...(end.reason === undefined ? {} : { incomplete: end.reason }),
  };
}
