const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** East Asian wide characters and emoji take two columns. Near enough to keep columns straight. */
const wide =
  /^[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const combining = /^[\p{Mn}\p{Me}]+$/u;

/** Columns that a line takes on a terminal. */
export function displayWidth(text: string): number {
  if (/^[\u0020-\u007e]*$/u.test(text)) return text.length;
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += graphemeWidth(segment);
  return width;
}

function graphemeWidth(segment: string): number {
  if (wide.test(segment)) return 2;
  return combining.test(segment) ? 0 : 1;
}

/** Fills up with spaces to `columns`. */
export function padTo(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - displayWidth(text)));
}

/** Breaks text at spaces into lines of at most `columns`; a longer word is broken where it must be. */
export function wrapText(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ").flatMap((part) => breakWord(part, columns))) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (displayWidth(longer) <= columns) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line];
}

function breakWord(word: string, columns: number): readonly string[] {
  if (displayWidth(word) <= columns) return [word];
  const pieces: string[] = [];
  let piece = "";
  for (const { segment } of graphemes.segment(word)) {
    if (displayWidth(piece + segment) > columns) {
      pieces.push(piece);
      piece = "";
    }
    piece += segment;
  }
  return [...pieces, piece];
}

/** Takes out the middle of a text that is too long: both ends of a path or pointer say more than its middle. */
export function shortenMiddle(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text;
  const segments = Array.from(graphemes.segment(text), ({ segment }) => segment);
  const kept = Math.max(2, columns - 1);
  const head = Math.ceil(kept / 2);
  return `${segments.slice(0, head).join("")}…${segments.slice(segments.length - (kept - head)).join("")}`;
}

/** Takes off the end of a text that is too long. */
export function shortenEnd(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text;
  const segments = Array.from(graphemes.segment(text), ({ segment }) => segment);
  let kept = "";
  for (const segment of segments) {
    if (displayWidth(kept + segment) > columns - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

/** `1 tool`, `1,223 tools`. */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en-US")} ${count === 1 ? one : many}`;
}

/** `0.4 s`, `12 s`, `1 min 05 s`. */
export function formatDuration(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, "0")} s`;
}
