const MARK = "[redacted]";

/** What JSON, URLs and forms all write as it is: so is every JWT. */
const SPELLED_ALIKE = /^[\w.*-]*$/;

/**
 * Every spelling in which a secret may come back: as it is, as JSON escapes it, percent-encoded as in a URL or a form.
 * Longest first, so that none leaves a rest of another.
 */
export function spellingsOf(secrets: readonly string[]): readonly string[] {
  const all = secrets.flatMap((secret) => {
    if (SPELLED_ALIKE.test(secret)) {
      return [secret];
    }
    const json = JSON.stringify(secret).slice(1, -1);
    const encoded = encodeURIComponent(secret);
    const form = new URLSearchParams([["", secret]]).toString().slice(1);
    const lower = [encoded, form].map((text) => text.replaceAll(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase()));
    return [secret, json, json.replaceAll("/", "\\/"), encoded, form, ...lower];
  });
  return [...new Set(all)].filter((text) => text !== "").toSorted((a, b) => b.length - a.length);
}

/** Removes secrets that an API echoes from text, in the spellings that {@link spellingsOf} gives. */
export function scrubText(text: string, secrets: readonly string[]): string {
  return secrets.reduce((scrubbed, secret) => scrubbed.replaceAll(secret, MARK), text);
}

/** Overwrites secrets in bytes with asterisks of the same length, so that the format around it stays whole. */
export function scrubBytes(bytes: Uint8Array<ArrayBuffer>, secrets: readonly string[]): Uint8Array<ArrayBuffer> {
  // Latin-1 maps each byte to one character: positions in the text are positions in the bytes.
  const text = latin1(bytes);
  const found = secrets.map((secret) => latin1(new TextEncoder().encode(secret))).filter((one) => text.includes(one));
  if (found.length === 0) {
    return bytes;
  }
  const copy = bytes.slice();
  for (const secret of found) {
    for (let at = text.indexOf(secret); at !== -1; at = text.indexOf(secret, at + secret.length)) {
      copy.fill(0x2a, at, at + secret.length);
    }
  }
  return copy;
}

/** An answer's headers without secrets: their values become media types, and are seen by hooks. */
export function scrubHeaders(headers: Headers, secrets: readonly string[]): Headers {
  const entries = [...headers];
  if (!entries.some(([, value]) => secrets.some((secret) => value.includes(secret)))) {
    return headers;
  }
  return new Headers(entries.map(([name, value]) => [name, scrubText(value, secrets)]));
}

function latin1(bytes: Uint8Array): string {
  return new TextDecoder("latin1").decode(bytes);
}
