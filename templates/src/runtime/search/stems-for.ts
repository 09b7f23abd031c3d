import type { SearchIndex } from "./load-index.ts";
import type { RankingWeights } from "./ranking-weights.ts";
import type { RequestTerm } from "./read-clause.ts";
import { rootOf } from "./stem-word.ts";

/**
 * The stems of the API that stand for a word of a request, and what each counts next to the word itself. The more a word may mean, the
 * less each of its meanings counts.
 */
export function stemsFor(
  term: Omit<RequestTerm, "weight">,
  index: SearchIndex,
  weights: RankingWeights,
): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const add = (stems: Iterable<string> | undefined, factor: number): void => {
    for (const stem of stems ?? []) if (index.has(stem) && (found.get(stem) ?? 0) < factor) found.set(stem, factor);
  };
  const addMeanings = (stems: readonly string[] | undefined, factor: number): void => {
    const there = (stems ?? []).flatMap((stem) => partsIn(stem, index));
    add(there, factor * Math.max(1, there.length) ** -weights.ambiguity);
  };
  if (term.means !== undefined) addMeanings(term.means, weights.phrase);
  else if (term.isPrefix === true) add(index.startingWith(term.stem), weights.prefix);
  else add([term.stem], 1);
  if (term.means !== undefined || term.isPrefix === true || term.isLiteral === true) return found;
  add(index.byRoot.get(rootOf(term.stem)), weights.root);
  const known = index.ownWeight(term.stem) > 0 ? weights.synonymKnown : 1;
  addMeanings(index.thesaurus.words.get(term.stem), weights.synonym * known);
  addMeanings(index.thesaurus.related.get(term.stem), weights.related * known);
  if (found.size === 0 && term.stem.length > 4) found.set(term.stem, weights.misspelt);
  return found;
}

/** The stem, if the API has it; of a compound the parts, if the API names things by each of them. */
function partsIn(stem: string, index: SearchIndex): readonly string[] {
  if (index.has(stem)) return [stem];
  const parts = stem.split("_");
  return parts.length > 1 && parts.every((part) => index.ownWeight(part) > 0) ? parts : [];
}
