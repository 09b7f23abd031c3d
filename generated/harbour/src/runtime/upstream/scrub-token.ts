const MARK = "[redacted]";

/** Removes a token that an API echoes from text, in the plain form and as JSON may write it. */
export function scrubText(text: string, token: string): string {
  const scrubbed = text.replaceAll(token, MARK);
  return token.includes("/") ? scrubbed.replaceAll(token.replaceAll("/", "\\/"), MARK) : scrubbed;
}

/** Overwrites a token in bytes with asterisks of the same length, so that the format around it stays whole. */
export function scrubBytes(bytes: Uint8Array<ArrayBuffer>, token: string): Uint8Array<ArrayBuffer> {
  // Latin-1 maps each byte to one character: positions in the text are positions in the bytes.
  const text = new TextDecoder("latin1").decode(bytes);
  if (!text.includes(token)) {
    return bytes;
  }
  const copy = bytes.slice();
  for (let at = text.indexOf(token); at !== -1; at = text.indexOf(token, at + token.length)) {
    copy.fill(0x2a, at, at + token.length);
  }
  return copy;
}

/** Headers without the token, for whoever reads them after the call: the same object where they do not hold it. */
export function scrubHeaders(headers: Headers, token: string): Headers {
  const entries = [...headers];
  if (!entries.some(([, value]) => value.includes(token))) return headers;
  return new Headers(entries.map(([name, value]) => [name, value.replaceAll(token, MARK)]));
}
