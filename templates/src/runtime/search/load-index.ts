import MiniSearch from "minisearch";
import type { Tool } from "../surface-types.ts";
import { indexFields, indexOptions } from "./index-fields.ts";
import { invertStems, plainIndex } from "./invert-stems.ts";
import type { SearchIndexData } from "./search-index.ts";
import { rootOf } from "./stem-word.ts";
import { ownWords, toolStems } from "./tool-stems.ts";
import { createThesaurus, type Thesaurus } from "./thesaurus.ts";
import { type ToolAction, toolActions } from "./tool-action.ts";

/** A tool as the ranking knows it. */
export interface RankedTool {
  readonly name: string;
  readonly action: ToolAction;
  readonly isDeprecated: boolean;
  /** How many ids its path takes. */
  readonly depth: number;
  /** How many words tell it from its neighbours. */
  readonly words: number;
  /** Tools that yield what it needs. */
  readonly links: readonly number[];
}

/** A tool that finds what requests name without an id. */
export interface Finder {
  readonly tool: number;
  /** Finds people, anything, or who the caller is. */
  readonly finds: "people" | "anything" | "self";
  /** How central it is to the API, from 0 to 1. */
  readonly share: number;
}

/** The index, ready to be asked. */
export interface SearchIndex {
  /** By number. */
  readonly tools: readonly RankedTool[];
  readonly finders: readonly Finder[];
  /** A stem -> the stems of the API of the same root; each stem of the API is among them. */
  readonly byRoot: ReadonlyMap<string, readonly string[]>;
  readonly thesaurus: Thesaurus;
  /** Whether a stem occurs in the API's own words. */
  has(stem: string): boolean;
  /** Stems that begin so. */
  startingWith(prefix: string): readonly string[];
  readonly engine: MiniSearch;
}

/**
 * Reads what the generator wrote, and adds the tools that it did not know.
 * @param offered all tools of the server
 */
export function loadIndex(data: SearchIndexData, offered: readonly Tool[] = []): SearchIndex {
  const lines = data.tools.map((line) => line.split("|"));
  const numbers = new Map(lines.map(([name = ""], number) => [name, number]));
  const tools = lines.map((parts) => readTool(parts, numbers));
  const terms = invertStems(lines.map((parts) => parts.slice(5)));
  const stems = new Set(terms.map(({ stem }) => stem));
  const engine = MiniSearch.loadJS(plainIndex(tools.length, terms), indexOptions);
  const known = new Set(tools.map(({ name }) => name));
  for (const tool of offered.filter(({ name }) => !known.has(name))) addTool(tool, { tools, stems, engine });
  return {
    tools,
    finders: data.finders.map((line) => readFinder(line, numbers)),
    byRoot: Map.groupBy(stems, rootOf),
    thesaurus: createThesaurus(),
    has: (stem) => stems.has(stem),
    startingWith: (prefix) => [...stems].filter((stem) => stem.startsWith(prefix)),
    engine,
  };
}

/** A tool that the user wrote: nothing of it is in the document, so that it has no links. */
function addTool(
  tool: Tool,
  { tools, stems, engine }: { readonly tools: RankedTool[]; readonly stems: Set<string>; readonly engine: MiniSearch },
): void {
  const words = toolStems(tool, new Map(Object.entries(tool.inputSchema.$defs ?? {})));
  for (const stem of indexFields.flatMap((field) => [...words[field]])) stems.add(stem);
  const fields = indexFields.map((field) => [field, [...words[field]].join(" ")] as const);
  engine.add({ id: tools.length, ...Object.fromEntries(fields.filter(([, text]) => text !== "")) });
  const action = tool.annotations.readOnlyHint ? "read" : "act";
  tools.push({ name: tool.name, action, isDeprecated: false, depth: 0, words: ownWords(words), links: [] });
}

/** Numbers of tools by name. */
type Numbers = ReadonlyMap<string, number>;

function readTool(parts: readonly string[], numbers: Numbers): RankedTool {
  const [name = "", letter = "", depth = "", words = "", links = ""] = parts;
  const action = toolActions.find((one) => one.startsWith(letter.toLowerCase())) ?? "act";
  return {
    name,
    action,
    isDeprecated: letter !== letter.toLowerCase(),
    depth: Number(depth),
    words: Number(words),
    links: links.split(" ").flatMap((link) => numbers.get(link) ?? []),
  };
}

const kinds: Readonly<Record<string, Finder["finds"]>> = { p: "people", a: "anything", s: "self" };

function readFinder(line: string, numbers: Numbers): Finder {
  const [name = "", kind = "", share = ""] = line.split("*");
  return { tool: numbers.get(name) ?? 0, finds: kinds[kind] ?? "anything", share: Number(share) / 9 };
}
