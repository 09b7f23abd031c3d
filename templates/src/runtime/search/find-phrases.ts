import type { Thesaurus } from "./thesaurus.ts";

/** A phrase of the thesaurus in a request. */
export interface FoundPhrase {
  readonly phrase: string;
  /** Where its words stand, in order. */
  readonly at: readonly number[];
  readonly means: readonly string[];
}

/** Most words from one of a phrase to the next: "set it up", "give the money back". */
const maxGap = 3;

/** The phrases in the stems of a text: only those are looked for that begin with one of them. */
export function findPhrases(stems: readonly string[], { phrases }: Thesaurus): readonly FoundPhrase[] {
  return [...new Set(stems)].flatMap((first) =>
    (phrases.get(first) ?? []).flatMap(({ words, means }) => {
      const at = placesOf(stems, words);
      return at === undefined ? [] : [{ phrase: words.join(" "), at, means }];
    }),
  );
}

function placesOf(stems: readonly string[], phrase: readonly string[]): readonly number[] | undefined {
  const [first = "", ...rest] = phrase;
  for (let start = stems.indexOf(first); start >= 0; start = stems.indexOf(first, start + 1)) {
    const at = [start];
    for (const stem of rest) {
      const from = (at.at(-1) ?? 0) + 1;
      const found = stems.slice(from, from + maxGap).indexOf(stem);
      if (found >= 0) at.push(from + found);
    }
    if (at.length === phrase.length) return at;
  }
  return undefined;
}
