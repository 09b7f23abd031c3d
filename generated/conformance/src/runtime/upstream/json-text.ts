const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** How deep JSON text nests, without parsing it: `1` is 0, `[1]` is 1. The text need not be valid. */
export function jsonDepth(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === QUOTE) {
      at = endOfString(text, at);
    } else if (unit === 0x7b || unit === 0x5b) {
      depth += 1;
      deepest = Math.max(deepest, depth);
    } else if (unit === 0x7d || unit === 0x5d) {
      depth -= 1;
    }
  }
  return deepest;
}

/**
 * Valid JSON text without the white space between its tokens. Unlike parsing and writing it again this keeps every digit of a
 * number that JavaScript cannot hold.
 */
export function compactJson(text: string): string {
  return text.replaceAll(/("(?:[^"\\]|\\.)*")|[ \t\r\n]+/g, "$1");
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === BACKSLASH) {
      at += 1;
    } else if (unit === QUOTE) {
      return at;
    }
  }
  return text.length;
}
