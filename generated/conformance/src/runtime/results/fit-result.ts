import type { CallToolResult, ContentBlock, TextContent } from "@modelcontextprotocol/server";
import { type Advice, adviceMark, adviceText, adviseOn, type AnsweredCall } from "./advice.ts";
import { cutJson, type JsonCut } from "./cut-json.ts";
import { cutText } from "./cut-text.ts";
import type { PageArguments } from "./next-page.ts";
import { share } from "./share.ts";
import { estimateTokens, isWithinTokens } from "./token-meter.ts";

/** What fitting needs to know. */
export interface Fitting extends AnsweredCall {
  /** Tokens of one result: of its text, notes and all, or of its structured content. Clients show a model one of the two. */
  readonly maxTokens: number;
  readonly next?: PageArguments;
  /** Said beside the answer, such as what became of an expression. */
  readonly notes?: readonly string[];
}

/** Tokens of the sentence that says that something was cut. */
const SENTENCE = 48;

/**
 * JSON text as a result within the limit: whole, or cut by structure, with structured content that says the same. A second block
 * of text says what was cut and what the next page is; programs find that page in `_meta`. What fits and has no next page stays
 * as it is.
 */
export function fitJson(text: string, output: unknown, fitting: Fitting): CallToolResult {
  const { maxTokens } = fitting;
  const next = affordableNext(fitting);
  const notes = notesOf(fitting, next);
  const room = maxTokens - estimateTokens(notes);
  if (isWithinTokens(text, room)) {
    return { content: blocksOf([text, notes]), structuredContent: output, ...metaOf(next) };
  }
  // Advice stands twice: in the note, and in the mark, for clients that show structured content alone.
  const most = adviceRoom(maxTokens);
  const advise = (cuts: readonly JsonCut[]): Advice => affordable(adviseOn(cuts, fitting), most);
  const cut = cutJson(text, room - SENTENCE - 2 * most, (cuts) => adviceMark(advise(cuts)));
  const advice = advise(cut.cuts);
  // A page that was cut is read to its end before the next one, where there is a way to.
  const goesOn = advice.fitting === undefined ? next : undefined;
  const note = `${cutSentence(maxTokens, cut.wholeTokens)} ${adviceText(advice)}`;
  return {
    content: blocksOf([cut.text, joined([note, notesOf(fitting, goesOn)])]),
    structuredContent: JSON.parse(cut.text) as unknown,
    ...metaOf(goesOn),
  };
}

/** Text that is no JSON, or is to be shown as text only. */
export function fitText(text: string, fitting: Fitting): CallToolResult {
  const next = affordableNext(fitting);
  const notes = notesOf(fitting, next);
  const room = fitting.maxTokens - estimateTokens(notes);
  const shown = isWithinTokens(text, room) ? text : cutText(text, room);
  return { content: blocksOf([shown, notes]), ...metaOf(next) };
}

/** The blocks of an answer in parts: those of text share the limit. */
export function fitBlocks(blocks: readonly ContentBlock[], maxTokens: number): readonly ContentBlock[] {
  const texts = blocks.map(textOf);
  if (isWithinTokens(texts.join("\n"), maxTokens)) return blocks;
  const shares = share(
    texts.map((text) => estimateTokens(text)),
    maxTokens,
  );
  return blocks.map((block, at) => {
    const text = texts[at] ?? "";
    const its = shares[at] ?? 0;
    return isWithinTokens(text, its) ? block : withText(block, cutText(text, its));
  });
}

function textOf(block: ContentBlock): string {
  if (block.type === "text") return block.text;
  return block.type === "resource" && "text" in block.resource ? block.resource.text : "";
}

function withText(block: ContentBlock, text: string): ContentBlock {
  if (block.type === "text") return { ...block, text };
  return block.type === "resource" ? { ...block, resource: { ...block.resource, text } } : block;
}

/** A token may be long: one that would take up the result is left to the answer itself. */
function affordableNext({ next, maxTokens }: Fitting): PageArguments | undefined {
  return next !== undefined && isWithinTokens(JSON.stringify(next), maxTokens / 4) ? next : undefined;
}

function adviceRoom(maxTokens: number): number {
  return Math.min(120, Math.floor(maxTokens / 8));
}

/** Without the example, where it is too long. */
function affordable(advice: Advice, tokens: number): Advice {
  if (isWithinTokens(adviceText(advice), tokens)) return advice;
  return advice.fitting === undefined ? {} : { fitting: advice.fitting };
}

function cutSentence(maxTokens: number, wholeTokens: number): string {
  const about = Number(wholeTokens.toPrecision(2));
  return `This was cut to fit ${maxTokens} tokens; the whole has about ${about}.`;
}

function notesOf({ notes = [] }: Fitting, next: PageArguments | undefined): string {
  const page = next === undefined ? "" : `Next page: call again with ${JSON.stringify(next)}, all else the same.`;
  return joined([...notes, page]);
}

function joined(notes: readonly string[]): string {
  return notes.filter((note) => note !== "").join("\n");
}

function blocksOf([text, notes]: readonly [string, string]): TextContent[] {
  return (notes === "" ? [text] : [text, notes]).map((part) => ({ type: "text", text: part }));
}

/** For programs, which do not read sentences. */
function metaOf(next: PageArguments | undefined): Pick<CallToolResult, "_meta"> {
  return next === undefined ? {} : { _meta: { nextPage: next } };
}
