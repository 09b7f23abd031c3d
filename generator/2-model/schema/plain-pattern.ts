/** Ways through the bounded choices of a pattern that a matcher may try at one place of the text; and where there is only one place. */
const maxWays = 100;
const maxWaysOnce = 1000;

/** A repetition at the start of the text: `*`, `+`, `?`, `{n}`, `{n,}`, `{n,m}`, greedy or lazy. */
const repetition = /^(?:[*+?]|\{(\d+)(?:(,)(\d*))?\})\??/u;
/** One character, class or escape at the start of the text; back references are none of these. */
const atom =
  /^(?:\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|u[\da-fA-F]{4}|x[\da-fA-F]{2}|c[A-Za-z]|[^0-9kbBpPuxc])|\[(?:\\.|[^\]\\])*\]|[^\\()[\]{}|*+?^$])/su;

/**
 * Whether a pattern, which compiles in Unicode mode, is linear at sight: no groups, alternatives or assertions, and at most one
 * repetition without end, in a pattern that starts at the start of the text. False says nothing.
 */
export function isPlainPattern(pattern: string): boolean {
  const anchored = pattern.startsWith("^");
  let rest = anchored ? pattern.slice(1) : pattern;
  let endless = 0;
  let ways = 1;
  while (rest !== "" && rest !== "$") {
    const piece = atom.exec(rest);
    if (piece === null) return false;
    rest = rest.slice(piece[0].length);
    const repeated = repetition.exec(rest);
    if (repeated === null) continue;
    rest = rest.slice(repeated[0].length);
    const count = waysOf(repeated);
    if (count === undefined) endless += 1;
    else ways *= count;
  }
  if (endless > (anchored ? 1 : 0)) return false;
  return ways <= (anchored && endless === 0 ? maxWaysOnce : maxWays);
}

/** How many lengths a repetition can have; undefined: any number. */
function waysOf([text, least, comma, most]: RegExpExecArray): number | undefined {
  if (text.startsWith("?")) return 2;
  if (least === undefined || (comma !== undefined && most === "")) return undefined;
  return comma === undefined ? 1 : Number(most) - Number(least) + 1;
}
