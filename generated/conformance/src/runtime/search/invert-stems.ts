import type { AsPlainObject } from "minisearch";
import { indexFields } from "./index-fields.ts";

/** A stem, and the tools that have it. */
export interface Term {
  readonly stem: string;
  /** Numbers of tools, by the field's place in `indexFields`. */
  readonly places: ReadonlyMap<number, readonly number[]>;
}

/**
 * The stems of each tool, field by field -> the tools of each stem. Sorted, as an index that was added to one by one is not.
 * @param lines of each tool, for each field its stems with spaces between them
 */
export function invertStems(lines: readonly (readonly string[])[]): readonly Term[] {
  const terms = new Map<string, Map<number, number[]>>();
  for (const [number, fields] of lines.entries())
    for (const [field, stems] of fields.entries())
      for (const stem of stems.split(" ").filter((one) => one !== "")) note(terms, stem, field).push(number);
  return [...terms].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([stem, places]) => ({ stem, places }));
}

function note(terms: Map<string, Map<number, number[]>>, stem: string, field: number): number[] {
  const places = terms.get(stem) ?? new Map<number, number[]>();
  if (places.size === 0) terms.set(stem, places);
  const tools = places.get(field) ?? [];
  if (tools.length === 0) places.set(field, tools);
  return tools;
}

/** What `MiniSearch.toJSON` would have given. Lengths of fields are left out of account: each stem stands once in a field. */
export function plainIndex(count: number, terms: readonly Term[]): AsPlainObject {
  const numbers = Array.from({ length: count }, (_, number) => number);
  return {
    documentCount: count,
    nextId: count,
    documentIds: Object.fromEntries(numbers.map((number) => [number, number])),
    fieldIds: Object.fromEntries(indexFields.map((field, at) => [field, at])),
    fieldLength: Object.fromEntries(numbers.map((number) => [number, indexFields.map(() => 1)])),
    averageFieldLength: indexFields.map(() => 1),
    storedFields: {},
    dirtCount: 0,
    index: terms.map(({ stem, places }) => [
      stem,
      Object.fromEntries(
        Array.from(places, ([field, tools]) => [field, Object.fromEntries(tools.map((tool) => [tool, 1]))]),
      ),
    ]),
    serializationVersion: 2,
  };
}
