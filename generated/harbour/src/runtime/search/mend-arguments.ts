import type { JsonSchemaObject } from "../surface-types.ts";
import { isRecord } from "../upstream/value-text.ts";
import { resolveSchema } from "./resolve-schema.ts";

/** Longest text that is read as JSON, in characters. */
const maxText = 100_000;

/** Arguments as they are used, and what was read in another way than it was written. */
export interface MendedArguments {
  readonly args: unknown;
  /** Names of arguments that were text and are now what is in it. */
  readonly mended: readonly string[];
}

/**
 * Models write an object as text now and then: `"{\"a\":1}"` where the schema wants `{"a":1}`. Text is read as JSON, once, where the
 * schema does not take text and the JSON is of a kind that it takes: for each argument, and for the
 * members of a body that stands under `body`. Everything else is left to validation.
 */
export function mendArguments(args: unknown, schema: JsonSchemaObject): MendedArguments {
  if (!isRecord(args)) return { args, mended: [] };
  const given = mendMembers(args, schema, schema.$defs);
  const body = given.value["body"];
  const bodySchema = resolveSchema(schema.properties?.["body"], schema.$defs);
  const inner = isRecord(body) && bodySchema !== undefined ? mendMembers(body, bodySchema, schema.$defs) : undefined;
  const value = inner === undefined || inner.mended.length === 0 ? given.value : { ...given.value, body: inner.value };
  return { args: value, mended: [...given.mended, ...(inner?.mended ?? []).map((name) => `body.${name}`)] };
}

function mendMembers(
  value: Readonly<Record<string, unknown>>,
  schema: JsonSchemaObject,
  definitions: JsonSchemaObject["$defs"],
): { readonly value: Readonly<Record<string, unknown>>; readonly mended: readonly string[] } {
  const mended: string[] = [];
  const entries = Object.entries(value).map(([name, member]) => {
    const wanted = Object.hasOwn(schema.properties ?? {}, name)
      ? resolveSchema(schema.properties?.[name], definitions)
      : undefined;
    const found = typeof member === "string" && wanted !== undefined ? parsed(member, typesOf(wanted)) : undefined;
    if (found === undefined) return [name, member] as const;
    mended.push(name);
    return [name, found] as const;
  });
  return { value: mended.length === 0 ? value : Object.fromEntries(entries), mended };
}

/** What JSON text holds, if it is an object or list and the schema takes that and no text. */
function parsed(text: string, types: readonly string[]): unknown {
  const looksLike = /^\s*\{/.test(text) ? "object" : /^\s*\[/.test(text) ? "array" : undefined;
  if (looksLike === undefined || !types.includes(looksLike) || types.includes("string") || text.length > maxText)
    return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function typesOf(schema: JsonSchemaObject): readonly string[] {
  const { type } = schema;
  if (type === undefined) return schema.properties === undefined ? [] : ["object"];
  return typeof type === "string" ? [type] : type;
}
