import type { Ajv2020 } from "ajv/dist/2020.js";
import { clientRules } from "../../generator/3-surface/client-profiles.ts";
import type { ListedTool } from "../support/connect-with-token.ts";

type Schema = Readonly<Record<string, unknown>>;

/** What every client asks of a listed tool (product.md, Tools): the rules that are broken, in words. @param ajv knows the standard's own schema */
export function schemaFaults(
  tool: ListedTool & { readonly description?: string | undefined },
  ajv: Ajv2020,
): readonly string[] {
  const { name, inputSchema: schema, description = "" } = tool;
  const faults: string[] = [];
  if (!/^[a-zA-Z0-9_-]{1,64}$/.test(name)) faults.push("the name is not ^[a-zA-Z0-9_-]{1,64}$");
  if (schema["type"] !== "object") faults.push("the top level is not type: object");
  for (const keyword of ["oneOf", "anyOf", "allOf", "not", "enum", "const", "$ref"])
    if (keyword in schema) faults.push(`the top level has ${keyword}`);
  const argumentNames = Object.keys(schema["properties"] ?? {});
  for (const argument of argumentNames)
    if (!/^[a-zA-Z0-9_.-]{1,64}$/.test(argument))
      faults.push(`the argument ${JSON.stringify(argument)} has a name that models refuse`);
  const definitions = new Set(Object.keys(schema["$defs"] ?? {}));
  const reached = new Set<string>();
  walk(schema, faults, reached);
  for (const reference of reached)
    if (!definitions.has(reference)) faults.push(`$ref to ${reference}, which is not there`);
  for (const definition of definitions)
    if (!reached.has(definition)) faults.push(`$defs has ${definition}, which nothing reaches`);
  const refused = clientRules.flatMap((rule) =>
    rule.check({ name, description, inputSchema: schema }).map((place) => `${rule.name}: ${place}`),
  );
  return [...new Set([...faults, ...refused, ...grammarFault(schema, ajv)])];
}

/** Visits schemas only: under `properties` keys are names, under `enum` and `const` everything is data. */
function walk(node: unknown, faults: string[], reached: Set<string>): void {
  if (Array.isArray(node)) {
    for (const item of node) walk(item, faults, reached);
    return;
  }
  if (typeof node !== "object" || node === null) return;
  for (const [keyword, value] of Object.entries(node)) {
    if (keyword === "$ref") {
      const reference = String(value);
      if (reference.startsWith("#/$defs/")) reached.add(reference.slice(8).replaceAll("~1", "/").replaceAll("~0", "~"));
      else faults.push(`a $ref that is not local: ${reference}`);
    } else if (["$id", "$anchor", "nullable", "discriminator", "xml", "example"].includes(keyword)) {
      faults.push(`the keyword ${keyword}`);
    } else if (["properties", "patternProperties", "$defs", "dependentSchemas"].includes(keyword)) {
      walk(typeof value === "object" && value !== null ? Object.values(value) : undefined, faults, reached);
    } else if (!["enum", "const", "default", "examples"].includes(keyword)) {
      walk(value, faults, reached);
    }
  }
}

function grammarFault(schema: Schema, ajv: Ajv2020): readonly string[] {
  if (ajv.validateSchema(schema) === true) return [];
  return [`is no JSON Schema 2020-12: ${ajv.errorsText(ajv.errors).slice(0, 200)}`];
}
