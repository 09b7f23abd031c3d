import { html } from "./markup.ts";

/** HTML that was put together by {@link htmlTemplate}: document text in it is text. */
export interface HtmlFragment {
  readonly html: string;
}

/** What may stand in a template: text, which is quoted, or fragments, which were. */
export type HtmlPart = string | number | HtmlFragment | readonly HtmlFragment[];

/**
 * HTML from a template. Whatever is put in is quoted by {@link html}: as text, or inside a quoted attribute that is no URL, script,
 * style or event handler.
 */
export function htmlTemplate(texts: TemplateStringsArray, ...parts: readonly HtmlPart[]): HtmlFragment {
  return { html: texts.map((text, index) => text + written(parts[index] ?? "")).join("") };
}

/** A constant of ours as it stands, for style and script. Never text of a document. */
export function ownHtml(constant: string): HtmlFragment {
  return { html: constant };
}

/** Text with what stands between backticks as code, as Markdown has it. */
export function htmlProse(text: string): HtmlFragment {
  const parts = text.split(/`([^`\n]+)`/u);
  return { html: parts.map((part, index) => (index % 2 === 0 ? html(part) : `<code>${html(part)}</code>`)).join("") };
}

/** Nothing. */
export const noHtml: HtmlFragment = { html: "" };

function written(part: HtmlPart): string {
  if (typeof part === "string" || typeof part === "number") return html(String(part));
  return "html" in part ? part.html : part.map((fragment) => fragment.html).join("");
}
