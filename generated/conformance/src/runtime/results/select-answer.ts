import { compile, tokenize } from "@jmespath-community/jmespath";
import { refuseArgument } from "../upstream/upstream-error.ts";
import { evaluateSelect, type Expression } from "./evaluate-select.ts";
import { selectFunctions, type Spending } from "./select-functions.ts";
import { SelectError, type Selection } from "./selection.ts";

/** Characters of an expression. */
const MAX_LENGTH = 1000;

/** Evaluation steps: at worst a quarter of a second, and enough for several properties of each of 100,000 items. */
const MAX_STEPS = 1_000_000;

/** What an expression may be made of (JMESPath 1.0); the library's further syntax can make much of little. */
const allowedNodes: ReadonlySet<string> = new Set([
  "AndExpression",
  "Comparator",
  "Current",
  "ExpressionReference",
  "Field",
  "FilterProjection",
  "Flatten",
  "Function",
  "Identity",
  "Index",
  "IndexExpression",
  "KeyValuePair",
  "Literal",
  "MultiSelectHash",
  "MultiSelectList",
  "NotExpression",
  "OrExpression",
  "Pipe",
  "Projection",
  "Slice",
  "Subexpression",
  "ValueProjection",
]);

/**
 * Reads a JMESPath expression (https://jmespath.org/specification.html) before the request is sent. The library parses it; it is
 * evaluated by `evaluate-select.ts`, since answers and expressions are both hostile and the library knows neither limits nor
 * own properties.
 * @throws ArgumentError that says where the expression is wrong, with an example
 */
export function readSelection(expression: unknown, argument: string): Selection {
  if (typeof expression !== "string" || expression.trim() === "") {
    return refuseArgument(argument, "must be a JMESPath expression.", example);
  }
  if (expression.length > MAX_LENGTH) {
    return refuseArgument(argument, `is longer than ${MAX_LENGTH} characters.`, "a shorter expression.");
  }
  const root = parse(expression, argument);
  const problem = findProblem(root);
  if (problem !== undefined) return refuseArgument(argument, problem, example);
  return (value, maxLength) => {
    const selected = evaluateSelect(root, value, createSpending());
    if (!isWithin(selected, maxLength)) throw new SelectError("it makes more of the answer than there was");
    return selected;
  };
}

const example = "a JMESPath expression, for example items[?state=='open'].{id: id, name: name} or length(items).";

function parse(expression: string, argument: string): Expression {
  try {
    return compile(expression);
  } catch (error) {
    const at = faultAt(expression);
    const before = expression.slice(Math.max(0, at - 20), at);
    const where =
      at >= expression.length
        ? "it ends too early"
        : `the fault is at character ${at + 1}, behind ${JSON.stringify(before)}`;
    const reason = error instanceof Error ? error.message.replace(/^Syntax error[:,] /, "") : "";
    return refuseArgument(argument, `is not JMESPath: ${where} (${reason.slice(0, 120)}).`, example);
  }
}

/** The token up to which the expression could still be completed. The parser does not tell, so it is asked, by halves. */
function faultAt(expression: string): number {
  const starts = tokenStarts(expression);
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (couldGoOn(expression.slice(0, starts[middle + 1] ?? expression.length))) low = middle + 1;
    else high = middle;
  }
  return starts[low] ?? expression.length;
}

/** Where each token begins, and where the text ends; up to the first character that begins none. */
function tokenStarts(expression: string): readonly number[] {
  for (let end = expression.length; end > 0; end--) {
    try {
      return [...tokenize(expression.slice(0, end)).map(({ start }) => start), end];
    } catch {
      // Shorter, then.
    }
  }
  return [0];
}

function couldGoOn(beginning: string): boolean {
  try {
    compile(beginning);
    return true;
  } catch (error) {
    return error instanceof Error && /\bEOF\b/.test(error.message);
  }
}

/** What the expression asks for that is not allowed. */
function findProblem(root: Expression): string | undefined {
  const pending: unknown[] = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (typeof node !== "object" || node === null) continue;
    if ("type" in node && typeof node.type === "string") {
      if (!allowedNodes.has(node.type)) return `uses ${node.type}, which this server does not offer.`;
      if (node.type === "Literal") continue;
      if (node.type === "Function" && "name" in node && !selectFunctions.has(String(node.name))) {
        return `calls ${String(node.name).slice(0, 40)}(); there are ${[...selectFunctions.keys()].join(", ")}.`;
      }
    }
    pending.push(...Object.values(node));
  }
  return undefined;
}

function createSpending(): Spending {
  let left = MAX_STEPS;
  return {
    spend(steps) {
      left -= steps;
      if (left < 0) throw new SelectError("it takes too long on this answer; select less at a time");
    },
  };
}

/** Whether a value's JSON text has at most about so many characters. The same part may stand in it many times over. */
function isWithin(root: unknown, length: number): boolean {
  let left = length;
  const pending: unknown[] = [root];
  while (pending.length > 0 && left >= 0) {
    const value = pending.pop();
    left -= typeof value === "string" ? value.length + 2 : 2;
    if (typeof value !== "object" || value === null) continue;
    if (!Array.isArray(value)) left -= Object.keys(value).join("").length;
    const members: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
    left -= members.length;
    for (const member of members) pending.push(member);
  }
  return left >= 0;
}
