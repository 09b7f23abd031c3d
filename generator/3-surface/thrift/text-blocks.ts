import { plainText } from "../../plain-text.ts";
import { plainInline } from "./markdown-inline.ts";

/** A paragraph, or one item of a list. */
export interface TextBlock {
  readonly kind: "paragraph" | "item" | "code";
  /** One line, without markup; of `code`, as it stands. */
  readonly text: string;
}

/** Characters of a description that are read. */
const maxText = 16_384;

/** Tags that end a line, and the others that texts of documents have. Anything else in angle brackets is a placeholder. */
const blockTags = new Set(
  "p br div ul ol li h1 h2 h3 h4 h5 h6 table tbody thead tr hr pre blockquote dl dt dd details summary".split(" "),
);
const inlineTags = new Set("a b i em strong code span td th tt u s sub sup small font img kbd var samp".split(" "));

/** A description in Markdown, HTML or both -> its blocks, in order. Empty ones are left out. */
export function textBlocks(description: string): readonly TextBlock[] {
  const text = plainText(withoutTags(withoutComments(description.slice(0, maxText))));
  const blocks: OpenBlock[] = [];
  let fence = "";
  for (const line of text.split("\n")) {
    if (fence !== "") {
      if (line === fence) fence = "";
      else addCode(blocks, line);
      continue;
    }
    fence = /^(?:`{3,}|~{3,})/.exec(line)?.[0] ?? "";
    if (fence === "") addLine(blocks, contentOf(line));
    else blocks.push({ kind: "code", text: "", isOpen: false });
  }
  return blocks
    .map(({ kind, text: raw }) => ({ kind, text: kind === "code" ? raw : plainInline(raw).trim() }))
    .filter((block) => block.text !== "");
}

interface OpenBlock {
  readonly kind: TextBlock["kind"];
  text: string;
  /** The next line may go on with it. */
  isOpen: boolean;
}

function addCode(blocks: readonly OpenBlock[], line: string): void {
  const last = blocks.at(-1);
  if (last !== undefined) last.text += `${last.text === "" ? "" : "\n"}${line}`;
}

function addLine(blocks: OpenBlock[], { kind, text }: Line): void {
  const last = blocks.at(-1);
  if (kind === "more" && last?.isOpen === true) {
    last.text += ` ${text}`;
    return;
  }
  if (last !== undefined) last.isOpen = false;
  if (kind !== "end") blocks.push({ kind: kind === "item" ? "item" : "paragraph", text, isOpen: kind !== "whole" });
}

interface Line {
  readonly kind: "more" | "item" | "whole" | "end";
  readonly text: string;
}

/** What a line of Markdown (CommonMark 0.31, 4 and 5) says, and whether it begins a block, goes on with one, or ends it. */
function contentOf(line: string): Line {
  const quoted = line.replace(/^(?:> ?)+/, "").replace(/^\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]$/, "");
  if (quoted === "" || /^[-*_=|:+ ]+$/.test(quoted)) return { kind: "end", text: "" };
  const heading = /^#{1,6} +/.exec(quoted)?.[0];
  if (heading !== undefined)
    return { kind: "whole", text: `${quoted.slice(heading.length).replace(/ #{1,6}$|[:.]$/, "")}:` };
  const item = /^(?:[-*+•]|\d{1,3}[.)]) +/.exec(quoted)?.[0];
  if (item !== undefined) return { kind: "item", text: quoted.slice(item.length) };
  return { kind: quoted.startsWith("|") ? "whole" : "more", text: quoted };
}

function withoutComments(text: string): string {
  const parts: string[] = [];
  let from = 0;
  for (let open = text.indexOf("<!--"); open >= 0; open = text.indexOf("<!--", from)) {
    const close = text.indexOf("-->", open);
    if (close < 0) break;
    parts.push(text.slice(from, open));
    from = close + 3;
  }
  return parts.join("") + text.slice(from);
}

/** A code span, or a tag. `[^<>]` keeps each try within one tag. */
const spanOrTag = /`[^`\n]*`|<\/?([a-zA-Z][a-zA-Z0-9]*)(?:\s[^<>]*)?\/?>/g;

function withoutTags(text: string): string {
  return text.replaceAll(spanOrTag, (span: string, name: string | undefined) => {
    const tag = name?.toLowerCase() ?? "";
    if (tag === "li") return span.startsWith("</") ? "\n" : "\n- ";
    if (tag === "code" || tag === "tt" || tag === "kbd") return "`";
    if (blockTags.has(tag)) return tag === "br" ? "\n" : "\n\n";
    return inlineTags.has(tag) ? "" : span;
  });
}
