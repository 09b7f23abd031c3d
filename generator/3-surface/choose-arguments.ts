import type { BodyDefinition, JsonSchema, JsonSchemaObject } from "../../templates/src/runtime/surface-types.ts";
import type { Operation } from "../2-model/api.ts";
import type { Diagnostics } from "../diagnostics.ts";
import { argumentTargets, findTarget } from "./argument-target.ts";
import type { ArgumentTarget } from "./argument-target.ts";
import type { ArgumentUses } from "./argument-uses.ts";
import type { Cause, Reason } from "./decisions.ts";
import { misfit } from "./fits-schema.ts";
import type { ArgumentChoice } from "./resolve-choices.ts";
import { resolveShared, schemaObject } from "./schema-walk.ts";
import type { ShapedInput } from "./shape-input.ts";

/** What choosing needs to know of the operation. */
export interface ArgumentContext {
  readonly operation: Operation;
  /** What `#/$defs/Name` names. */
  readonly shared: ReadonlyMap<string, JsonSchema>;
  readonly diagnostics: Diagnostics;
  readonly uses: ArgumentUses;
}

/** A tool's arguments after the choices, and why they are so; or why the operation must not become a tool. */
export type ChosenInput =
  | { readonly input: ShapedInput; readonly causes: readonly Cause[] }
  | { readonly lost: Reason };

/** What becomes of one argument. */
interface Outcome {
  readonly target: ArgumentTarget;
  readonly choice: ArgumentChoice;
  /** Hidden: what is sent; `undefined`: nothing. */
  readonly sends?: { readonly value: unknown };
}

/**
 * Hides, fixes, renames and describes arguments as chosen. A hidden one is not in the schema; what is sent for it stands in
 * `fixed`. When what is chosen cannot be, that is reported and the operation is lost: callers would else be given what was meant
 * to be kept from them.
 */
export function chooseArguments(
  input: ShapedInput,
  choices: ReadonlyMap<string, ArgumentChoice>,
  context: ArgumentContext,
): ChosenInput {
  if (choices.size === 0) return { input, causes: [] };
  const targets = argumentTargets(input);
  const known = targets.map(({ argument }) => argument);
  const outcomes = [...choices].flatMap(([name, choice]) => {
    const target = findTarget(targets, name);
    context.uses.note(name, choice.reason, target !== "none", known);
    if (target === "several") reportSeveral(name, choice, targets, context);
    return typeof target === "string" ? [] : [decide(target, choice, context)];
  });
  const lost = outcomes.find((outcome) => "lost" in outcome);
  if (lost !== undefined) return lost;
  const decided = outcomes.filter((outcome) => "target" in outcome);
  const names = rename(targets, decided, input, context);
  return { input: apply(input, decided, names), causes: decided.flatMap((outcome) => causesOf(outcome, names)) };
}

function decide(
  target: ArgumentTarget,
  choice: ArgumentChoice,
  context: ArgumentContext,
): Outcome | { readonly lost: Reason } {
  const { hidden, value } = choice;
  if (hidden?.value !== true) return { target, choice };
  if (value !== undefined) {
    const problem = misfit(value.value, target.schema, context.shared);
    if (problem === undefined) return { target, choice, sends: { value: value.value } };
    return lose("fixed-value-invalid", value.reason, context, {
      fault: `the value that ${value.reason.because} gives "${target.argument}" does not fit its schema: ${problem}`,
      help: "Correct the value, or the schema.",
    });
  }
  const fallback = schemaObject(resolveShared(target.schema, context.shared))?.["default"];
  if (fallback !== undefined) return { target, choice, sends: { value: fallback } };
  if (!target.required) return { target, choice };
  return lose("hidden-without-value", hidden.reason, context, {
    fault: `${hidden.reason.because} hides "${target.argument}", which is required, without a value, and its schema has no default`,
    help: "Give it a `value`.",
  });
}

/** Reports what loses the operation. */
function lose(
  code: string,
  reason: Reason,
  { operation, diagnostics }: ArgumentContext,
  { fault, help }: { readonly fault: string; readonly help: string },
): { readonly lost: Reason } {
  const label = `${operation.method} ${operation.path}`;
  const place = reason.place ?? operation.place;
  diagnostics.report({
    code,
    severity: "error",
    place,
    message: `${label} is left out: ${fault.replace(/\.$/, "")}.`,
    help,
    lost: [label],
  });
  return { lost: { ...reason, because: fault } };
}

function reportSeveral(
  name: string,
  { reason }: ArgumentChoice,
  targets: readonly ArgumentTarget[],
  { operation, diagnostics }: ArgumentContext,
): void {
  const names = targets.filter(({ parameter }) => parameter?.name === name).map(({ argument }) => argument);
  diagnostics.report({
    code: "argument-ambiguous",
    severity: "warning",
    place: reason.place ?? operation.place,
    message: `Several parameters are called "${name}"; what ${reason.because} says about it is ignored.`,
    help: `Name the argument: ${names.join(" or ")}.`,
  });
}

