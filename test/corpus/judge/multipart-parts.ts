import busboy from "busboy";
import type { FileInfo } from "busboy";
import type { Readable } from "node:stream";

/** One part of a multipart body. */
export interface ReceivedPart {
  readonly name: string;
  readonly filename?: string;
  readonly mediaType?: string;
  readonly bytes: Uint8Array;
}

/** Reads a multipart body with busboy, as servers do. @throws Error when it is cut or has no boundary */
export async function readParts(body: Uint8Array, contentType: string): Promise<readonly ReceivedPart[]> {
  const parts: ReceivedPart[] = [];
  const pending: Promise<void>[] = [];
  // Busboy reads form-data only; the parts of the other multipart types are written alike.
  const headers = { "content-type": contentType.replace(/^multipart\/[^;]+/i, "multipart/form-data") };
  const parser = busboy({ headers, preservePath: true, limits: { fieldSize: 64_000_000 } });
  parser.on("field", (name, value, { mimeType }) => {
    parts.push({ name, bytes: Buffer.from(value), ...(mimeType === "" ? {} : { mediaType: mimeType }) });
  });
  parser.on("file", (name: string, stream: Readable, { filename, mimeType }: Partial<FileInfo>) => {
    const position = parts.push({ name, bytes: new Uint8Array() }) - 1;
    pending.push(
      stream.toArray().then(
        (chunks: unknown[]) => {
          const bytes = Buffer.concat(chunks as Uint8Array[]);
          const named = { name, bytes, ...(filename === undefined ? {} : { filename }) };
          parts[position] = { ...named, ...(mimeType ? { mediaType: mimeType } : {}) };
        },
        // A cut body fails the parser too, which says so.
        () => {},
      ),
    );
  });
  await new Promise<void>((done, fail) => {
    parser.on("close", done);
    parser.on("error", fail);
    parser.end(body);
  });
  await Promise.all(pending);
  return parts;
}
