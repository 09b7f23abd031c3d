import { isRecord } from "../upstream/value-text.ts";
import { SelectError } from "./selection.ts";

/** What the evaluation of an expression may still cost. */
export interface Spending {
  /** @throws SelectError when there is nothing left */
  spend(steps: number): void;
}

/** An argument that is evaluated for each item: `&name`. */
export type KeyOf = (item: unknown) => unknown;

type Argument = { readonly value: unknown } | { readonly keyOf: KeyOf };
type SelectFunction = (args: Arguments, spending: Spending) => unknown;

/** Arguments of a function, read by what the function wants them to be. */
export class Arguments {
  readonly #name: string;
  readonly #given: readonly Argument[];

  constructor(name: string, given: readonly Argument[]) {
    this.#name = name;
    this.#given = given;
  }

  get all(): readonly unknown[] {
    return this.#given.map((argument) => ("value" in argument ? argument.value : null));
  }

  value(at: number): unknown {
    const argument = this.#given[at];
    if (argument === undefined || !("value" in argument)) return this.#refuse(at, "a value");
    return argument.value;
  }

  text(at: number): string {
    const value = this.value(at);
    return typeof value === "string" ? value : this.#refuse(at, "a string", value);
  }

  list(at: number): readonly unknown[] {
    const value = this.value(at);
    return Array.isArray(value) ? value : this.#refuse(at, "a list", value);
  }

  numbers(at: number): readonly number[] {
    const list = this.list(at);
    return list.every((item) => typeof item === "number") ? list : this.#refuse(at, "a list of numbers");
  }

  object(at: number): Readonly<Record<string, unknown>> {
    const value = this.value(at);
    return isRecord(value) ? value : this.#refuse(at, "an object", value);
  }

  keyOf(at: number): KeyOf {
    const argument = this.#given[at];
    return argument !== undefined && "keyOf" in argument
      ? argument.keyOf
      : this.#refuse(at, "an expression, as in &name");
  }

  #refuse(at: number, wanted: string, value?: unknown): never {
    const got = value === undefined ? "" : `, not ${describe(value)}`;
    throw new SelectError(`argument ${at + 1} of ${this.#name}() must be ${wanted}${got}`);
  }
}

/** The functions that an expression may call (JMESPath, Built-in Functions): what shapes data, and nothing that makes much of little. */
export const selectFunctions: ReadonlyMap<string, SelectFunction> = new Map<string, SelectFunction>([
  ["length", (args) => lengthOf(args)],
  ["keys", (args) => Object.keys(args.object(0))],
  ["values", (args) => Object.values(args.object(0))],
  ["type", (args) => describe(args.value(0)).replace(/^an? /, "").replace("list", "array")],
  ["not_null", (args) => args.all.find((value) => value !== null) ?? null],
  ["to_number", (args) => toNumber(args.value(0))],
  ["contains", contains],
  ["starts_with", (args) => args.text(0).startsWith(args.text(1))],
  ["ends_with", (args) => args.text(0).endsWith(args.text(1))],
  ["join", join],
  ["reverse", (args) => args.list(0).toReversed()],
  ["sum", (args) => args.numbers(0).reduce((sum, number) => sum + number, 0)],
  ["avg", (args) => average(args.numbers(0))],
  ["map", (args) => args.list(1).map(args.keyOf(0))],
  ["sort", (args) => sorted(args.list(0), (item) => item)],
  ["sort_by", (args) => sorted(args.list(0), args.keyOf(1))],
  ["min", (args) => sorted(args.list(0), (item) => item).at(0) ?? null],
  ["max", (args) => sorted(args.list(0), (item) => item).at(-1) ?? null],
  ["min_by", (args) => sorted(args.list(0), args.keyOf(1)).at(0) ?? null],
  ["max_by", (args) => sorted(args.list(0), args.keyOf(1)).at(-1) ?? null],
]);

function lengthOf(args: Arguments): number {
  const value = args.value(0);
  if (typeof value === "string") return Array.from(value).length;
  return Array.isArray(value) ? value.length : Object.keys(args.object(0)).length;
}

function contains(args: Arguments, spending: Spending): boolean {
  const where = args.value(0);
  spending.spend(typeof where === "string" ? where.length / 64 : 0);
  const what = args.value(1);
  if (typeof where === "string") return typeof what === "string" && where.includes(what);
  return args.list(0).includes(what);
}

function join(args: Arguments, spending: Spending): string {
  const parts = args.list(1);
  if (!parts.every((part) => typeof part === "string")) throw new SelectError("join() takes a list of strings");
  const between = args.text(0);
  spending.spend(parts.reduce((length, part) => length + part.length + between.length, 0) / 16);
  return parts.join(between);
}

function average(numbers: readonly number[]): number | null {
  return numbers.length === 0 ? null : numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

function toNumber(value: unknown): number | null {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : null;
}

/** In ascending order, by numbers or by strings (their code units); items of the same key keep their order. */
function sorted(list: readonly unknown[], keyOf: KeyOf): readonly unknown[] {
  const keyed = list.map((item) => ({ item, key: keyOf(item) }));
  const isSortable =
    keyed.every(({ key }) => typeof key === "number") || keyed.every(({ key }) => typeof key === "string");
  if (!isSortable) {
    const other = keyed.find(({ key }) => typeof key !== "number" && typeof key !== "string");
    throw new SelectError(
      `sorting takes only numbers, or only strings${other === undefined ? "" : `, not ${describe(other.key)}`}; filter first, as in [?name]`,
    );
  }
  return keyed.toSorted((a, b) => compare(a.key, b.key)).map(({ item }) => item);
}

/** Of two numbers or two strings. */
export function compare(a: unknown, b: unknown): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return String(a) < String(b) ? -1 : Number(String(a) > String(b));
}

function describe(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
