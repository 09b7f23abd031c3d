import { meaningsByTrade } from "./meanings-by-trade.ts";
import { meanings } from "./meanings.ts";
import { stemWord } from "./stem-word.ts";

/** What stands for a word: stems of other words, and stems of the phrases' words together with them. */
export interface Thesaurus {
  /** Stems that a stem can stand for. */
  readonly words: ReadonlyMap<string, readonly string[]>;
  /** Phrases of several stems, joined by a space. */
  readonly phrases: ReadonlyMap<string, readonly string[]>;
}

/** Reads the tables. */
export function createThesaurus(): Thesaurus {
  const words = new Map<string, Set<string>>();
  const phrases = new Map<string, Set<string>>();
  for (const line of `${meanings}${meaningsByTrade}`.split("\n").filter((one) => one !== "")) {
    const [names = [], said = []] = line.split(" < ").map((side) => side.split(" "));
    const targets = [...new Set(names.flatMap((name) => name.split("_")).map(stemWord))];
    for (const name of [...names, ...said]) {
      const stems = name.split(/[-_]/).map(stemWord);
      const into = stems.length === 1 ? words : phrases;
      const others = targets.filter((target) => !stems.includes(target));
      into.set(stems.join(" "), new Set([...(into.get(stems.join(" ")) ?? []), ...others]));
    }
  }
  return { words: asLists(words), phrases: asLists(phrases) };
}

function asLists(sets: ReadonlyMap<string, ReadonlySet<string>>): ReadonlyMap<string, readonly string[]> {
  return new Map([...sets].map(([key, set]) => [key, [...set]]));
}
