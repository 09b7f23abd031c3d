/** HTML that was put together by {@link markup}: text in it is text. */
export interface Markup {
  readonly html: string;
}

/** What may stand in a template: text, which is quoted, or markup, which was. */
export type MarkupPart = string | number | Markup | readonly Markup[];

const entities: ReadonlyMap<string, string> = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
  ["'", "&#39;"],
]);

/**
 * HTML from a template. Whatever is put in is quoted: as text, or inside a quoted attribute that is no script, style or event
 * handler. Characters that cannot be seen are taken out but line ends and tabs, since they can only mislead (CVE-2021-42574).
 */
export function markup(texts: TemplateStringsArray, ...parts: readonly MarkupPart[]): Markup {
  return { html: texts.map((text, index) => text + written(parts[index] ?? "")).join("") };
}

/** A constant of ours as it stands, for style and script. Never text of a document. */
export function verbatim(html: string): Markup {
  return { html };
}

/** Text with what stands between backticks as code, as Markdown has it. */
export function prose(text: string): Markup {
  const parts = text.split(/`([^`\n]+)`/u);
  return {
    html: parts.map((part, index) => (index % 2 === 0 ? quoted(part) : `<code>${quoted(part)}</code>`)).join(""),
  };
}

/** Nothing. */
export const nothing: Markup = { html: "" };

function written(part: MarkupPart): string {
  if (typeof part === "string" || typeof part === "number") return quoted(String(part));
  return "html" in part ? part.html : part.map(({ html }) => html).join("");
}

function quoted(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, (character) =>
      character === "\n" || character === "\t" ? character : "",
    )
    .replaceAll(/[&<>"']/g, (character) => entities.get(character) ?? "");
}
