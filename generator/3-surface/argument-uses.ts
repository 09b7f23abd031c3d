import type { Diagnostics } from "../diagnostics.ts";
import { GeneratorError } from "../errors.ts";
import { nearest } from "../nearest.ts";
import { plainLine } from "../plain-text.ts";
import { hasName } from "./argument-target.ts";
import type { Reason } from "./decisions.ts";
import type { ConsideredOperation } from "./select-operations.ts";

/** Which names of arguments in rules and `x-mcp` found an argument somewhere: a name for many operations need not fit each. */
export interface ArgumentUses {
  /** @param known arguments that the operation has */
  note(name: string, reason: Reason, matched: boolean, known: readonly string[]): void;
  /** Takes an operation that becomes no tool: what might be meant by its parameters or body is no mistake. */
  skip(operation: ConsideredOperation): undefined;
  /**
   * Reports the names of `x-mcp` that found nothing.
   * @throws GeneratorError `bad-config` for one of a rule
   */
  finish(): void;
}

interface Use {
  readonly name: string;
  readonly reason: Reason;
  matched: boolean;
  readonly known: Set<string>;
}

/** Creates an empty account. */
export function createArgumentUses(diagnostics: Diagnostics): ArgumentUses {
  const uses = new Map<string, Use>();
  const note: ArgumentUses["note"] = (name, reason, matched, known) => {
    const key = JSON.stringify([name, reason.rule, reason.place]);
    const use = uses.get(key) ?? { name, reason, matched: false, known: new Set() };
    use.matched ||= matched;
    if (!use.matched) for (const one of known) use.known.add(one);
    uses.set(key, use);
  };
  return {
    note,
    skip({ operation, choices }) {
      for (const [name, { reason }] of choices.parameters) {
        const matched =
          operation.body !== undefined || operation.parameters.some((parameter) => hasName(parameter, name));
        note(name, reason, matched, []);
      }
      return undefined;
    },
    finish() {
      for (const use of uses.values()) if (!use.matched) complain(use, diagnostics);
    },
  };
}

function complain({ name, reason, known }: Use, diagnostics: Diagnostics): void {
  const near = nearest(name.slice(0, 100), [...known]);
  const meant = near === undefined ? `There are: ${[...known].join(", ") || "none"}.` : `Did you mean "${near}"?`;
  const message = `${reason.because} is about an argument "${plainLine(name, 80)}", which no operation has that it applies to.`;
  if (reason.place === undefined) throw new GeneratorError("bad-config", `${message} ${meant}`);
  diagnostics.report({
    code: "x-mcp-unknown-argument",
    severity: "warning",
    place: reason.place,
    message,
    help: meant,
  });
}
