/**
 * Control characters (but tab and line breaks), bidirectional overrides and isolates, and the tag block: invisible text that can
 * make a reader see, or a model read, something else than what stands there. Zero-width joiners stay: emoji and Persian need them.
 */
const HIDDEN = /[^\P{Cc}\t\n\r]|[\u202A-\u202E\u2066-\u2069\uFEFF]|[\u{E0000}-\u{E007F}]/gu;

/** Plain text for a result, without hidden characters. */
export function cleanText(text: string): string {
  return text.replaceAll(HIDDEN, "");
}

/** JSON text for a result: hidden characters are written as escapes, so nothing is lost and nothing is hidden. */
export function cleanJson(json: string): string {
  return json.replaceAll(HIDDEN, (character) =>
    Array.from(
      { length: character.length },
      (_, unit) => `\\u${character.charCodeAt(unit).toString(16).padStart(4, "0")}`,
    ).join(""),
  );
}
