import { metaToolNames } from "../../templates/src/runtime/search/meta-tools.ts";
import type { Operation } from "../2-model/api.ts";
import type { Diagnostics } from "../diagnostics.ts";
import { GeneratorError } from "../errors.ts";
import { snakeCase } from "../identifier-case.ts";
import { stableHash } from "../stable-hash.ts";
import type { Chosen } from "./decisions.ts";
import type { ConsideredOperation } from "./select-operations.ts";
import { isToolName } from "./tool-name.ts";

/** What model APIs accept as a tool's name; the MCP conformance suite asks for 1 to 64 characters. */
const maxNameLength = 64;
const hashLength = 8;

/**
 * Names tools: the name of a rule or of `x-mcp`, else the operationId in snake_case, else method and path. All members of a
 * clash, names that are too long and names that JavaScript objects inherit carry a hash of method and path, so that an operation
 * that clashes with none renames nothing. A chosen name stays as it is where it clashes with derived ones only.
 * @param considered all operations of the document: an excluded one still takes part in clashes, so that excluding
 *   a service renames nothing
 * @throws GeneratorError `bad-config` when two rules choose the same name
 */
export function nameTools(
  considered: readonly ConsideredOperation[],
  diagnostics: Diagnostics,
): ReadonlyMap<Operation, Chosen<string>> {
  const wanted = considered.map(({ operation, choices }) => ({
    operation,
    ...(choices.name ?? derivedName(operation)),
  }));
  const groups = Map.groupBy(wanted, ({ value }) => value.toLowerCase());
  return new Map(
    wanted.map((one) => {
      const rivals = (groups.get(one.value.toLowerCase()) ?? []).filter((other) => other !== one);
      return [one.operation, settle(one, rivals, diagnostics)];
    }),
  );
}

interface WantedName extends Chosen<string> {
  readonly operation: Operation;
}

/** @param rivals the others that want the same name */
function settle(one: WantedName, rivals: readonly WantedName[], diagnostics: Diagnostics): Chosen<string> {
  const { value, reason } = one;
  const rival = rivals.find((other) => strength(other) >= strength(one));
  if (rival !== undefined) {
    reportClash(one, rival, diagnostics);
    return withHash(one, `carries a hash, because ${labelOf(rival.operation)} has the name too`);
  }
  if (reserved.has(value)) return keepFree(one);
  if (isToolName(value)) return { value, reason };
  return withHash(
    one,
    `carries a hash, because ${value.length > maxNameLength ? "it is too long" : "every JavaScript object has it"}`,
  );
}

/** Search mode has tools of these names. */
const reserved: ReadonlySet<string> = new Set(metaToolNames);

/** @throws GeneratorError `bad-config` when a rule chose the name */
function keepFree(one: WantedName): Chosen<string> {
  if (one.reason.by === "rule")
    throw new GeneratorError(
      "bad-config",
      `${one.reason.because} names a tool "${one.value}". Search mode has a tool of that name: choose another.`,
    );
  return withHash(one, "carries a hash, because search mode has a tool of that name");
}

function withHash({ operation, value, reason }: WantedName, altered: string): Chosen<string> {
  return { value: hashed(value, operation), reason: { ...reason, altered } };
}

/** A rule's name stands against one of `x-mcp`, and both against those that nobody chose. */
function strength({ reason }: WantedName): number {
  if (reason.by === "rule") return 2;
  return reason.by === "x-mcp" ? 1 : 0;
}

function reportClash(one: WantedName, rival: WantedName, diagnostics: Diagnostics): void {
  if (one.reason.by === "rule")
    throw new GeneratorError(
      "bad-config",
      `${one.reason.because} and ${rival.reason.because} both name a tool "${one.value}". A name is for one tool.`,
    );
  if (one.reason.by !== "x-mcp") return;
  diagnostics.report({
    code: "x-mcp-name-taken",
    severity: "warning",
    place: one.reason.place ?? one.operation.place,
    message: `The name "${one.value}" is also that of ${labelOf(rival.operation)}; it carries a hash.`,
    help: "Give each tool its own name.",
  });
}

function derivedName(operation: Operation): Chosen<string> {
  const fromId = operation.operationId === undefined ? "" : snakeCase(operation.operationId);
  // Gemini wants a letter or underscore first.
  const named = /^[a-zA-Z_]/.test(fromId) ? fromId : `${operation.method.toLowerCase()}_${fromId}`;
  if (fromId !== "") return { value: named, reason: { by: "document", because: "operationId" } };
  const why =
    operation.operationId === undefined ? "there is no operationId" : "the operationId has no letters a name can have";
  const value = snakeCase(`${operation.method} ${operation.path}`) || "operation";
  return { value, reason: { by: "default", because: `method and path, as ${why}` } };
}

function labelOf({ method, path }: Operation): string {
  return `${method} ${path}`;
}

function hashed(name: string, operation: Operation): string {
  const hash = stableHash(labelOf(operation), hashLength);
  return `${name.slice(0, maxNameLength - hashLength - 1).replace(/_+$/, "")}_${hash}`;
}
