import type { OutputUnit } from "@cfworker/json-schema";
import type { ArgumentProblem } from "../upstream/upstream-error.ts";
import { isRecord } from "../upstream/value-text.ts";
import type { PreparedSchema } from "./argument-schema.ts";
import { argumentPath, memberPath, schemaAt, valueAt } from "./json-location.ts";
import { explainKeyword, typeOf } from "./explain-keyword.ts";
import { nearMatch } from "./near-match.ts";

/** More than these a model does not mend at once. */
const MAX_PROBLEMS = 10;
/** As many are looked at, to count those that are not shown. */
const MAX_COUNTED = 100;
const MAX_TEXT = 400;
const MAX_NAMES = 50;

/** Errors that only say that a nested schema failed; the nested errors follow them. */
const WRAPPERS: ReadonlySet<string> = new Set([
  "properties",
  "patternProperties",
  "items",
  "prefixItems",
  "allOf",
  "$ref",
  "if",
  "dependentSchemas",
]);

const NOT_ALLOWED = "is not allowed.";

interface Explanation {
  readonly schema: PreparedSchema;
  readonly input: object;
}

/** Says what the validator's errors mean to whoever wrote the arguments: where, what was wrong, what is allowed. */
export function explainErrors(
  errors: readonly OutputUnit[],
  schema: PreparedSchema,
  input: object,
): readonly ArgumentProblem[] {
  const all = unique(explainAll(errors, { schema, input }));
  const shown = all.slice(0, MAX_PROBLEMS).map(cutTexts);
  const rest = all.length >= MAX_COUNTED ? "many" : String(all.length - shown.length);
  return rest === "0" ? shown : [...shown, { argument: "", problem: `And ${rest} more of the kind.` }];
}

function explainAll(errors: readonly OutputUnit[], explanation: Explanation): ArgumentProblem[] {
  const problems: ArgumentProblem[] = [];
  for (let at = 0; at < errors.length && problems.length < MAX_COUNTED; at++) {
    const error = errors[at];
    if (error === undefined || WRAPPERS.has(error.keyword)) {
      continue;
    }
    if (error.keyword === "anyOf" || error.keyword === "oneOf") {
      const end = endOfUnion(errors, at);
      problems.push(...explainUnion(error, errors.slice(at + 1, end), explanation));
      at = end - 1;
    } else {
      problems.push(...explainOne(error, explanation));
    }
  }
  return problems;
}

function explainOne(error: OutputUnit, { schema, input }: Explanation): readonly ArgumentProblem[] {
  const argument = argumentPath(error.instanceLocation, input);
  const asserted = schemaAt(error.keywordLocation, schema);
  switch (error.keyword) {
    case "required":
      return [{ argument: memberPath(argument, quoted(error.error)), problem: "is required." }];
    case "dependentRequired": {
      const [, given = "", missing = ""] = /has "(.*)" but does not have "(.*)"/s.exec(error.error) ?? [];
      return [{ argument: memberPath(argument, missing), problem: `is required together with ${given}.` }];
    }
    case "additionalProperties":
    case "unevaluatedProperties":
      return asserted === false ? [explainUnknown(error, argument, schema)] : [];
    case "false":
      return [{ argument, problem: NOT_ALLOWED }];
    case "propertyNames":
      return [
        {
          argument,
          problem: `has a property named ${JSON.stringify(quoted(error.error))}, which is no name it can have.`,
        },
      ];
    default:
      return [{ argument, ...explainKeyword(error, asserted, valueAt(error.instanceLocation, input)) }];
  }
}

function explainUnknown(error: OutputUnit, argument: string, schema: PreparedSchema): ArgumentProblem {
  const name = quoted(error.error);
  const parent = schemaAt(error.keywordLocation.slice(0, error.keywordLocation.lastIndexOf("/")), schema);
  const known = isRecord(parent) && isRecord(parent["properties"]) ? Object.keys(parent["properties"]) : [];
  const near = nearMatch(name, known);
  const names =
    known.length > MAX_NAMES
      ? `${known.slice(0, MAX_NAMES).join(", ")}, and ${known.length - MAX_NAMES} more.`
      : `${known.join(", ")}.`;
  return {
    argument: memberPath(argument, name),
    problem: near === undefined ? "is unknown." : `is unknown. Did you mean ${near}?`,
    allowed: known.length === 0 ? "no arguments." : names,
  };
}

/** The errors of a union's alternatives directly follow its own. */
function endOfUnion(errors: readonly OutputUnit[], start: number): number {
  const union = errors[start];
  const inside = (error: OutputUnit | undefined): boolean =>
    error !== undefined &&
    union !== undefined &&
    (error.keywordLocation.startsWith(`${union.keywordLocation}/`) ||
      (error.keyword === "false" && error.instanceLocation.startsWith(union.instanceLocation)));
  let end = start + 1;
  while (inside(errors[end])) {
    end += 1;
  }
  return end;
}

