import type { compile } from "@jmespath-community/jmespath";
import { isRecord } from "../upstream/value-text.ts";
import { Arguments, compare, type KeyOf, selectFunctions, type Spending } from "./select-functions.ts";
import { SelectError } from "./selection.ts";

/** A parsed expression, as the library writes it. */
export type Expression = ReturnType<typeof compile>;

/**
 * Evaluates a JMESPath expression, by the specification's rules but for one: strings can be compared by order too, since dates are
 * strings. Reads own properties only, calls nothing but {@link selectFunctions}, and stops when `spending` does.
 * @throws SelectError that tells a model what to change
 */
export function evaluateSelect(node: Expression, value: unknown, spending: Spending): unknown {
  const visit = (next: Expression, at: unknown): unknown => evaluateSelect(next, at, spending);
  spending.spend(1);
  switch (node.type) {
    case "Identity":
    case "Current":
      return value;
    case "Literal":
      return node.value;
    case "Field":
      return isRecord(value) && Object.hasOwn(value, node.name) ? (value[node.name] ?? null) : null;
    case "Index":
      return Array.isArray(value) ? (value.at(node.value) ?? null) : null;
    case "Slice":
      return Array.isArray(value) ? slice(value, node, spending) : null;
    case "Subexpression":
    case "IndexExpression":
    case "Pipe": {
      const left = visit(node.left, value);
      return left === null && node.type === "Subexpression" ? null : visit(node.right, left);
    }
    case "Flatten":
      return flatten(visit(node.child, value), spending);
    case "Projection":
      return project(listOf(visit(node.left, value)), node.right, visit);
    case "ValueProjection":
      return project(valuesOf(visit(node.left, value)), node.right, visit);
    case "FilterProjection": {
      const kept = listOf(visit(node.left, value))?.filter((item) => isTrue(visit(node.condition, item)));
      return project(kept, node.right, visit);
    }
    case "MultiSelectList":
      return node.children.map((child) => visit(child, value));
    case "MultiSelectHash":
      return Object.fromEntries(node.children.map((child) => [child.name, visit(child.value, value)]));
    case "OrExpression": {
      const left = visit(node.left, value);
      return isTrue(left) ? left : visit(node.right, value);
    }
    case "AndExpression": {
      const left = visit(node.left, value);
      return isTrue(left) ? visit(node.right, value) : left;
    }
    case "NotExpression":
      return !isTrue(visit(node.child, value));
    case "Comparator":
      return compares(node.name, [visit(node.left, value), visit(node.right, value)], spending);
    case "Function":
      return call(node, value, spending);
    case "ExpressionReference":
      throw new SelectError("&, as in &name, stands in a function only");
    case "Arithmetic":
    case "Binding":
    case "LetExpression":
    case "Root":
    case "Ternary":
    case "Unary":
    case "Variable":
      throw new SelectError(`${node.type} cannot be used`);
  }
}

type Visit = (node: Expression, value: unknown) => unknown;

/** JMESPath, Projections: null results are left out. */
function project(items: readonly unknown[] | undefined, right: Expression, visit: Visit): readonly unknown[] | null {
  return items === undefined ? null : items.map((item) => visit(right, item)).filter((result) => result !== null);
}

function listOf(value: unknown): readonly unknown[] | undefined {
  return Array.isArray(value) ? value : undefined;
}

function valuesOf(value: unknown): readonly unknown[] | undefined {
  return isRecord(value) ? Object.values(value) : undefined;
}

function flatten(value: unknown, spending: Spending): readonly unknown[] | null {
  if (!Array.isArray(value)) return null;
  // Before it is made: one list may stand in another many times over.
  spending.spend(value.reduce<number>((sum, item) => sum + (Array.isArray(item) ? item.length : 1), 0));
  return value.flat();
}

/** JMESPath, Slices. */
function slice(
  list: readonly unknown[],
  { start, stop, step }: { readonly start: number | null; readonly stop: number | null; readonly step: number | null },
  spending: Spending,
): readonly unknown[] {
  const by = step ?? 1;
  if (by === 0) throw new SelectError("a slice's step must not be 0");
  const bound = (given: number): number =>
    Math.max(
      by > 0 ? 0 : -1,
      Math.min(given < 0 ? given + list.length : given, by > 0 ? list.length : list.length - 1),
    );
  const from = start === null ? (by > 0 ? 0 : list.length - 1) : bound(start);
  const to = stop === null ? (by > 0 ? list.length : -1) : bound(stop);
  const taken: unknown[] = [];
  for (let at = from; by > 0 ? at < to : at > to; at += by) taken.push(list[at]);
  spending.spend(taken.length);
  return taken;
}

/** JMESPath, Or Expressions: what counts as false is null, false, and what is empty. */
function isTrue(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (isRecord(value)) return Object.keys(value).length > 0;
  return value !== null && value !== false && value !== "";
}

function compares(
  name: "EQ" | "NE" | "LT" | "LTE" | "GT" | "GTE",
  [a, b]: readonly [unknown, unknown],
  spending: Spending,
): boolean | null {
  if (name === "EQ" || name === "NE") return isEqual(a, b, spending) === (name === "EQ");
  const isOrdered =
    (typeof a === "number" && typeof b === "number") || (typeof a === "string" && typeof b === "string");
  if (!isOrdered) return null;
  const order = compare(a, b);
  if (name === "LT" || name === "LTE") return order < 0 || (name === "LTE" && order === 0);
  return order > 0 || (name === "GTE" && order === 0);
}

function isEqual(a: unknown, b: unknown, spending: Spending): boolean {
  spending.spend(1);
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, at) => isEqual(item, b[at], spending));
  }
  if (!isRecord(a) || !isRecord(b)) return false;
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name) && isEqual(a[name], b[name], spending))
  );
}

function call(
  { name, children }: { readonly name: string; readonly children: readonly Expression[] },
  value: unknown,
  spending: Spending,
): unknown {
  const args = children.map((child) => {
    if (child.type !== "ExpressionReference") return { value: evaluateSelect(child, value, spending) };
    const keyOf: KeyOf = (item) => evaluateSelect(child.child, item, spending);
    return { keyOf };
  });
  for (const argument of args) {
    if ("value" in argument && Array.isArray(argument.value)) spending.spend(argument.value.length);
  }
  const result = selectFunctions.get(name)?.(new Arguments(name, args), spending);
  return result ?? null;
}
