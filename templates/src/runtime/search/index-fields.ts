import type { Options } from "minisearch";

/** What is indexed of a tool. */
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

/** The stems of a tool, each once in a field. */
export type ToolStems = { readonly [field in IndexField]: ReadonlySet<string> };

/** Fields whose words tell a tool from its neighbours. */
export const identityFields: ReadonlySet<string> = new Set<IndexField>(["name", "title", "path"]);

/** MiniSearch over words that were cut into stems before: it looks them up and weighs them, and nothing else. */
export const indexOptions: Options = {
  fields: [...indexFields],
  tokenize: (text) => text.split(" "),
  processTerm: (term) => term,
  autoVacuum: false,
};
