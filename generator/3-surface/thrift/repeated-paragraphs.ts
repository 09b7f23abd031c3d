import { paragraphKey } from "./fit-text.ts";
import { textBlocks } from "./text-blocks.ts";

/**
 * In so many operations a paragraph is about the API, not about any of them. A change of one operation can change others' descriptions
 * only where it makes this number full or not: at most so many, and only their repeated paragraph.
 */
const manyOperations = 10;

/** Words of what an argument may be: a paragraph that has one may be what a correct call needs, however often it stands. */
const aboutValues =
  /\b(?:must be|formats?|max(?:imum)?|min(?:imum)?|at (?:most|least)|up to|limit(?:ed)?|default|encod(?:ed|ing)|characters?|bytes|header|body|query|request)\b/;

/** The keys of paragraphs that many operations share and that say nothing of values. */
export function repeatedParagraphs(descriptions: readonly string[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const description of descriptions) {
    const keys = new Set(textBlocks(description).map((block) => paragraphKey(block)));
    for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const repeated = [...counts].filter(
    ([key, count]) => count >= manyOperations && !key.endsWith(":") && !aboutValues.test(key),
  );
  return new Set(repeated.map(([key]) => key));
}
