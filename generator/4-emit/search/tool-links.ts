import { type AnsweringTool, pathSegments, yieldedPlace } from "./yielded-place.ts";
import { splitWords } from "../../../templates/src/runtime/search/split-words.ts";
import { stemWord } from "../../../templates/src/runtime/search/stem-word.ts";
import {
  type ArgumentNames,
  argumentNames,
  type SharedSchemas,
} from "../../../templates/src/runtime/search/argument-names.ts";

/** Tools that yield what others need: for each tool, by its number, the numbers of those that name what it takes an id of. */
export type ToolLinks = readonly (readonly number[])[];

/** Most tools that are named for one tool. */
const maxLinks = 8;

/** An argument that so many of the tools take is the place where one works (owner, tenant), and not what one looks up. */
const contextShare = 0.25;

/**
 * The graph between operations. `/customers/{id}/cards` needs a customer, and what lists or searches `/customers` yields it; an
 * argument `customer_id` says the same. What no tool lists is left to a search over everything, where there is one.
 * @param tools in the order of their numbers
 * @param shared the schemas that they refer to
 */
export function toolLinks(tools: readonly AnsweringTool[], shared: SharedSchemas): ToolLinks {
  const definitions = tools.map(({ definition }) => definition);
  const taken = definitions.map(({ inputSchema }) => argumentNames(inputSchema, shared));
  const byPath = new Map<string, number[]>();
  const byNoun = new Map<string, Yielder[]>();
  const searches: number[] = [];
  for (const [tool, one] of tools.entries()) {
    const place = yieldedPlace(one, shared);
    if (place === undefined) continue;
    if (place.path === "") searches.push(tool);
    else push(byPath, place.path, tool);
    const { length } = place.path.split("/");
    const depth = maxLength * one.definition.operation.path.split("{").length + length;
    for (const words of place.names) push(byNoun, words.at(-1) ?? "", { tool, words, depth });
  }
  const context = contextArguments(taken);
  return definitions.map((tool, number) => {
    const fromPath = neededPlaces(tool.operation.path).flatMap((path) => byPath.get(path) ?? []);
    const needed = neededNames(taken[number], { context, isKnown: (noun) => byNoun.has(noun) });
    const fromArguments = needed.flatMap((words) => fittingFirst(byNoun.get(words.at(-1) ?? "") ?? [], words));
    const anywhere = needed.some((words) => !byNoun.has(words.at(-1) ?? "")) ? searches : [];
    return [...new Set([...fromPath, ...fromArguments, ...anywhere])]
      .filter((one) => one !== number)
      .slice(0, maxLinks);
  });
}

/** A tool that yields what is named by some words. */
interface Yielder {
  readonly tool: number;
  readonly words: readonly string[];
  /** How far from the root: first by parameters, then by the length of the path. */
  readonly depth: number;
}

/** More segments than any path has. */
const maxLength = 100;

/** Those whose names fit best; of these, collections that need nothing themselves come first. */
function fittingFirst(yielders: readonly Yielder[], words: readonly string[]): readonly number[] {
  const misfit = ({ words: others }: Yielder): number =>
    words.filter((word) => !others.includes(word)).length + others.filter((other) => !words.includes(other)).length;
  const least = Math.min(...yielders.map(misfit));
  return yielders
    .filter((one) => misfit(one) === least)
    .toSorted((a, b) => a.depth - b.depth || a.tool - b.tool)
    .slice(0, 3)
    .map(({ tool }) => tool);
}

/** The collections whose members a path names, the nearest first: `/a/{id}/b/{id}` -> `a/{}/b`, `a`. */
function neededPlaces(path: string): readonly string[] {
  const segments = pathSegments(path);
  return segments
    .flatMap((segment, at) =>
      segment === "{}" && at > 0 && segments[at - 1] !== "{}" ? [segments.slice(0, at).join("/")] : [],
    )
    .toReversed();
}

/** What arguments name by id, as stems: `customer_id` -> customer. Required ones first; of the others, those that are named as what a tool lists too. */
function neededNames(
  taken: ArgumentNames | undefined,
  { context, isKnown }: { readonly context: ReadonlySet<string>; readonly isKnown: (noun: string) => boolean },
): readonly (readonly string[])[] {
  const { names = [], required = [] } = taken ?? {};
  return [...new Set([...required, ...names])].flatMap((name) => {
    if (context.has(name)) return [];
    const words = splitWords(name);
    const thing = words.slice(0, words.findLastIndex((word) => !idWord.test(word)) + 1).map(stemWord);
    if (thing.length === 0) return [];
    if (thing.length < words.length || required.includes(name)) return [thing];
    return words.length === 1 && isKnown(thing[0] ?? "") && !ofLists.test(name) ? [thing] : [];
  });
}

/** Arguments that say which part of a list is wanted. */
const ofLists =
  /^(?:page|limit|cursor|count|fields?|filters?|sort|order|types?|status|state|query|properties|date|since|until|time)$/i;

/** `issueIdOrKey`, `repo_name`. */
const idWord = /^(?:ids?|or|key|slug|name|number|login|username|token|uuid|guid)$/;

function contextArguments(all: readonly ArgumentNames[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const { required } of all) for (const name of required) counts.set(name, (counts.get(name) ?? 0) + 1);
  const many = Math.max(8, all.length * contextShare);
  return new Set([...counts].filter(([name, count]) => count > many && name !== "id").map(([name]) => name));
}

function push<Item>(map: Map<string, Item[]>, key: string, item: Item): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [item]);
  else known.push(item);
}
