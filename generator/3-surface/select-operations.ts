import type { Operation } from "../2-model/api.ts";
import type { Diagnostics } from "../diagnostics.ts";
import { GeneratorError } from "../errors.ts";
import { nearest } from "../nearest.ts";
import type { ServiceSelection, ShapingOptions, ToolRule } from "../options.ts";
import type { Reason } from "./decisions.ts";
import { chosenHints, deriveHints } from "./derive-hints.ts";
import { createMatcher } from "./match-operation.ts";
import { createResolver } from "./resolve-choices.ts";
import type { Choices } from "./resolve-choices.ts";
import { serviceOf } from "./service-of.ts";

/** An operation of the document with what was chosen for it. */
export interface ConsideredOperation {
  readonly operation: Operation;
  readonly service: string;
  readonly choices: Choices;
  /** Whether it is to become a tool, and why. */
  readonly included: boolean;
  readonly reason: Reason;
}

/**
 * Says of each operation whether it is to become a tool: not when its service is left out, or it writes and only reading is
 * wanted; else as the nearest rule or `x-mcp`
 * says; else it is.
 * @throws GeneratorError `bad-usage` for a service that the document does not have, `bad-config` for a rule that fits nothing
 */
export function selectOperations(
  operations: readonly Operation[],
  options: Pick<ShapingOptions, "services" | "tools">,
  diagnostics: Diagnostics,
): ConsideredOperation[] {
  const { services } = options;
  const rules = options.tools.rules ?? [];
  const known = [...new Set(operations.map(serviceOf))].toSorted();
  for (const name of [...services.exclude, ...(services.include ?? [])]) assertKnownService(name, known);
  for (const rule of rules) assertRuleFits(rule, operations);
  const choicesFor = createResolver(rules, diagnostics);
  const serviceExclusion = createServiceFilter(services);
  return operations.map((operation) => {
    const service = serviceOf(operation);
    const choices = choicesFor(operation);
    const excluded = serviceExclusion(service);
    if (excluded !== undefined) return { operation, service, choices, included: false, reason: excluded };
    if (options.tools.readOnly === true && !deriveHints(operation.method, chosenHints(choices)).readOnlyHint)
      return { operation, service, choices, included: false, reason: writes };
    const { value: included, reason } = choices.included ?? { value: true, reason: nothingSaid };
    return { operation, service, choices, included, reason };
  });
}

const writes: Reason = { by: "read-only", because: "it writes, and the config's tools.readOnly leaves writes out" };

const nothingSaid: Reason = { by: "default", because: "nothing leaves it out" };

function createServiceFilter({ exclude, include }: ServiceSelection): (service: string) => Reason | undefined {
  const excluded = new Set(exclude);
  const included = include === undefined ? undefined : new Set(include);
  return (service) => {
    if (excluded.has(service)) return { by: "services", because: "the service is in the excluded-services list" };
    if (included?.has(service) === false)
      return { by: "services", because: "the service is not in the included-services list" };
    return undefined;
  };
}

function assertKnownService(name: string, known: readonly string[]): void {
  if (known.includes(name)) return;
  const near = nearest(name, known);
  const hint = near === undefined ? `It has: ${known.join(", ") || "none"}.` : `Did you mean "${near}"?`;
  throw new GeneratorError("bad-usage", `The document has no service "${name}". ${hint}`);
}

function assertRuleFits(rule: ToolRule, operations: readonly Operation[]): void {
  const fitting = operations.filter(createMatcher(rule.match));
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
  assertContentType(rule, fitting);
}

function assertContentType({ match, contentType }: ToolRule, fitting: readonly Operation[]): void {
  if (contentType === undefined) return;
  const declared = new Set(fitting.flatMap(({ body }) => body?.contents.map(({ mediaType }) => mediaType) ?? []));
  if (declared.has(contentType)) return;
  throw new GeneratorError(
    "bad-config",
    `The rule for ${JSON.stringify(match)} asks for the content type "${contentType}", which none of its operations takes. They take: ${[...declared].toSorted().join(", ") || "no body"}.`,
  );
}
