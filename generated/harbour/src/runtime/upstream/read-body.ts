import { UpstreamError } from "./upstream-error.ts";

/**
 * Reads a body to its end, counting bytes as they come out of decompression: a few hundred bytes on the wire can become
 * gigabytes. Throws `upstream_too_large` beyond `maxBytes` and leaves the rest unread.
 */
export async function readBody(response: Response, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  if (response.body === null) {
    return new Uint8Array();
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of streamOf(response.body)) {
    size += chunk.byteLength;
    if (size > maxBytes) {
      throw tooLarge(maxBytes, response.status);
    }
    chunks.push(chunk);
  }
  return concatenate(chunks, size);
}

/** The error of an answer with more than so many bytes. */
export function tooLarge(maxBytes: number, status: number): UpstreamError {
  return new UpstreamError(
    "upstream_too_large",
    `The API's answer is larger than ${maxBytes} bytes and was not read to its end. Ask for less: a filter, fewer fields or a smaller page.`,
    { details: { status } },
  );
}

/** A stream's chunks; leaving the loop early cancels the stream. Not every target iterates streams by itself. */
async function* streamOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  let finished = false;
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      yield next.value;
    }
    finished = true;
  } finally {
    if (!finished) {
      reader.cancel().catch(() => undefined);
    }
  }
}

function concatenate(chunks: readonly Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return whole;
}
