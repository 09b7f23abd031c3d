import { stemWord } from "../../../templates/src/runtime/search/stem-word.ts";
import type { ToolDefinition } from "../../../templates/src/runtime/surface-types.ts";
import { type ToolLinks, yieldedPlace } from "./tool-links.ts";

/** A tool that finds what a request names without an id. */
export interface Finder {
  readonly tool: number;
  /** Of people, of anything, of the caller itself. */
  readonly kind: "p" | "a" | "s";
  /** How many tools need what it yields, as a share of the most that need one of its kind. */
  readonly share: number;
}

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
export function finders(tools: readonly ToolDefinition[], links: ToolLinks): readonly Finder[] {
  const uses = new Map<number, number>();
  for (const one of links.flat()) uses.set(one, (uses.get(one) ?? 0) + 1);
  const all = tools.flatMap((tool, number) => {
    const kind = kindOf(tool);
    return kind === undefined ? [] : [{ tool: number, kind, uses: uses.get(number) ?? 0 }];
  });
  const used = all.filter((one) => one.kind === "s" || one.uses > 0);
  const most = (kind: Finder["kind"]): number =>
    Math.max(1, ...used.filter((one) => one.kind === kind).map((one) => one.uses));
  return used.map(({ tool, kind, uses: count }) => ({
    tool,
    kind,
    share: kind === "s" ? 1 : Math.sqrt(count / most(kind)),
  }));
}

function kindOf(tool: ToolDefinition): Finder["kind"] | undefined {
  const segments = literalSegments(tool.operation.path);
  if (tellsCaller(tool, segments)) return "s";
  if ((tool.inputSchema.required ?? []).length > (isSearch(tool) ? 1 : 0)) return undefined;
  const place = yieldedPlace(tool);
  if (place === undefined || place.path.includes("{}")) return undefined;
  if (place.noun === "") return "a";
  const named = segments.filter((segment) => !/^(?:search|lookup|query|find)$/.test(segment));
  return named.length === 1 && people.has(place.noun) ? "p" : undefined;
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

/** Without the parts that every path begins with. */
function literalSegments(path: string): readonly string[] {
  return path.split("/").filter((segment) => segment !== "" && !/^(?:v?\d.*|api|rest)$/.test(segment));
}
