import { isSecure } from "../config-url.ts";

/** What fetching a document needs, and its bounds. */
export interface DocumentFetch {
  readonly fetch: typeof fetch;
  /** Bounds the whole fetch, body included. */
  readonly signal: AbortSignal;
  readonly maxBytes: number;
}

/** A document of an authorization server could not be had. The message says why, without the document's text. */
export class DocumentError extends Error {
  override readonly name: string = "DocumentError";
  /** Status of an answer that was not 200. */
  readonly status: number | undefined;

  constructor(message: string, options: { readonly cause?: unknown; readonly status?: number } = {}) {
    super(message, options);
    this.status = options.status;
  }
}

/** A form to send. */
export interface FormPost {
  readonly headers: Readonly<Record<string, string>>;
  readonly form: Readonly<Record<string, string>>;
}

/**
 * Fetches a JSON object from an authorization server, by GET, or by POST when there is a form: https (or loopback) only, status 200 only, size-bounded.
 * A redirect is refused: it would let the answering host name another source of keys.
 * @throws DocumentError, or what `fetch` throws.
 */
export async function fetchDocument(
  url: URL,
  io: DocumentFetch,
  post?: FormPost,
): Promise<{ readonly [name: string]: unknown }> {
  if (!isSecure(url)) throw new DocumentError("the address is not https");
  const response = await io.fetch(url.href, {
    ...(post && { method: "POST", body: new URLSearchParams(post.form) }),
    headers: { accept: "application/json", ...post?.headers },
    redirect: "manual",
    signal: io.signal,
  });
  if (response.status !== 200) {
    await response.body?.cancel();
    throw new DocumentError(`the answer has status ${response.status}`, { status: response.status });
  }
  return await readJsonObject(response, io.maxBytes);
}

/**
 * Reads a JSON object, counting its bytes.
 * @throws DocumentError for anything else
 */
export async function readJsonObject(
  response: Response,
  maxBytes: number,
): Promise<{ readonly [name: string]: unknown }> {
  const parsed: unknown = parseJson(await readText(response, maxBytes));
  if (!isJsonObject(parsed)) throw new DocumentError("the answer is not a JSON object");
  return parsed;
}

/** Whether a parsed JSON value is an object (no array, not null). */
export function isJsonObject(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Counts bytes as they arrive, after decompression: `Content-Length` is only a claim. */
async function readText(response: Response, maxBytes: number): Promise<string> {
  if (response.body === null) return "";
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let received = 0;
  let text = "";
  for await (const chunk of response.body) {
    received += chunk.byteLength;
    if (received > maxBytes) throw new DocumentError(`the answer is longer than ${maxBytes} bytes`);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new DocumentError("the answer is not JSON", { cause });
  }
}
