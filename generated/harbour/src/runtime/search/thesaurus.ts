import { stemWord } from "./stem-word.ts";
import { vocabulary, type VocabularyLine } from "./vocabulary.ts";

/** What stands for a word: stems of other words, and stems of the phrases' words together with them. */
export interface Thesaurus {
  /** Terms for what people say, by stems. */
  readonly words: ReadonlyMap<string, readonly string[]>;
  /** Terms that APIs have in place of a term, by stems. */
  readonly related: ReadonlyMap<string, readonly string[]>;
  /** Phrases, by their first stem. */
  readonly phrases: ReadonlyMap<string, readonly Phrase[]>;
}

/** What several words mean together. */
export interface Phrase {
  readonly words: readonly string[];
  readonly means: readonly string[];
}

type Lists = Map<string, string[]>;

/** Reads the tables. */
export function createThesaurus(lines: readonly VocabularyLine[] = vocabulary()): Thesaurus {
  const words: Lists = new Map();
  const related: Lists = new Map();
  const phrases: Lists = new Map();
  const stem = stemOnce();
  for (const { names, said, isOneWay } of lines) {
    const targets = [...new Set(names.map((name) => name.split("_").map(stem).join("_")))];
    const note = (name: string, single: Lists): void => {
      const stems = name.split(/[-_]/).map(stem);
      const into = stems.length === 1 ? single : phrases;
      const key = stems.join(" ");
      const compound = stems.join("_");
      const noted = into.get(key) ?? [];
      into.set(key, noted);
      for (const target of targets)
        if (target !== compound && !stems.includes(target) && !noted.includes(target)) noted.push(target);
    };
    for (const name of said) note(name, words);
    if (!isOneWay) for (const name of names) note(name, related);
  }
  return { words, related, phrases: byFirst(phrases) };
}

/** The same few words stand in many lines. */
function stemOnce(): (word: string) => string {
  const known = new Map<string, string>();
  return (word) => {
    const stem = known.get(word) ?? stemWord(word);
    known.set(word, stem);
    return stem;
  };
}

function byFirst(phrases: ReadonlyMap<string, readonly string[]>): Thesaurus["phrases"] {
  const all = Array.from(phrases, ([phrase, means]) => ({ words: phrase.split(" "), means }));
  return Map.groupBy(all, ({ words: [first = ""] }) => first);
}
