import type { SearchIndex } from "./load-index.ts";
import type { RankingWeights } from "./ranking-weights.ts";
import type { Finder } from "./read-finders.ts";
import type { ReadRequest } from "./read-request.ts";
import type { Scores } from "./scores.ts";
import { stemsFor } from "./stems-for.ts";

/** Raises what finds the things and people that a request means without giving their ids: those it names, and those it speaks of as known. */
export function raiseFinders(scores: Scores, read: ReadRequest, index: SearchIndex, weights: RankingWeights): void {
  const kinds = finding(read, weights);
  for (const { tool, finds, share } of index.finders) if (kinds[finds] > 0) raise(scores, tool, kinds[finds] * share);
  for (const [tool, more] of soughtBy(read, index, weights)) raise(scores, tool, more);
}

function raise(scores: Scores, tool: number, more: number): void {
  scores.set(tool, (scores.get(tool) ?? 0) + more);
}

/** How much the tools count that find things of no kind that the request says. */
function finding(read: ReadRequest, weights: RankingWeights): { readonly [finds in Finder["finds"]]: number } {
  const perhaps = read.namesOne ? weights.perhapsPeople : 0;
  return {
    people: read.namesPerson ? weights.people : perhaps,
    anything: read.quotes && !read.namesIds ? weights.anything : 0,
    self: read.saysMy ? weights.self : 0,
    central: central(read, weights),
  };
}

function central(
  { namesThing, namesIds, namesOne, namesPerson, quotes }: ReadRequest,
  weights: RankingWeights,
): number {
  if (namesThing) return weights.centralThing;
  const isNamed = quotes || namesOne || namesPerson;
  return isNamed && !namesIds ? weights.central : weights.fallback;
}

/** What lists or searches the nouns that have to be looked up. */
function soughtBy({ sought }: ReadRequest, index: SearchIndex, weights: RankingWeights): Scores {
  const found: Scores = new Map();
  for (const { stem, by } of sought) {
    const weight = by === "name" ? weights.soughtByName : weights.soughtByArticle;
    for (const [tool, share] of listersOf(stem, index, weights))
      found.set(tool, Math.max(found.get(tool) ?? 0, weight * share));
  }
  return found;
}

/** What lists or searches a noun, and how well it fits; for what no tool lists, a search over everything. */
function listersOf(stem: string, index: SearchIndex, weights: RankingWeights): readonly (readonly [number, number])[] {
  const listers = [...stemsFor({ stem }, index, weights)].flatMap(([one, factor]) =>
    (index.listers.get(one) ?? []).map(({ tool, share }) => [tool, factor * share] as const),
  );
  if (listers.length > 0 || !index.has(stem)) return listers;
  return index.finders.filter(({ finds }) => finds === "anything").map(({ tool }) => [tool, 1] as const);
}
