import { identityFields } from "./index-fields.ts";
import type { SearchIndex } from "./load-index.ts";
import { plainStems } from "./plain-words.ts";
import type { RankingWeights } from "./ranking-weights.ts";

/** A tool with a stem. */
export interface StemMatch {
  readonly tool: number;
  readonly score: number;
  /** The stem is one of those that tell the tool from its neighbours. */
  readonly isOwn: boolean;
}

/** The tools with a stem. */
export type LookUp = (stem: string) => readonly StemMatch[];

/** Looks stems up in the index, each once: the parts of a request have words in common with the whole. */
export function createLookUp(index: SearchIndex, weights: RankingWeights): LookUp {
  const known = new Map<string, readonly StemMatch[]>();
  return (stem) => {
    const found = known.get(stem) ?? search(stem, index, weights);
    known.set(stem, found);
    return found;
  };
}

/** Each stem stands once in a field, and all fields count as equally long. */
const flat = { k: 1.2, b: 0, d: 0.5 };

/**
 * MiniSearch adds up what it finds in each field; a word is one word in however many fields it stands, so the sum is saturated.
 * A word that the API does not have may be misspelt.
 */
function search(stem: string, index: SearchIndex, weights: RankingWeights): readonly StemMatch[] {
  const { engine } = index;
  const fuzzy = index.has(stem) ? {} : { fuzzy: 0.2 };
  const found = engine.search(stem, { boost: { ...weights.fields }, bm25: flat, ...fuzzy });
  const rarity = Math.log(1 + (engine.documentCount - found.length + 0.5) / (found.length + 0.5));
  return found.map(({ id, score, match }) => ({
    tool: Number(id),
    score: (rarity ** weights.rarity * score) / (score + weights.saturation * rarity),
    isOwn: Object.entries(match).some(
      ([one, fields]) => !plainStems.has(one) && fields.some((field) => identityFields.has(field)),
    ),
  }));
}
