import { identityFields, indexFields } from "./index-fields.ts";
import type { Term } from "./invert-stems.ts";
import { plainStems } from "./plain-words.ts";

/** How much each stem tells the tools that it names from the others. */
export interface OwnWeights {
  /** From 1, when it names few of them, to 0, when it names all. */
  readonly byStem: ReadonlyMap<string, number>;
  /** Of each tool, the sum over the stems that name it. */
  readonly sums: readonly number[];
}

/** A word that names one in this many of the tools, or fewer, tells them apart as well as any. */
const commonness = 3;

/** Numbers of the fields whose words tell a tool from its neighbours. */
const fields: readonly number[] = indexFields.flatMap((field, at) => (identityFields.has(field) ? [at] : []));

/**
 * What the words weigh by which tools are told apart: `users` in every path of an API says nothing.
 * @param count how many tools there are
 */
export function weighOwn(count: number, terms: readonly Term[]): OwnWeights {
  const byStem = new Map<string, number>();
  const sums = Array.from({ length: count }, () => 0);
  for (const { stem, places } of terms) {
    if (plainStems.has(stem)) continue;
    const named = new Set(fields.flatMap((field) => places.get(field) ?? []));
    if (named.size === 0) continue;
    const weight = Math.min(1, Math.log(count / named.size) / Math.log(commonness));
    byStem.set(stem, weight);
    for (const tool of named) sums[tool] = (sums[tool] ?? 0) + weight;
  }
  return { byStem, sums };
}
