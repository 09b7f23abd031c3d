import { validate } from "@cfworker/json-schema";
import type { ValidationResult } from "@cfworker/json-schema";
import type { ToolDefinition } from "../surface-types.ts";
import { ArgumentError, refuseArgument } from "../upstream/upstream-error.ts";
import { isRecord } from "../upstream/value-text.ts";
import { prepareSchema } from "./argument-schema.ts";
import type { PreparedSchema } from "./argument-schema.ts";
import { explainErrors } from "./explain-arguments.ts";

/** Checks a call's arguments by the tool's input schema. Returns them, or throws an ArgumentError that a model can act on. */
export type ArgumentValidator = (tool: Pick<ToolDefinition, "inputSchema">, args: unknown) => object;

/** The edge refuses deeper requests; this keeps the validator's recursion safe whoever calls it. */
const MAX_DEPTH = 100;

/** References followed in one validation. A recursive union can double the work with every level of the arguments. */
const MAX_REFERENCES = 20_000;

/** Of larger arguments only the first faults found are told: finding every one may cost seconds. */
const MAX_EXPLAINED = 10_000;

const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * Makes a validator (JSON Schema 2020-12, the same on every target, no generated code). Each tool's schema is made ready when
 * the tool is first called, and kept.
 */
export function createArgumentValidator(): ArgumentValidator {
  const prepared = new WeakMap<object, PreparedSchema>();
  return (tool, args) => {
    const input = args ?? {};
    if (!isRecord(input)) {
      return refuseArgument("", "The arguments must be an object.");
    }
    const size = countValues(input);
    const schema = prepared.get(tool.inputSchema) ?? prepareSchema(tool.inputSchema);
    prepared.set(tool.inputSchema, schema);
    const quick = run(schema, input, true);
    if (quick.valid) {
      return input;
    }
    const all = size > MAX_EXPLAINED ? undefined : runAll(schema, input);
    const errors = all?.errors ?? quick.errors;
    throw new ArgumentError(explainErrors(errors, schema, input));
  };
}

function run(schema: PreparedSchema, input: object, shortCircuit: boolean): ValidationResult {
  let left = MAX_REFERENCES;
  const lookup = new Proxy(schema.lookup, {
    get(target, uri): unknown {
      left -= 1;
      return left < 0 ? refuseTooComplex() : Reflect.get(target, uri);
    },
  });
  try {
    return validate(input, schema.root, "2020-12", lookup, shortCircuit);
  } catch (error) {
    // The validator passes errors on as arguments of a call: too many of them overflow the stack.
    return error instanceof RangeError ? refuseTooComplex() : rethrow(error);
  }
}

/** Every fault, not only the first; undefined where that costs too much. */
function runAll(schema: PreparedSchema, input: object): ValidationResult | undefined {
  try {
    return run(schema, input, false);
  } catch (error) {
    return error instanceof ArgumentError ? undefined : rethrow(error);
  }
}

function refuseTooComplex(): never {
  return refuseArgument(
    "",
    "The arguments are too large or too deeply nested to be checked.",
    "fewer items, or fewer levels.",
  );
}

function rethrow(error: unknown): never {
  throw error;
}

/**
 * Counts the values in the arguments, and refuses what JSON text can say and a request cannot: numbers beyond the range of
 * doubles, names that are no text, great depth.
 */
function countValues(input: object): number {
  let count = 0;
  const pending: [value: unknown, argument: string, depth: number][] = [[input, "", 0]];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const [value, argument, depth] = next;
    count += 1;
    if (typeof value === "number" && !Number.isFinite(value)) {
      refuseArgument(argument, "is a number outside the range that can be sent.");
    }
    if (typeof value !== "object" || value === null) {
      continue;
    }
    if (depth >= MAX_DEPTH) {
      refuseArgument(argument, `nests deeper than ${MAX_DEPTH} levels.`);
    }
    for (const [name, member] of Object.entries(value)) {
      if (LONE_SURROGATE.test(name)) {
        refuseArgument(argument, "has a name that is not well-formed Unicode text.");
      }
      pending.push([member, argument === "" ? name : argument, depth + 1]);
    }
  }
  return count;
}
