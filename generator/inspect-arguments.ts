import type { BodyDefinition, ToolDefinition } from "../templates/src/runtime/surface-types.ts";
import type { InspectedArgument } from "./inspect-result.ts";

/** The arguments of a tool and what is sent besides, each with its way into the request. */
export function inspectArguments({ inputSchema, operation }: ToolDefinition): InspectedArgument[] {
  const shown = new Set(Object.keys(inputSchema.properties ?? {}));
  const required = new Set(inputSchema.required ?? []);
  const fixed = new Map(Object.entries(operation.fixed ?? {}));
  const describe = (name: string): Pick<InspectedArgument, "name" | "required" | "hidden" | "value"> => ({
    name,
    required: required.has(name),
    hidden: !shown.has(name),
    ...(fixed.has(name) ? { value: fixed.get(name) } : {}),
  });
  return [
    ...operation.parameters.map((parameter) => ({
      ...describe(parameter.argument),
      in: parameter.in,
      wireName: parameter.name,
    })),
    ...bodyArguments(operation.body).map(([name, wireName]) => ({ ...describe(name), in: "body" as const, wireName })),
  ];
}

/** Argument and name on the wire. */
function bodyArguments(body: BodyDefinition | undefined): readonly (readonly [string, string])[] {
  if (body === undefined) return [];
  if (body.from === "argument") return [["body", ""]];
  const renamed = new Map(Object.entries(body.arguments ?? {}));
  return (body.properties ?? []).map((property) => [renamed.get(property) ?? property, property]);
}
