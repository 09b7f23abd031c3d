/**
 * Text of a document as plain text for models, comments and terminals: control characters, bidirectional overrides,
 * zero-width and tag characters and lone surrogates are taken out; line breaks are kept. Cut at a word, with an
 * ellipsis, at `maxLength` characters.
 */
export function plainText(text: string, maxLength: number): string {
  const clean = text
    .toWellFormed()
    .replaceAll(/\r\n?|[\u0085\u2028\u2029]/g, "\n")
    .replaceAll(invisible, "")
    .replaceAll(/[ \t]+\n/g, "\n")
    .replaceAll(/\n{3,}/g, "\n\n")
    .trim();
  if (clean.length <= maxLength) return clean;
  const head = clean
    .slice(0, maxLength - 1)
    .toWellFormed()
    .replace(/\uFFFD$/, "");
  const atWord = head.replace(/\s+\S*$/, "");
  return `${atWord.length > maxLength / 2 ? atWord : head}…`;
}

/** Controls but tab and line feed, soft hyphen, Arabic letter mark, zero-width and bidi characters, invisible operators, BOM, tags. */
const invisible =
  /(?![\t\n])\p{Cc}|[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;
