/** Document text for people: Markdown and HTML. */
import { plainLine, replaceInvisible } from "../../plain-text.ts";

const HTML_ENTITIES: ReadonlyMap<string, string> = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
  ["'", "&#39;"],
]);

/** Where a backslash would be read twice (in table cells), or would not help (next to a code span), an entity stands instead. */
const MARKDOWN_ENTITIES: ReadonlyMap<string, string> = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ["|", "&#124;"],
  ["`", "&#96;"],
  ["\\", "&#92;"],
]);

/**
 * Everything that starts something in CommonMark 0.31 or GFM: emphasis, links, images, HTML, code, tables, headings, mathematics,
 * mentions, bare addresses; at the start also lists, rules and underlined headings. And `{`, for template languages that read Markdown.
 */
const MARKDOWN_ACTIVE =
  /[&<>|`\\]|[*[\]{}#~!$@^]|(?<![a-z0-9])_|_(?![a-z0-9])|:(?=\/\/)|(?<=mailto|xmpp):|(?<=www)\.|(?<=^\d{1,9})[.)](?=\s|$)|^[-+=]/giu;

/**
 * Text as inline Markdown that reads as that text: in a paragraph, a heading, a list item or a table cell. One line. It makes no link
 * by CommonMark or GFM; a renderer that looks for addresses after parsing may still link those that stand there in full.
 */
export function markdown(text: string): string {
  return plainLine(text).replaceAll(
    MARKDOWN_ACTIVE,
    (character) => MARKDOWN_ENTITIES.get(character) ?? `\\${character}`,
  );
}

/**
 * Text as a Markdown code span, for names. One line. Text with a `|` comes out as {@link markdown} instead, since a table would cut the
 * span there, and the rest of it would be read as Markdown.
 */
export function markdownCode(text: string): string {
  const line = plainLine(text);
  if (line === "" || line.includes("|")) {
    return markdown(line);
  }
  const fence = "`".repeat(longestRun(line, /`+/gu) + 1);
  const padding = line.startsWith("`") || line.endsWith("`") ? " " : "";
  return `${fence}${padding}${line}${padding}${fence}`;
}

/**
 * Text as a fenced code block of Markdown, at the start of a line; invisible characters but line ends are taken out.
 *
 * @param language - a constant of ours, such as `json`; never document text
 */
export function markdownCodeBlock(text: string, language = ""): string {
  const visible = visibleLines(text);
  const fence = "`".repeat(Math.max(3, longestRun(visible, /`+/gu) + 1));
  return `${fence}${language}\n${visible}\n${fence}`;
}

/**
 * Text as HTML text, or inside a quoted attribute that is no URL, script or style. Invisible characters but line ends are taken out.
 */
export function html(text: string): string {
  return visibleLines(text).replaceAll(/[&<>"']/gu, (character) => HTML_ENTITIES.get(character) ?? "");
}

function visibleLines(text: string): string {
  return replaceInvisible(text, (character) => (character === "\n" || character === "\t" ? character : ""));
}

function longestRun(text: string, run: RegExp): number {
  return Math.max(0, ...(text.match(run) ?? []).map((match) => match.length));
}
