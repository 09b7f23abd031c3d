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

type Sets = Map<string, Set<string>>;

/** Reads the tables. */
export function createThesaurus(lines: readonly VocabularyLine[] = vocabulary()): Thesaurus {
  const words: Sets = new Map();
  const related: Sets = new Map();
  const phrases: Sets = new Map();
  for (const { names, said, isOneWay } of lines) {
    const targets = [...new Set(names.map((name) => name.split("_").map(stemWord).join("_")))];
    const note = (name: string, single: Sets): void => {
      const stems = name.split(/[-_]/).map(stemWord);
      const into = stems.length === 1 ? single : phrases;
      const key = stems.join(" ");
      const others = targets.filter((target) => !stems.includes(target) && target !== stems.join("_"));
      const noted = into.get(key) ?? new Set();
      into.set(key, noted);
      for (const other of others) noted.add(other);
    };
    for (const name of said) note(name, words);
    if (!isOneWay) for (const name of names) note(name, related);
  }
  return { words: asLists(words), related: asLists(related), phrases: byFirst(asLists(phrases)) };
}

function byFirst(phrases: ReadonlyMap<string, readonly string[]>): Thesaurus["phrases"] {
  const all = Array.from(phrases, ([phrase, means]) => ({ words: phrase.split(" "), means }));
  return Map.groupBy(all, ({ words: [first = ""] }) => first);
}

function asLists(sets: ReadonlyMap<string, ReadonlySet<string>>): ReadonlyMap<string, readonly string[]> {
  return new Map([...sets].map(([key, set]) => [key, [...set]]));
}