/** Of the alternatives of a union only the one that was most likely meant is explained. */
function explainUnion(
  union: OutputUnit,
  errors: readonly OutputUnit[],
  explanation: Explanation,
): readonly ArgumentProblem[] {
  const argument = argumentPath(union.instanceLocation, explanation.input);
  const matches = /\((\d+) matches\)/.exec(union.error)?.[1];
  if (matches !== undefined && matches !== "0") {
    return [{ argument, problem: `fits ${matches} of the forms it can have, and must fit exactly one.` }];
  }
  const branches = groupByBranch(union, errors);
  const types = branches.map((branch) => expectedType(union, branch, explanation));
  if (types.every((type) => type !== undefined)) {
    return [
      {
        argument,
        problem: `is ${typeOf(valueAt(union.instanceLocation, explanation.input))}.`,
        allowed: [...new Set(types)].join(", or ") + ".",
      },
    ];
  }
  const ranked = branches
    .map((branch, index) => ({ branch, index, score: misfit(union, branch) }))
    .toSorted((one, other) => one.score - other.score);
  const [best] = ranked;
  if (best === undefined) {
    return [{ argument, problem: "fits none of the forms it can have." }];
  }
  const heading = {
    argument,
    problem: `fits none of the ${branches.length} forms it can have. Closest is form ${best.index + 1}:`,
  };
  return branches.length === 1
    ? explainAll(best.branch, explanation)
    : [heading, ...explainAll(best.branch, explanation)];
}

function groupByBranch(union: OutputUnit, errors: readonly OutputUnit[]): readonly OutputUnit[][] {
  const branches: OutputUnit[][] = [];
  let current = 0;
  for (const error of errors) {
    const index =
      error.keyword === "false"
        ? current
        : Number.parseInt(error.keywordLocation.slice(union.keywordLocation.length + 1), 10);
    current = Number.isNaN(index) ? current : index;
    (branches[current] ??= []).push(error);
  }
  return branches.filter((branch) => branch !== undefined);
}

/** The type that an alternative wants, when that alone is why it failed. */
function expectedType(union: OutputUnit, branch: readonly OutputUnit[], { schema }: Explanation): string | undefined {
  const error = branch.find(
    ({ keyword, instanceLocation }) => keyword === "type" && instanceLocation === union.instanceLocation,
  );
  const type = error === undefined ? undefined : schemaAt(error.keywordLocation, schema);
  if (Array.isArray(type)) {
    return type.join(", or ");
  }
  return typeof type === "string" ? type : undefined;
}

/** How far the arguments are from an alternative: a wrong type or a wrong constant says that another one was meant. */
function misfit(union: OutputUnit, branch: readonly OutputUnit[]): number {
  const decisive = branch.filter(
    ({ keyword, instanceLocation }) =>
      (keyword === "type" && instanceLocation === union.instanceLocation) ||
      (keyword === "const" && isChild(instanceLocation, union.instanceLocation)) ||
      (keyword === "enum" && isChild(instanceLocation, union.instanceLocation)),
  ).length;
  return decisive * 1000 + branch.filter(({ keyword }) => !WRAPPERS.has(keyword)).length;
}

function isChild(location: string, parent: string): boolean {
  return location.startsWith(`${parent}/`) && !location.slice(parent.length + 1).includes("/");
}

/** The name between the quotes of a validator's message. */
function quoted(message: string): string {
  return message.slice(message.indexOf('"') + 1, message.lastIndexOf('"'));
}

/** Each problem once; that an argument is not allowed only where nothing better is known of it. */
function unique(problems: readonly ArgumentProblem[]): readonly ArgumentProblem[] {
  const explained = new Set(problems.filter(({ problem }) => problem !== NOT_ALLOWED).map(({ argument }) => argument));
  const told = problems.filter(({ argument, problem }) => problem !== NOT_ALLOWED || !explained.has(argument));
  if (told.length === 0) {
    return [{ argument: "", problem: "The arguments do not fit the tool's schema." }];
  }
  return [...new Map(told.map((problem) => [JSON.stringify(problem), problem])).values()];
}

function cutTexts({ argument, problem, allowed }: ArgumentProblem): ArgumentProblem {
  return {
    argument: cut(argument),
    problem: cut(problem),
    ...(allowed === undefined ? {} : { allowed: cut(allowed) }),
  };
}

function cut(text: string): string {
  return text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT)}...`;
}
