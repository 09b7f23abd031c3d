import type { JsonSchema, JsonSchemaObject } from "../surface-types.ts";
import { mapSchema } from "./map-schema.ts";

/** Definitions written out within one another: beyond it a reference stays, so that no chain of them makes a deep schema. */
const MAX_NESTING = 8;

/** What may stand beside a reference and only tells. */
const TOLD: ReadonlySet<string> = new Set(["$ref", "description", "default"]);

const PREFIX = "#/$defs/";

/**
 * A root schema whose definitions that only one place refers to stand in that place: the same schema in fewer tokens. What several
 * places share, and what refers to itself, stays in `$defs`.
 */
export function inlineDefinitions(schema: JsonSchemaObject): JsonSchemaObject {
  const { $defs, ...root } = schema;
  if ($defs === undefined) return schema;
  const definitions = new Map(Object.entries($defs));
  const uses = countUses(root, definitions);
  const kept = new Set<string>([...uses].flatMap(([name, count]) => (count > 1 ? [name] : [])));
  const waiting = [...kept];

  const inline = (subschema: JsonSchema, nesting: number): JsonSchema => {
    if (typeof subschema !== "object") return subschema;
    const name = nameOf(subschema, definitions);
    if (name === undefined) return mapSchema(subschema, (inner) => inline(inner, nesting));
    const target = definitions.get(name);
    if (uses.get(name) === 1 && nesting < MAX_NESTING && typeof target === "object" && isTold(subschema)) {
      const { $ref: _, ...beside } = subschema;
      return { ...beside, ...without(inline(target, nesting + 1), beside) };
    }
    if (!kept.has(name)) waiting.push(name);
    kept.add(name);
    return mapSchema(subschema, (inner) => inline(inner, nesting));
  };

  const rewritten = mapSchema(root, (inner) => inline(inner, 0));
  const named = new Map<string, JsonSchema>();
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop())
    named.set(name, inline(definitions.get(name) ?? true, 0));
  const inOrder = [...definitions.keys()].flatMap((name) => {
    const definition = named.get(name);
    return definition === undefined ? [] : [[name, definition] as const];
  });
  return inOrder.length === 0 ? rewritten : { ...rewritten, $defs: Object.fromEntries(inOrder) };
}

/** How many places refer to each definition that the root reaches. */
function countUses(root: JsonSchema, definitions: ReadonlyMap<string, JsonSchema>): Map<string, number> {
  const uses = new Map<string, number>();
  const waiting: JsonSchema[] = [root];
  const visit = (subschema: JsonSchema): JsonSchema => {
    if (typeof subschema !== "object") return subschema;
    const name = nameOf(subschema, definitions);
    if (name !== undefined) {
      if (!uses.has(name)) waiting.push(definitions.get(name) ?? true);
      uses.set(name, (uses.get(name) ?? 0) + 1);
    }
    return mapSchema(subschema, visit);
  };
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) visit(next);
  return uses;
}

function nameOf({ $ref }: JsonSchemaObject, definitions: ReadonlyMap<string, JsonSchema>): string | undefined {
  const name = typeof $ref === "string" && $ref.startsWith(PREFIX) ? $ref.slice(PREFIX.length) : undefined;
  return name !== undefined && definitions.has(name) ? name : undefined;
}

function isTold(schema: JsonSchemaObject): boolean {
  return Object.keys(schema).every((keyword) => TOLD.has(keyword));
}

/** What stands beside a reference wins. */
function without(schema: JsonSchema, beside: object): JsonSchemaObject {
  const entries = Object.entries(typeof schema === "object" ? schema : {});
  return Object.fromEntries(entries.filter(([keyword]) => !Object.hasOwn(beside, keyword)));
}
