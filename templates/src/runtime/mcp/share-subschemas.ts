import type { JsonSchema, JsonSchemaObject } from "../surface-types.ts";
import { mapSchema } from "./map-schema.ts";
import { createSchemaIndex } from "./schema-index.ts";
import type { IndexedSchema } from "./schema-index.ts";

/** Characters of JSON that sharing must save: a reference costs its reader a look elsewhere. */
const MIN_SAVED = 120;

/** Characters of a reference, and of a definition, beside the name and what is defined. */
const REFERENCE_SIZE = '{"$ref":"#/$defs/"}'.length;
const DEFINITION_SIZE = '"":,'.length;

/**
 * A root schema in which a part that several places repeat, word for word, stands once in `$defs`: the same schema in fewer tokens.
 * Outer parts are shared first; a part within them counts once.
 */
export function shareSubschemas(schema: JsonSchemaObject): JsonSchemaObject {
  const { $defs = {}, ...root } = schema;
  const index = createSchemaIndex([root, ...Object.values($defs)]);
  if (!index.all.some(isWorthSharing)) return schema;
  const names = new Map<IndexedSchema, string>();
  for (const [name, definition] of Object.entries($defs)) {
    const part = index.of(definition);
    if (part !== undefined && !names.has(part)) names.set(part, name);
  }
  const taken = new Set(Object.keys($defs));
  for (const part of index.all) {
    if (names.has(part) || !isWorthSharing(part)) continue;
    const name = freeName(part.name, taken);
    taken.add(name);
    names.set(part, name);
  }
  const shared = new Map<string, JsonSchema>();
  const rewrite = (subschema: JsonSchema): JsonSchema => {
    const part = index.of(subschema);
    const name = part === undefined || !isWorthSharing(part) ? undefined : names.get(part);
    if (name === undefined || typeof subschema !== "object") return rewriteInside(subschema);
    if (!Object.hasOwn($defs, name) && !shared.has(name)) {
      shared.set(name, true);
      shared.set(name, rewriteInside(subschema));
    }
    return { $ref: `#/$defs/${name}` };
  };
  const rewriteInside = (subschema: JsonSchema): JsonSchema =>
    typeof subschema === "object" ? mapSchema(subschema, rewrite) : subschema;
  const rewritten = mapSchema(root, rewrite);
  const kept = Object.entries($defs).map(([name, definition]) => [name, rewriteInside(definition)] as const);
  const definitions = [...kept, ...shared];
  return definitions.length === 0 ? schema : { ...rewritten, $defs: Object.fromEntries(definitions) };
}

function isWorthSharing({ count, size, name }: IndexedSchema): boolean {
  const saved = (count - 1) * size - count * (REFERENCE_SIZE + name.length) - DEFINITION_SIZE - name.length;
  return saved >= MIN_SAVED;
}

/** A name without what a JSON Pointer would have to escape. */
function freeName(name: string, taken: ReadonlySet<string>): string {
  const plain = name.replaceAll(/[^A-Za-z0-9]+/g, "").slice(0, 40);
  const base = plain === "" ? "Part" : plain.charAt(0).toUpperCase() + plain.slice(1);
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? base : `${base}${number}`;
    if (!taken.has(candidate)) return candidate;
  }
}
