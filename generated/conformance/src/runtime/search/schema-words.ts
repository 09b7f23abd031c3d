import type { JsonSchema } from "../surface-types.ts";
import { isRecord } from "../upstream/value-text.ts";
import { splitWords } from "./split-words.ts";

/** How deep and how far a schema is read: what lies deeper is rarely what a request is about. */
const maxDepth = 4;
const maxWords = 160;

/** Words of a schema: names of properties and of the schemas it refers to, values of enums, and the first words of what is said of each. */
export function schemaWords(schema: JsonSchema, shared: ReadonlyMap<string, JsonSchema>): readonly string[] {
  const words = new Set<string>();
  const seen = new Set<string>();
  const add = (text: string, most: number): void => {
    for (const word of splitWords(text).slice(0, most)) if (words.size < maxWords) words.add(word);
  };
  const pending: [schema: unknown, depth: number][] = [[schema, 0]];
  for (let next = pending.shift(); next !== undefined && words.size < maxWords; next = pending.shift()) {
    const [value, depth] = next;
    if (typeof value !== "object" || value === null || depth > maxDepth) continue;
    const keywords = recordOf(value);
    const reference = keywords["$ref"];
    if (typeof reference === "string") {
      const name = reference.replace("#/$defs/", "");
      if (!seen.has(name)) {
        seen.add(name);
        add(name, 6);
        pending.push([shared.get(name), depth]);
      }
    }
    if (depth > 0 && typeof keywords["description"] === "string") add(keywords["description"], 12);
    for (const one of listOf(keywords["enum"])) if (typeof one === "string") add(one, 4);
    for (const [name, property] of Object.entries(recordOf(keywords["properties"]))) {
      add(name, 6);
      pending.push([property, depth + 1]);
    }
    for (const keyword of ["anyOf", "oneOf", "allOf"])
      for (const one of listOf(keywords[keyword])) pending.push([one, depth]);
    pending.push([keywords["items"], depth], [keywords["additionalProperties"], depth + 1]);
  }
  return [...words];
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}
