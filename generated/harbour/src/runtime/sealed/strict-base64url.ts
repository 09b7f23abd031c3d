import { base64url } from "jose";

/** Bytes as base64url without padding (RFC 4648, 5). */
export function toBase64url(bytes: Uint8Array): string {
  return base64url.encode(bytes);
}

/** The bytes of a text that {@link toBase64url} wrote; undefined for any other spelling, so that no two texts mean the same. */
export function fromBase64url(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[\w-]*$/.test(text)) return undefined;
  try {
    const bytes = new Uint8Array(base64url.decode(text));
    return toBase64url(bytes) === text ? bytes : undefined;
  } catch {
    return undefined;
  }
}
