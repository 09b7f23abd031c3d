import { splitWords } from "../../../templates/src/runtime/search/split-words.ts";
import { stemWord } from "../../../templates/src/runtime/search/stem-word.ts";
import type { ToolDefinition } from "../../../templates/src/runtime/surface-types.ts";
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
 * argument `customer_id` says the same. What no tool lists is left to a search over everything, where there is one. A tool that
 * only reads one thing by its id yields nothing that the caller has not got.
 * @param tools in the order of their numbers
 * @param shared the schemas that they refer to
 */
export function toolLinks(tools: readonly ToolDefinition[], shared: SharedSchemas): ToolLinks {
  const taken = tools.map(({ inputSchema }) => argumentNames(inputSchema, shared));
  const byPath = new Map<string, number[]>();
  const byNoun = new Map<string, number[]>();
  const searches: number[] = [];
  for (const [number, tool] of tools.entries()) {
    const place = yieldedPlace(tool);
    if (place === undefined) continue;
    if (place.noun === "") searches.push(number);
    else push(byPath, place.path, number);
    if (place.noun !== "") push(byNoun, place.noun, number);
  }
  const context = contextArguments(taken);
  return tools.map((tool, number) => {
    const fromPath = neededPlaces(tool.operation.path).flatMap((path) => byPath.get(path) ?? []);
    const nouns = neededNouns(taken[number], context);
    const fromArguments = nouns.flatMap((noun) => rootsFirst(byNoun.get(noun) ?? [], tools));
    const anywhere = nouns.some((noun) => !byNoun.has(noun)) ? searches : [];
    return [...new Set([...fromPath, ...fromArguments, ...anywhere])]
      .filter((one) => one !== number)
      .slice(0, maxLinks);
  });
}

/** The collection that a tool lists or searches: its path with parameters unnamed, and the singular of its last word; none for a search over everything. */
export function yieldedPlace({
  annotations,
  operation,
  title,
  name,
}: ToolDefinition): { path: string; noun: string } | undefined {
  const searches = /\b(?:search|find|query|list)/i.test(`${title} ${name.replaceAll("_", " ")}`);
  if (!annotations.readOnlyHint && !(operation.method === "POST" && searches)) return undefined;
  const segments = segmentsOf(operation.path);
  if (/^(?:search|query|list|find|_search|lookup)$/.test(segments.at(-1) ?? "")) segments.pop();
  const last = segments.at(-1);
  if (last === "{}") return undefined;
  if (last === undefined || /^(?:v?\d.*|api|rest)$/.test(last)) return searches ? { path: "", noun: "" } : undefined;
  return { path: segments.join("/"), noun: stemWord(splitWords(last).at(-1) ?? "") };
}

/** The collections whose members a path names, the nearest first: `/a/{id}/b/{id}` -> `a/{}/b`, `a`. */
function neededPlaces(path: string): readonly string[] {
  const segments = segmentsOf(path);
  return segments
    .flatMap((segment, at) =>
      segment === "{}" && at > 0 && segments[at - 1] !== "{}" ? [segments.slice(0, at).join("/")] : [],
    )
    .toReversed();
}

/** What arguments name by id: `customer_id` -> custom. Required ones first. */
function neededNouns(taken: ArgumentNames | undefined, context: ReadonlySet<string>): readonly string[] {
  const { names = [], required = [] } = taken ?? {};
  const nouns = [...new Set([...required, ...names])].flatMap((name) => {
    if (context.has(name)) return [];
    const words = splitWords(name);
    const isId = words.length > 1 && /^(?:ids?|key|slug|name|number|login|username)$/.test(words.at(-1) ?? "");
    if (isId) return [stemWord(words.at(-2) ?? "")];
    return required.includes(name) && words.length > 0 ? [stemWord(words.at(-1) ?? "")] : [];
  });
  return [...new Set(nouns)];
}

function contextArguments(all: readonly ArgumentNames[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const { required } of all) for (const name of required) counts.set(name, (counts.get(name) ?? 0) + 1);
  const many = Math.max(8, all.length * contextShare);
  return new Set([...counts].filter(([name, count]) => count > many && name !== "id").map(([name]) => name));
}

/** Collections that need nothing themselves come first. */
function rootsFirst(numbers: readonly number[], tools: readonly ToolDefinition[]): readonly number[] {
  const depth = (number: number): number => (tools[number]?.operation.path.match(/\{/g) ?? []).length;
  return numbers.toSorted((a, b) => depth(a) - depth(b) || a - b).slice(0, 3);
}

function segmentsOf(path: string): string[] {
  return path
    .replaceAll(/\{[^}]*\}/g, "{}")
    .split("/")
    .filter((segment) => segment !== "");
}

function push(map: Map<string, number[]>, key: string, number: number): void {
  map.set(key, [...(map.get(key) ?? []), number]);
}
