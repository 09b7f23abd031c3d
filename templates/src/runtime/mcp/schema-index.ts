import type { JsonSchema } from "../surface-types.ts";
import { isSchema, LIST_KEYWORDS, MAP_KEYWORDS, SCHEMA_KEYWORDS } from "./schema-keywords.ts";

/** Schemas that are the same, word for word. */
export interface IndexedSchema {
  /** The nearest property name above the first of them; empty where there is none. */
  readonly name: string;
  /** Characters of JSON. */
  readonly size: number;
  /** Places that have it, those within a repeated schema counted once. */
  readonly count: number;
}

/** Which schemas are the same. */
export interface SchemaIndex {
  /** Inner ones first. */
  readonly all: readonly IndexedSchema[];
  of(schema: JsonSchema): IndexedSchema | undefined;
}

interface Entry extends IndexedSchema {
  count: number;
  readonly id: number;
  readonly inner: readonly Entry[];
}

/** A value as the text of the schema that it stands in has it: schemas by their number. */
interface Piece {
  readonly text: string;
  readonly size: number;
  readonly inner: readonly Entry[];
}

/** Reads every schema in the roots once, by the numbers of those in it, so that the cost is that of the text. */
export function createSchemaIndex(roots: readonly JsonSchema[]): SchemaIndex {
  const byText = new Map<string, Entry>();
  const byObject = new Map<object, Entry>();

  const read = (schema: JsonSchema, name: string): Piece => {
    if (typeof schema !== "object") return data(schema);
    const entry = byObject.get(schema) ?? enter(schema, name);
    return { text: `#${entry.id}`, size: entry.size, inner: [entry] };
  };
  const enter = (schema: object, name: string): Entry => {
    const whole = join(Object.entries(schema).map(([keyword, value]) => [keyword, readMember(keyword, value, name)]));
    const entry = byText.get(whole.text) ?? { ...whole, name, count: 0, id: byText.size };
    byText.set(whole.text, entry);
    byObject.set(schema, entry);
    return entry;
  };
  const readMember = (keyword: string, value: unknown, name: string): Piece => {
    if (SCHEMA_KEYWORDS.has(keyword)) return isSchema(value) ? read(value, name) : data(value);
    if (LIST_KEYWORDS.has(keyword) && Array.isArray(value))
      return join(value.map((item: unknown) => ["", isSchema(item) ? read(item, name) : data(item)]));
    if (!MAP_KEYWORDS.has(keyword) || !isSchema(value) || typeof value === "boolean") return data(value);
    return join(
      Object.entries(value).map(([member, schema]) => [member, isSchema(schema) ? read(schema, member) : data(schema)]),
    );
  };

  const entered = roots.flatMap((root) => read(root, "").inner);
  countPlaces(entered);
  return { all: [...byText.values()], of: (schema) => (typeof schema === "object" ? byObject.get(schema) : undefined) };
}

function data(value: unknown): Piece {
  const text = JSON.stringify(value) ?? "";
  return { text, size: text.length, inner: [] };
}

function join(members: readonly (readonly [name: string, piece: Piece])[]): Piece {
  return {
    text: members.map(([name, { text }]) => `${JSON.stringify(name)}:${text}`).join(),
    size: members.reduce((sum, [name, { size }]) => sum + name.length + size + 4, 2),
    inner: members.flatMap(([, { inner }]) => inner),
  };
}

function countPlaces(roots: readonly Entry[]): void {
  const waiting = [...roots];
  for (let entry = waiting.pop(); entry !== undefined; entry = waiting.pop()) {
    entry.count += 1;
    if (entry.count === 1) waiting.push(...entry.inner);
  }
}
