import { plainText } from "../../plain-text.ts";
import { sentencesOf, withoutLeads } from "./sentences.ts";
import { textBlocks } from "./text-blocks.ts";
import type { TextBlock } from "./text-blocks.ts";

/** What a text must keep, and how long it may be. */
export interface TextBudget {
  /** Characters beyond which what no call needs goes. */
  readonly aim: number;
  /** Characters that no text has more of. */
  readonly most: number;
  /** Whether a correct call may depend on a sentence. */
  readonly isNeeded: (sentence: string) => boolean;
  /** Paragraphs that are left out wherever they stand, by {@link paragraphKey}. */
  readonly repeated?: ReadonlySet<string>;
}

interface Piece {
  readonly block: number;
  readonly kind: TextBlock["kind"];
  readonly text: string;
  readonly isNeeded: boolean;
}

/**
 * A description without markup, without what only leads to other pages, and within a budget: as long as it is over `aim`, the last
 * sentence that no call needs goes; over `most`, the last one. The first sentence stays. Blocks are lines.
 */
export function fitText(description: string, budget: TextBudget): string {
  const pieces = piecesOf(description, budget);
  let length = pieces.reduce((sum, { text }) => sum + text.length + 1, -1);
  const drop = (limit: number, isSpared: (piece: Piece) => boolean): void => {
    for (let at = pieces.length - 1; at > 0 && length > limit; at--) {
      const piece = pieces[at];
      if (piece === undefined || isSpared(piece)) continue;
      length -= piece.text.length + 1;
      pieces.splice(at, 1);
    }
  };
  drop(budget.aim, ({ isNeeded }) => isNeeded);
  drop(budget.most, () => false);
  return plainText(join(pieces), budget.most);
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

function piecesOf(description: string, { isNeeded, repeated }: TextBudget): Piece[] {
  return textBlocks(description).flatMap((block, index) => {
    if (repeated?.has(paragraphKey(block)) === true) return [];
    return cleanSentences(block).map((text, at) => ({
      block: index,
      kind: block.kind,
      text,
      isNeeded: block.kind !== "code" && (isNeeded(text) || (block.kind === "item" && at === 0 && /^[`"']/.test(text))),
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
