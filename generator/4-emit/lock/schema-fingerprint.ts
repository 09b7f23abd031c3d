import { createHash } from "node:crypto";
import type { JsonSchema } from "../../../templates/src/runtime/surface-types.ts";

/** Hashes of schemas that refer to shared ones as `#/$defs/Name`. */
export interface SchemaFingerprints {
  /** Of what a schema allows, those it refers to included: its texts do not count. */
  meaning(schema: JsonSchema): string;
  /** What a schema says to people and models, those it refers to included. */
  texts(schema: JsonSchema): readonly string[];
}

const annotations = new Set(["title", "description", "examples", "example", "$comment", "deprecated"]);

/**
 * @param shared - the schemas that others refer to. Each is hashed once, and what it reaches is followed once.
 */
export function createSchemaFingerprints(shared: ReadonlyMap<string, JsonSchema>): SchemaFingerprints {
  const own = new Map<string, { readonly text: string; readonly refers: readonly string[] }>();
  const closures = new Map<string, readonly string[]>();
  const ownOf = (name: string): { readonly text: string; readonly refers: readonly string[] } => {
    const known = own.get(name) ?? describe(shared.get(name) ?? true);
    own.set(name, known);
    return known;
  };
  /** Every schema that `name` reaches, itself included. */
  const closureOf = (name: string): readonly string[] => {
    const known = closures.get(name) ?? reach([name], (next) => ownOf(next).refers);
    closures.set(name, known);
    return known;
  };
  const texts = new Map<string, readonly string[]>();
  const sharedTexts = (name: string): readonly string[] => {
    const known = texts.get(name) ?? textsOf(shared.get(name) ?? true, []);
    texts.set(name, known);
    return known;
  };
  return {
    meaning(schema) {
      const { text, refers } = describe(schema);
      const reached = [...new Set(refers.flatMap((name) => closureOf(name)))].toSorted();
      return fingerprint([text, ...reached.map((name) => `${name}=${ownOf(name).text}`)].join("\n"));
    },
    texts(schema) {
      const reached = [...new Set(describe(schema).refers.flatMap((name) => closureOf(name)))].toSorted();
      return [...textsOf(schema, []), ...reached.flatMap((name) => sharedTexts(name))];
    },
  };
}

/** The first 12 hex digits of a text's SHA-256. */
export function fingerprint(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex").slice(0, 12);
}

function reach(start: readonly string[], refersOf: (name: string) => readonly string[]): readonly string[] {
  const seen = new Set(start);
  for (const name of seen) for (const next of refersOf(name)) seen.add(next);
  return [...seen];
}

/** A schema without its texts, as JSON with sorted keys, and the shared schemas it names. */
function describe(schema: JsonSchema): { readonly text: string; readonly refers: readonly string[] } {
  const refers = new Set<string>();
  const text = JSON.stringify(canonical(schema, refers, "schema"));
  return { text: text ?? "true", refers: [...refers] };
}

/** In a map of schemas the keys are names, which `description` may be too; in `enum` and `const` they are values. */
type Kind = "schema" | "names" | "value";

const mapsOfSchemas = new Set(["properties", "patternProperties", "dependentSchemas", "$defs"]);
const values = new Set(["enum", "const", "default"]);

function canonical(value: unknown, refers: Set<string>, kind: Kind): unknown {
  if (Array.isArray(value)) return value.map((item) => canonical(item, refers, kind));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => kind !== "schema" || !annotations.has(key));
  const sorted = entries.toSorted(([left], [right]) => (left < right ? -1 : 1));
  return sorted.map(([key, member]) => {
    if (kind === "schema" && key === "$ref" && typeof member === "string")
      refers.add(member.replace(/^#\/\$defs\//u, ""));
    return [key, canonical(member, refers, kindOf(key, kind))];
  });
}

function kindOf(key: string, kind: Kind): Kind {
  if (kind !== "schema") return kind === "names" ? "schema" : "value";
  if (mapsOfSchemas.has(key)) return "names";
  return values.has(key) ? "value" : "schema";
}

function textsOf(value: unknown, found: string[], kind: Kind = "schema"): readonly string[] {
  if (kind === "value") return found;
  if (Array.isArray(value)) for (const item of value) textsOf(item, found, kind);
  else if (typeof value === "object" && value !== null) {
    for (const [key, member] of Object.entries(value)) {
      if (kind === "schema" && annotations.has(key)) found.push(`${key}: ${JSON.stringify(member)}`);
      else textsOf(member, found, kindOf(key, kind));
    }
  }
  return found;
}
