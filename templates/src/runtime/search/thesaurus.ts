import { meaningsByTrade } from "./meanings-by-trade.ts";
import { meanings } from "./meanings.ts";
import { sayingsByTrade } from "./sayings-by-trade.ts";
import { sayings } from "./sayings.ts";
import { stemWord } from "./stem-word.ts";

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
export function createThesaurus(): Thesaurus {
  const words: Sets = new Map();
  const related: Sets = new Map();
  const phrases: Sets = new Map();
  const add = (line: string, isOneWay: boolean): void => {
    const [names = [], said = []] = line.split(" < ").map((side) => side.split(" "));
    const targets = [...new Set(names.map((name) => name.split("_").map(stemWord).join("_")))];
    const note = (name: string, single: Sets): void => {
      const stems = name.split(/[-_]/).map(stemWord);
      const into = stems.length === 1 ? single : phrases;
      const others = targets.filter((target) => !stems.includes(target) && target !== stems.join("_"));
      into.set(stems.join(" "), new Set([...(into.get(stems.join(" ")) ?? []), ...others]));
    };
    for (const name of said) note(name, words);
    if (!isOneWay || said.length === 0) for (const name of names) note(name, related);
  };
  for (const line of linesOf(`${meanings}${meaningsByTrade}`)) add(line, false);
  for (const line of linesOf(`${sayingsByTrade}${sayings}`)) add(line, true);
  return { words: asLists(words), related: asLists(related), phrases: byFirst(asLists(phrases)) };
}

function linesOf(table: string): readonly string[] {
  return table.split("\n").filter((line) => line !== "");
}

function byFirst(phrases: ReadonlyMap<string, readonly string[]>): Thesaurus["phrases"] {
  const all = Array.from(phrases, ([phrase, means]) => ({ words: phrase.split(" "), means }));
  return Map.groupBy(all, ({ words: [first = ""] }) => first);
}

function asLists(sets: ReadonlyMap<string, ReadonlySet<string>>): ReadonlyMap<string, readonly string[]> {
  return new Map([...sets].map(([key, set]) => [key, [...set]]));
}
