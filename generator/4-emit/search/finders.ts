import { stemWord } from "../../../templates/src/runtime/search/stem-word.ts";
import type { ToolDefinition } from "../../../templates/src/runtime/surface-types.ts";
import type { SharedSchemas } from "../../../templates/src/runtime/search/argument-names.ts";
import type { ToolLinks } from "./tool-links.ts";
import { type AnsweringTool, pathSegments, yieldedPlace } from "./yielded-place.ts";

/** A tool that finds what a request names without an id. */
export interface Finder {
  readonly tool: number;
  /** Of people, of anything, of the caller itself, of what most of the API is about. */
  readonly kind: "p" | "a" | "s" | "c";
  /** How many tools need what it yields, as a share of the most that need one of its kind. */
  readonly share: number;
}

/** What so many of the tools need, and so large a share of them, is what the API is about. */
const leastCentral = 5;
const centralShare = 0.06;

/** A share of the tools. */
const nearlyAll = 0.8;

/** Nouns for people, of whom an API may have several kinds. */
const people: ReadonlySet<string> = new Set(
  "customer client user account member person people contact employee worker patient student guest subscriber patron passenger driver tenant resident candidate"
    .split(" ")
    .map(stemWord),
);

/**
 * The tools that find what requests name in words: the lists of the people that the API is about, the search over everything, and
 * what tells who the caller is. Which they are is read off their paths and names: no API says.
 * @param tools in the order of their numbers
 */
export function finders(tools: readonly AnsweringTool[], links: ToolLinks, shared: SharedSchemas): readonly Finder[] {
  const uses = new Map<number, number>();
  for (const one of links.flat()) uses.set(one, (uses.get(one) ?? 0) + 1);
  const common = commonPart(tools.map(({ definition }) => definition));
  const all = tools.flatMap((tool, number) =>
    kindsOf(tool, shared, common).map((kind) => ({ tool: number, kind, uses: uses.get(number) ?? 0 })),
  );
  const central = Math.max(leastCentral, tools.length * centralShare);
  const used = all.filter((one) => one.kind === "s" || one.uses > (one.kind === "c" ? central : 0));
  const most = (kind: Finder["kind"]): number =>
    Math.max(1, ...used.filter((one) => one.kind === kind).map((one) => one.uses));
  return used.map(({ tool, kind, uses: count }) => ({
    tool,
    kind,
    share: kind === "s" ? 1 : Math.sqrt(count / most(kind)),
  }));
}

/** What nearly all tools have in common, and so says nothing of one: how their paths begin, and arguments that they need. */
interface CommonPart {
  readonly segments: number;
  readonly required: ReadonlySet<string>;
}

function commonPart(tools: readonly ToolDefinition[]): CommonPart {
  const paths = tools.map(({ operation }) => pathSegments(operation.path));
  const isCommon = (count: number): boolean => count > tools.length * nearlyAll;
  const shared = (at: number): boolean =>
    isCommon(
      Math.max(
        ...Array.from(
          Map.groupBy(paths, (path) => path[at]),
          ([segment, some]) => (segment === undefined ? 0 : some.length),
        ),
      ),
    );
  let segments = 0;
  while (shared(segments)) segments++;
  const names = new Set(tools.flatMap(({ inputSchema }) => inputSchema.required ?? []));
  const required = [...names].filter((name) =>
    isCommon(tools.filter(({ inputSchema }) => inputSchema.required?.includes(name) === true).length),
  );
  return { segments, required: new Set(required) };
}

function kindsOf(tool: AnsweringTool, shared: SharedSchemas, common: CommonPart): readonly Finder["kind"][] {
  const { definition } = tool;
  const segments = pathSegments(definition.operation.path);
  if (tellsCaller(definition, segments)) return ["s"];
  const required = (definition.inputSchema.required ?? []).filter((name) => !common.required.has(name));
  if (required.length > (isSearch(definition) ? 1 : 0)) return [];
  const place = yieldedPlace(tool, shared);
  if (place === undefined || place.path.split("/").slice(common.segments).includes("{}")) return [];
  if (place.path === "") return ["a"];
  const named = segments
    .slice(common.segments)
    .filter((segment) => !/^(?:search|lookup|query|find|list|all)$/.test(segment));
  return named.length <= 1 && place.names.some((words) => people.has(words.at(-1) ?? "")) ? ["p", "c"] : ["c"];
}

/** A search may need its query. */
function isSearch({ operation }: ToolDefinition): boolean {
  return /search|lookup|query|find/i.test(operation.path);
}

/** `/me`, `/users/me`, `/user`, `/accounts/verify_credentials`. */
function tellsCaller({ annotations, operation }: ToolDefinition, segments: readonly string[]): boolean {
  const last = segments.at(-1) ?? "";
  if (!annotations.readOnlyHint || operation.path.includes("{")) return false;
  return (
    /^(?:me|self|myself|whoami|current_?user|userinfo|verify_credentials)$/i.test(last) || segments.join("/") === "user"
  );
}
