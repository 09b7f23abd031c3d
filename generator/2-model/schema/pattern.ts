/**
 * A pattern that runs in JavaScript's Unicode mode, which JSON Schema asks for (2020-12, 6.4): as it stands, or without
 * the needless escapes that this mode refuses (`\_`, `\@`). `undefined` when it cannot run at all.
 */
export function unicodePattern(pattern: string): string | undefined {
  if (compiles(pattern)) return pattern;
  const plain = withoutNeedlessEscapes(pattern);
  return compiles(plain) ? plain : undefined;
}

/** Escapes that Unicode mode knows: letters and digits have meanings of their own, the others are syntax characters. */
const knownEscape = /[A-Za-z0-9^$\\.*+?()[\]{}|/]/;

function withoutNeedlessEscapes(pattern: string): string {
  let inClass = false;
  return pattern.replaceAll(/\\(.)|[[\]]/gsu, (match, escaped: string | undefined) => {
    if (escaped === undefined) {
      inClass = match === "[";
      return match;
    }
    return knownEscape.test(escaped) || (inClass && escaped === "-") ? match : escaped;
  });
}

function compiles(pattern: string): boolean {
  try {
    return new RegExp(pattern, "u") instanceof RegExp;
  } catch {
    return false;
  }
}
