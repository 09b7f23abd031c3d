import { type ToolAction, toolActions } from "./tool-action.ts";

/** A tool as the ranking knows it. */
export interface RankedTool {
  readonly name: string;
  readonly action: ToolAction;
  /** It lists or searches. */
  readonly lists: boolean;
  readonly isDeprecated: boolean;
  /** Words of its name that set it apart for some: who means them says so. */
  readonly asides: readonly string[];
  /** How many ids its path takes. */
  readonly depth: number;
  /** How much its words tell it from its neighbours: the sum of what they weigh. */
  readonly words: number;
  /** Tools that yield what it needs. */
  readonly links: readonly number[];
}

/** Words for what is not for everybody, or not for every day. */
const asideWords: ReadonlySet<string> = new Set(
  "admin beta alpha sandbox internal experimental preview legacy".split(" "),
);

/** Reads the first parts of a line of the index. */
export function readTool(
  parts: readonly string[],
  { words, numbers }: { readonly words: number; readonly numbers: ReadonlyMap<string, number> },
): RankedTool {
  const [name = "", sign = "", depth = "", links = ""] = parts;
  const letter = sign.toLowerCase();
  return {
    name,
    action: letter === "l" ? "read" : (toolActions.find((one) => one.startsWith(letter)) ?? "act"),
    lists: letter === "l",
    isDeprecated: letter !== sign,
    asides: name.split("_").filter((word) => asideWords.has(word)),
    depth: Number(depth),
    words,
    links: links.split(" ").flatMap((link) => numbers.get(link) ?? []),
  };
}