/** New names by old ones. A new name that is taken, by whatever would be called so then, is reported, and all that want it keep theirs. */
function rename(
  targets: readonly ArgumentTarget[],
  outcomes: readonly Outcome[],
  input: ShapedInput,
  context: ArgumentContext,
): ReadonlyMap<string, string> {
  const reserved = input.body?.from === "argument" ? ["body"] : [];
  const names = new Map([...targets.map(({ argument }) => argument), ...reserved].map((name) => [name, name]));
  const wanting = outcomes.filter(({ choice }) => choice.name !== undefined);
  for (const { target, choice } of wanting) names.set(target.argument, choice.name?.value ?? target.argument);
  for (let round = 0; round <= wanting.length; round++) {
    const taken = Map.groupBy(names.values(), (name) => name);
    const clashing = wanting.filter(
      ({ target, choice }) =>
        names.get(target.argument) !== target.argument && (taken.get(choice.name?.value ?? "")?.length ?? 0) > 1,
    );
    for (const outcome of clashing) {
      names.set(outcome.target.argument, outcome.target.argument);
      reportTaken(outcome, context);
    }
  }
  return names;
}

function reportTaken({ target, choice }: Outcome, { operation, diagnostics }: ArgumentContext): void {
  diagnostics.report({
    code: "argument-name-taken",
    severity: "warning",
    place: choice.name?.reason.place ?? operation.place,
    message: `"${target.argument}" cannot be called "${choice.name?.value ?? ""}": ${operation.method} ${operation.path} has another argument of that name. It keeps its own.`,
  });
}

function apply(input: ShapedInput, outcomes: readonly Outcome[], names: ReadonlyMap<string, string>): ShapedInput {
  const byArgument = new Map(outcomes.map((outcome) => [outcome.target.argument, outcome]));
  const isHidden = (argument: string): boolean => byArgument.get(argument)?.choice.hidden?.value === true;
  const isGone = (argument: string): boolean => isHidden(argument) && byArgument.get(argument)?.sends === undefined;
  const nameOf = (argument: string): string => names.get(argument) ?? argument;
  const properties = Object.entries(input.schema.properties ?? {}).filter(([name]) => !isHidden(name));
  const required = (input.schema.required ?? []).filter((name) => !isHidden(name)).map(nameOf);
  const fixed = outcomes.flatMap(({ target, sends }) =>
    sends === undefined ? [] : [[nameOf(target.argument), sends.value] as const],
  );
  const { required: _, ...schema } = input.schema;
  return {
    ...input,
    schema: {
      ...schema,
      properties: Object.fromEntries(
        properties.map(([name, property]) => [nameOf(name), described(property, byArgument.get(name)?.choice)]),
      ),
      ...(required.length === 0 ? {} : { required }),
    },
    parameters: input.parameters
      .filter(({ argument }) => !isGone(argument))
      .map((parameter) => ({ ...parameter, argument: nameOf(parameter.argument) })),
    ...fixedMember([
      ...Object.entries(input.fixed ?? {}).map(([name, value]) => [nameOf(name), value] as const),
      ...fixed,
    ]),
    ...(input.body === undefined ? {} : { body: withArguments(input.body, nameOf, isGone) }),
  };
}

function fixedMember(entries: readonly (readonly [string, unknown])[]): Pick<ShapedInput, "fixed"> {
  return entries.length === 0 ? {} : { fixed: Object.fromEntries(entries) };
}

/** A body of properties, each from the argument that is now called so. */
function withArguments(
  body: BodyDefinition,
  nameOf: (argument: string) => string,
  isGone: (argument: string) => boolean,
): BodyDefinition {
  if (body.from !== "properties" || body.properties === undefined) return body;
  const properties = body.properties.filter((property) => !isGone(property));
  const renamed = properties.filter((property) => nameOf(property) !== property);
  const names = Object.fromEntries(renamed.map((property) => [property, nameOf(property)]));
  return { ...body, properties, ...(renamed.length === 0 ? {} : { arguments: names }) };
}

function described(schema: JsonSchema, choice: ArgumentChoice | undefined): JsonSchema {
  if (choice?.description === undefined || schema === false) return schema;
  const { description: _, ...rest }: JsonSchemaObject = schemaObject(schema) ?? {};
  return { description: choice.description.value, ...rest };
}

function causesOf({ target, choice, sends }: Outcome, names: ReadonlyMap<string, string>): Cause[] {
  const argument = names.get(target.argument) ?? target.argument;
  const cause = (reason: Reason | undefined, decided: string): Cause[] =>
    reason === undefined ? [] : [{ about: "argument", argument, decided, ...reason }];
  const isRenamed = argument !== target.argument;
  return [
    ...(choice.hidden?.value === true ? cause((choice.value ?? choice.hidden).reason, hiding(choice, sends)) : []),
    ...(isRenamed ? cause(choice.name?.reason, `called ${argument} instead of ${target.argument}`) : []),
    ...cause(choice.description?.reason, "described anew"),
  ];
}

function hiding({ value }: ArgumentChoice, sends: Outcome["sends"]): string {
  if (sends === undefined) return "hidden, never sent";
  return `${value === undefined ? "hidden, sent with its default" : "fixed to"} ${JSON.stringify(sends.value)}`;
}
