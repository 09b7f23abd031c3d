import MiniSearch from "minisearch";
import type { Tool } from "../surface-types.ts";
import { indexFields, indexOptions } from "./index-fields.ts";
import { invertStems, plainIndex } from "./invert-stems.ts";
import { weighOwn } from "./own-weights.ts";
import { type RankedTool, readTool } from "./ranked-tool.ts";
import { type Finder, type Lister, readFinder, readListers } from "./read-finders.ts";
import type { SearchIndexData } from "./search-index.ts";
import { rootOf } from "./stem-word.ts";
import { createThesaurus, type Thesaurus } from "./thesaurus.ts";
import { toolStems } from "./tool-stems.ts";

/** The index, ready to be asked. */
export interface SearchIndex {
  /** By number. */
  readonly tools: readonly RankedTool[];
  readonly finders: readonly Finder[];
  /** A stem -> the tools that list or search what it is a name of. */
  readonly listers: ReadonlyMap<string, readonly Lister[]>;
  /** A stem -> the stems of the API of the same root; each stem of the API is among them. */
  readonly byRoot: ReadonlyMap<string, readonly string[]>;
  readonly thesaurus: Thesaurus;
  /** Whether a stem occurs in the API's own words. */
  has(stem: string): boolean;
  /** Stems that begin so. */
  startingWith(prefix: string): readonly string[];
  /** How much a stem tells a tool that it names from the others: 1 when few have it, 0 when all have. */
  ownWeight(stem: string): number;
  readonly engine: MiniSearch;
}

/** Where the fields begin in a line of the index. */
const fieldsFrom = 4;

const resourceAt = fieldsFrom + indexFields.indexOf("resource");

/**
 * Reads what the generator wrote, and adds the tools that it did not know.
 * @param offered all tools of the server
 */
export function loadIndex(data: SearchIndexData, offered: readonly Tool[] = []): SearchIndex {
  const written = data.tools.map((line) => line.split("|"));
  const known = new Set(written.map(([name]) => name));
  const lines = [...written, ...offered.filter(({ name }) => !known.has(name)).map(lineOf)];
  const numbers = new Map(lines.map(([name = ""], number) => [name, number]));
  const terms = invertStems(lines.map((parts) => parts.slice(fieldsFrom)));
  const own = weighOwn(lines.length, terms);
  const tools = lines.map((parts, number) => readTool(parts, { words: own.sums[number] ?? 0, numbers }));
  const resources = lines.flatMap((parts, number) =>
    tools[number]?.lists === true ? [[number, parts[resourceAt] ?? ""] as const] : [],
  );
  const stems = new Set(terms.map(({ stem }) => stem));
  return {
    tools,
    finders: data.finders.map((line) => readFinder(line, numbers)),
    listers: readListers(new Map(resources)),
    byRoot: Map.groupBy(stems, rootOf),
    thesaurus: createThesaurus(),
    has: (stem) => stems.has(stem),
    startingWith: (prefix) => [...stems].filter((stem) => stem.startsWith(prefix)),
    ownWeight: (stem) => own.byStem.get(stem) ?? 0,
    engine: MiniSearch.loadJS(plainIndex(tools.length, terms), indexOptions),
  };
}

/** The line of a tool that the user wrote: nothing of it is in the document, so that it has no links. */
function lineOf(tool: Tool): readonly string[] {
  const words = toolStems(tool, new Map(Object.entries(tool.inputSchema.$defs ?? {})));
  const action = tool.annotations.readOnlyHint ? "r" : "a";
  return [tool.name, action, "0", "", ...indexFields.map((field) => [...words[field]].join(" "))];
}
