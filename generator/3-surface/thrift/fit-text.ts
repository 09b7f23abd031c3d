import { plainText } from "../../plain-text.ts";
import type { Need } from "./needed-sentence.ts";
import { sentencesOf, withoutLeads } from "./sentences.ts";
import { textBlocks } from "./text-blocks.ts";
import type { TextBlock } from "./text-blocks.ts";

/** What a text must keep, and how long it may be. */
export interface TextBudget {
  /** Characters beyond which what no call needs goes, and what may help at {@link leeway} times as many. */
  readonly aim: number;
  /** Characters that no text has more of. */
  readonly most: number;
  /** How much a correct call depends on a sentence. */
  readonly needOf: (sentence: string) => Need;
  /** Paragraphs that are left out wherever they stand, by {@link paragraphKey}. */
  readonly repeated?: ReadonlySet<string>;
}

interface Piece {
  readonly block: number;
  readonly kind: TextBlock["kind"];
  readonly text: string;
  readonly need: Need;
}

/** How much longer a text may be for what may help. */
const leeway = 1.5;

/**
 * A description without markup, without what only leads to other pages, and within a budget: as long as it is over `aim`, the last
 * sentence that no call needs goes; over `most`, the last one. The first sentence stays, and so does what introduces a list as
 * long as it has an item. Blocks are lines.
 */
export function fitText(description: string, budget: TextBudget): string {
  const pieces = piecesOf(description, budget);
  let length = pieces.reduce((sum, { text }) => sum + text.length + 1, -1);
  const drop = (limit: number, need: Need): void => {
    for (let at = pieces.length - 1; at > 0 && length > limit; at--) {
      const piece = pieces[at];
      if (piece === undefined || piece.need > need || introduces(pieces, at)) continue;
      length -= piece.text.length + 1;
      pieces.splice(at, 1);
    }
  };
  drop(budget.aim, 0);
  drop(budget.aim * leeway, 1);
  drop(budget.most, 2);
  const told = pieces.filter((piece, at) => !isIntroduction(piece) || introduces(pieces, at));
  return plainText(join(told.length === 0 ? pieces : told), budget.most);
}

function isIntroduction({ kind, text }: Piece): boolean {
  return kind === "paragraph" && text.endsWith(":");
}

/** Whether a piece introduces the list that follows it. */
function introduces(pieces: readonly Piece[], at: number): boolean {
  const piece = pieces[at];
  return (
    piece !== undefined &&
    isIntroduction(piece) &&
    pieces[at + 1]?.kind !== undefined &&
    pieces[at + 1]?.kind !== "paragraph"
  );
}

/** What makes two paragraphs the same: their words, without markup and leads. */
export function paragraphKey(block: TextBlock): string {
  return cleanSentences(block).join(" ").toLowerCase();
}

function cleanSentences({ kind, text }: TextBlock): readonly string[] {
  return kind === "code"
    ? [text]
    : sentencesOf(text)
        .map((sentence) => withoutLeads(sentence).trim())
        .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
}

function piecesOf(description: string, { needOf, repeated }: TextBudget): Piece[] {
  return textBlocks(description).flatMap((block, index) => {
    if (repeated?.has(paragraphKey(block)) === true) return [];
    return cleanSentences(block).map((text, at) => ({
      block: index,
      kind: block.kind,
      text,
      need: block.kind === "code" ? 0 : block.kind === "item" && at === 0 && /^[`"']/.test(text) ? 2 : needOf(text),
    }));
  });
}

function join(pieces: readonly Piece[]): string {
  return pieces
    .map(({ block, kind, text }, index) => {
      const before = pieces[index - 1];
      if (before === undefined) return text;
      if (before.block === block) return ` ${text}`;
      return kind === "item" ? `\n- ${text}` : `\n${text}`;
    })
    .join("");
}
