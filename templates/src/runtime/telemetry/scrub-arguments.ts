import { resolveSchema } from "../search/resolve-schema.ts";
import type { JsonSchemaObject } from "../surface-types.ts";
import { isRecord } from "../upstream/value-text.ts";

const REDACTED = "[redacted]";

/** Bounds of what a line holds of a call's arguments: characters of a string and of a name, levels, members, characters of all. */
const MAX_STRING = 200;
const MAX_NAME = 64;
const MAX_DEPTH = 5;
const MAX_MEMBERS = 30;
const MAX_TEXT = 4_096;

/** Names of secrets, after everything but letters and digits was taken out. */
const SECRET_NAME =
  /pass(?:word|wd|phrase|code)|^pwd|pwd$|secret|token|apikey|accesskey|privatekey|authorization|credential|cookie|session|signature|^otp$|^pin$|cvv|cvc|cardnumber|iban|^ssn$/;

/** JSON Web Tokens, bearer credentials, and any long run without a space: keys and file contents look like that. */
const SECRET_TEXT = /\be[yw][\w-]{8,}\.[\w.-]*|\b(?:bearer|basic)\s+\S+|[\w+/=-]{40,}/gi;

/** Values of one call that are looked at: a line holds fewer, and a body has room for many. */
const MAX_VALUES = 2_000;

/**
 * A call's arguments as the audit log may hold them: bounded, and without what is secret by its name (`password`), by the tool's
 * schema (`writeOnly`, `format: password`), at whatever depth, or by its looks. What is left are the caller's data all the same.
 */
export function scrubArguments(args: unknown, schema: JsonSchemaObject | undefined): unknown {
  const scrubbed = scrub(args, [...partsOf(schema, schema?.$defs)], {
    definitions: schema?.$defs,
    depth: 0,
    left: { values: MAX_VALUES },
  });
  return JSON.stringify(scrubbed ?? null).length <= MAX_TEXT ? scrubbed : `[over ${MAX_TEXT} characters]`;
}

interface Place {
  readonly definitions: JsonSchemaObject["$defs"];
  readonly depth: number;
  readonly left: { values: number };
}

type Schemas = readonly JsonSchemaObject[];

function isSchema(value: unknown): value is JsonSchemaObject {
  return isRecord(value);
}

/** A schema, and those that it is put together of. */
function* partsOf(
  schema: unknown,
  definitions: JsonSchemaObject["$defs"],
  levels = MAX_DEPTH,
): Generator<JsonSchemaObject> {
  if (!isSchema(schema) || levels === 0) return;
  yield schema;
  if (schema.$ref !== undefined) yield* partsOf(resolveSchema(schema, definitions), definitions, levels - 1);
  for (const keyword of ["allOf", "anyOf", "oneOf"]) {
    const parts = schema[keyword];
    if (Array.isArray(parts)) for (const part of parts) yield* partsOf(part, definitions, levels - 1);
  }
}

function isSecret(schema: JsonSchemaObject): boolean {
  return schema["writeOnly"] === true || schema["format"] === "password";
}

function scrub(value: unknown, schemas: Schemas, place: Place): unknown {
  if (typeof value === "string") return scrubString(value, place);
  if (typeof value !== "object" || value === null) return value;
  place.left.values -= 1;
  if (place.depth >= MAX_DEPTH || place.left.values < 0) return "[deeper]";
  const inside = { ...place, depth: place.depth + 1 };
  if (Array.isArray(value)) {
    const ofItems = schemas.flatMap(({ items }) => [...partsOf(items, place.definitions)]);
    const items = value.slice(0, MAX_MEMBERS).map((item) => scrub(item, ofItems, inside));
    return value.length > MAX_MEMBERS ? [...items, `[${value.length - MAX_MEMBERS} more]`] : items;
  }
  const members = Object.entries(value);
  const kept = members.slice(0, MAX_MEMBERS).map(([name, member]) => {
    const of = schemas.flatMap((schema) => [...partsOf(memberSchema(schema, name), place.definitions)]);
    const isHidden = of.some(isSecret) || SECRET_NAME.test(name.toLowerCase().replaceAll(/[^a-z0-9]/g, ""));
    return [scrubText(name).slice(0, MAX_NAME), isHidden ? REDACTED : scrub(member, of, inside)] as const;
  });
  const rest = members.length - kept.length;
  return Object.fromEntries(rest > 0 ? [...kept, ["…", `[${rest} more]`] as const] : kept);
}

function memberSchema({ properties = {}, additionalProperties }: JsonSchemaObject, name: string): unknown {
  return Object.hasOwn(properties, name) ? properties[name] : additionalProperties;
}

/** Arguments as JSON text (search mode takes them so) are arguments; text that was to be some may hold the same secrets. */
function scrubString(text: string, place: Place): unknown {
  if (!text.trimStart().startsWith("{")) return scrubText(text);
  try {
    const parsed: unknown = JSON.parse(text);
    return JSON.stringify(scrub(parsed, [], place));
  } catch {
    return REDACTED;
  }
}

/** Cut first: what is left is short, whatever came. */
function scrubText(text: string): string {
  const cut = text.slice(0, MAX_STRING).replaceAll(SECRET_TEXT, REDACTED);
  return text.length > MAX_STRING ? `${cut}… [${text.length - MAX_STRING} more characters]` : cut;
}
