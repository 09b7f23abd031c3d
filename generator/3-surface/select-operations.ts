import type { Operation } from "../2-model/api.ts";
import { GeneratorError } from "../errors.ts";
import type { OperationMatch, ServiceSelection, ToolRule } from "../options.ts";
import { nearest } from "../nearest.ts";
import { serviceOf } from "./service-of.ts";

/** An operation that becomes a tool, with what the user's rules say about it. */
export interface SelectedOperation {
  readonly operation: Operation;
  readonly service: string;
  readonly rule: Omit<ToolRule, "match" | "exclude">;
}

/**
 * Leaves out the operations of excluded services and those that rules exclude.
 * @throws GeneratorError `bad-usage` for a service that the document does not have, `bad-config` for a rule that fits nothing
 */
export function selectOperations(
  operations: readonly Operation[],
  services: ServiceSelection,
  rules: readonly ToolRule[],
): SelectedOperation[] {
  const known = [...new Set(operations.map(serviceOf))].toSorted();
  for (const name of [...services.exclude, ...(services.include ?? [])]) assertKnownService(name, known);
  for (const rule of rules) assertRuleFits(rule, operations);
  const excluded = new Set(services.exclude);
  const included = services.include === undefined ? undefined : new Set(services.include);
  return operations.flatMap((operation) => {
    const service = serviceOf(operation);
    if (excluded.has(service) || included?.has(service) === false) return [];
    const { exclude, ...rule } = ruleFor(operation, rules);
    return exclude === true ? [] : [{ operation, service, rule }];
  });
}

function assertKnownService(name: string, known: readonly string[]): void {
  if (known.includes(name)) return;
  const near = nearest(name, known);
  const hint = near === undefined ? `It has: ${known.join(", ") || "none"}.` : `Did you mean "${near}"?`;
  throw new GeneratorError("bad-usage", `The document has no service "${name}". ${hint}`);
}

function assertRuleFits(rule: ToolRule, operations: readonly Operation[]): void {
  const fitting = operations.filter((operation) => fits(operation, rule.match));
  const match = JSON.stringify(rule.match);
  if (fitting.length === 0)
    throw new GeneratorError(
      "bad-config",
      `The rule for ${match} fits no operation of the document. Correct or remove it.`,
    );
  if (rule.name !== undefined && fitting.length > 1) {
    throw new GeneratorError(
      "bad-config",
      `The rule for ${match} names a tool but fits ${fitting.length} operations. A name needs a rule that fits exactly one.`,
    );
  }
}

function ruleFor(operation: Operation, rules: readonly ToolRule[]): Omit<ToolRule, "match"> {
  const fitting = rules.filter((rule) => fits(operation, rule.match));
  return Object.assign({}, ...fitting.map(({ match: _, ...rest }) => rest)) as Omit<ToolRule, "match">;
}

function fits(operation: Operation, match: OperationMatch): boolean {
  if (match.operation !== undefined && match.operation !== operation.operationId) return false;
  if (match.method !== undefined && match.method.toUpperCase() !== operation.method) return false;
  if (match.tag !== undefined && !operation.tags.includes(match.tag)) return false;
  return match.path === undefined || pathPattern(match.path).test(operation.path);
}

/** `*` is part of a segment, `**` any number of segments. */
function pathPattern(glob: string): RegExp {
  const source = glob.replaceAll(/\*\*|\*|[\\^$.|?+()[\]{}]/g, (match) => {
    if (match === "**") return ".*";
    return match === "*" ? "[^/]*" : `\\${match}`;
  });
  return new RegExp(`^${source}$`, "u");
}
