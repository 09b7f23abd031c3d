import type { Options } from "minisearch";

/** What is indexed of a tool, each field as stems separated by spaces. */
export const indexFields = [
  "name",
  "title",
  "path",
  "resource",
  "service",
  "arguments",
  "description",
  "details",
] as const;

export type IndexField = (typeof indexFields)[number];

/** A tool as the index takes it. `id` is its number among the tools sorted by name. */
export type IndexedTool = { readonly id: number } & { readonly [field in IndexField]: string };

/** MiniSearch over text that was cut into stems before. The same at generation and at the start. */
export const indexOptions: Options<IndexedTool> = {
  fields: [...indexFields],
  tokenize: (text) => text.split(" "),
  processTerm: (term) => (term === "" ? null : term),
  autoVacuum: false,
};
