import { isFields } from "./source-document.ts";

/** A file argument as the tools document it: its content, how that is written, its name and media type. */
export interface GivenFile {
  readonly bytes: Uint8Array;
  readonly filename?: string;
  readonly mediaType?: string;
}

const keys = new Set(["content", "encoding", "filename", "mediaType"]);

/** Reads a file argument by the judge's own rules; undefined when the value is none. */
export function givenFile(value: unknown): GivenFile | undefined {
  if (!isFields(value) || typeof value["content"] !== "string" || Object.keys(value).some((key) => !keys.has(key)))
    return undefined;
  const { content, encoding, filename, mediaType } = value;
  const uri = /^data:([^,;]*)((?:;[^,;]*)*?)(;base64)?,(.*)$/s.exec(content);
  const isUri = encoding === "dataUri" || (encoding === undefined && uri !== null);
  const named = {
    ...(typeof filename === "string" ? { filename } : {}),
    ...(typeof mediaType === "string" ? { mediaType } : isUri && uri?.[1] ? { mediaType: uri[1] } : {}),
  };
  if (encoding === "base64") return { bytes: Buffer.from(content, "base64"), ...named };
  if (!isUri || uri === null) return { bytes: Buffer.from(content), ...named };
  const [, , , base64, data = ""] = uri;
  return {
    bytes: base64 === undefined ? Buffer.from(decodeURIComponent(data)) : Buffer.from(data, "base64"),
    ...named,
  };
}
