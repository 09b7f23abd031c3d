import type { JsonSchema, JsonSchemaObject, ParameterDefinition } from "../../templates/src/runtime/surface-types.ts";
import type { ShapedInput } from "./shape-input.ts";

/** One argument of a tool, as the document has it. */
export interface ArgumentTarget {
  readonly argument: string;
  readonly schema: JsonSchema;
  readonly required: boolean;
  /** Absent: a property of the body. */
  readonly parameter?: ParameterDefinition;
}

/** The arguments that can be chosen about: parameters, and the body's properties where they stand beside them. */
export function argumentTargets(input: ShapedInput): readonly ArgumentTarget[] {
  const required = new Set(input.schema.required ?? []);
  const target = (argument: string): ArgumentTarget => ({
    argument,
    schema: propertyOf(input.schema, argument),
    required: required.has(argument),
  });
  const ofBody = input.body?.from === "properties" ? (input.body.properties ?? []) : [];
  return [
    ...input.parameters.map((parameter) => ({ ...target(parameter.argument), parameter })),
    ...ofBody.map((property) => target(property)),
  ];
}

/** The argument of that name, else the only parameter that the document calls so; header names are of any case. */
export function findTarget(targets: readonly ArgumentTarget[], name: string): ArgumentTarget | "none" | "several" {
  const exact = targets.find(({ argument }) => argument === name);
  if (exact !== undefined) return exact;
  const [one, other] = targets.filter(({ parameter }) => parameter !== undefined && hasName(parameter, name));
  if (one === undefined) return "none";
  return other === undefined ? one : "several";
}

/** Whether the document calls a parameter so. */
export function hasName(parameter: Pick<ParameterDefinition, "name" | "in">, name: string): boolean {
  if (parameter.in !== "header") return parameter.name === name;
  return parameter.name.toLowerCase() === name.toLowerCase();
}

function propertyOf({ properties }: JsonSchemaObject, name: string): JsonSchema {
  return properties !== undefined && Object.hasOwn(properties, name) ? (properties[name] ?? true) : true;
}
