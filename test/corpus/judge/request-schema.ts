import { child, children, isFields } from "./source-document.ts";
import type { Fields, SourceDocument, SourceNode } from "./source-document.ts";

/** A schema of the original document as JSON Schema 2020-12, in the view of a request; references are keys of `definitions`. */
export interface RequestSchema {
  readonly key: string;
  /** Every schema that is reached, by key. */
  readonly definitions: ReadonlyMap<string, unknown>;
}

type Schema = Record<string, unknown> | boolean;

const types = new Set(["string", "number", "integer", "boolean", "array", "object", "null"]);
const numbers = [
  "maximum",
  "minimum",
  "multipleOf",
  "maxLength",
  "minLength",
  "maxItems",
  "minItems",
  "maxProperties",
  "minProperties",
];
const single = ["not", "additionalProperties", "propertyNames", "contains", "if", "then", "else", "items"];
const lists = ["allOf", "anyOf", "oneOf", "prefixItems"];
const maps = ["properties", "patternProperties", "dependentSchemas"];

/**
 * Converts lazily and once: `nullable`, boolean exclusive bounds and `type: file` of the older dialects, and what a request does not
 * owe (required read-only properties). `isLenient` mends what contradicts
 * itself: alternatives of a `oneOf` may overlap, and what no value could keep is dropped. Only keywords that assert something are kept, each only in the shape that the standard gives it.
 */
export function createRequestSchemas(document: SourceDocument, isLenient = false): (node: SourceNode) => RequestSchema {
  const definitions = new Map<string, unknown>();
  const keys = new Map<string, string>();
  return (node) => ({ key: define(node, new Set()), definitions });

  /** @param readOnly names that a schema around this one says are read-only */
  function define(node: SourceNode, readOnly: ReadonlySet<string>): string {
    const place = JSON.stringify([node.file, node.pointer, ...[...readOnly].toSorted()]);
    const known = keys.get(place);
    if (known !== undefined) return known;
    const key = `judge:/${keys.size}`;
    keys.set(place, key);
    definitions.set(key, convert(node, readOnly));
    return key;
  }

  function convert(node: SourceNode, readOnly: ReadonlySet<string>): Schema {
    const { value } = node;
    if (!isFields(value)) return typeof value === "boolean" ? value : true;
    if (typeof value["$ref"] === "string") return convertReference(node, value, readOnly);
    return nullable(convertFields(node, value, readOnly), value);
  }

  function convertReference(node: SourceNode, value: Fields, readOnly: ReadonlySet<string>): Schema {
    const found = document.target(node.file, String(value["$ref"]));
    const reference = found === undefined ? true : { $ref: define(found, readOnly) };
    const { $ref: _, ...siblings } = value;
    if (document.version === "2.0" || document.version === "3.0") return nullable(reference, value);
    return { allOf: [reference, convertFields({ ...node, value: siblings }, siblings, readOnly)] };
  }

  function convertFields(node: SourceNode, value: Fields, inherited: ReadonlySet<string>): Record<string, unknown> {
    const readOnly = new Set([...inherited, ...readOnlyNames(document, node, 0)]);
    const plain = { ...plainKeywords(value, readOnly), ...bounds(value) };
    const result: Record<string, unknown> = isLenient ? withoutContradictions(plain, value) : plain;
    for (const keyword of single) {
      const member = child(node, keyword);
      if (isSchema(member.value)) result[keyword] = convert(member, new Set());
    }
    if (Array.isArray(value["items"]))
      result["prefixItems"] = children(child(node, "items")).map(([, item]) => convert(item, new Set()));
    for (const keyword of lists) {
      if (!Array.isArray(value[keyword]) || value[keyword].length === 0) continue;
      const members = children(child(node, keyword));
      const converted = members.map(([, item]) => withDiscriminator(item, convert(item, readOnly), value));
      const isOverlapping = isLenient && keyword === "oneOf";
      if (isOverlapping) result["allOf"] = [...((result["allOf"] ?? []) as unknown[]), { anyOf: converted }];
      else result[keyword] = converted;
    }
    for (const keyword of maps) {
      if (isFields(value[keyword]))
        result[keyword] = Object.fromEntries(
          children(child(node, keyword)).map(([name, item]) => [name, convert(item, new Set())]),
        );
    }
    return result;
  }
}

/** OpenAPI 3.1.1, 4.8.24 (and 3.0): a read-only property that is required is required of answers only. */
export function readOnlyNames(document: SourceDocument, node: SourceNode, depth: number): readonly string[] {
  const resolved = depth > 6 ? undefined : document.follow(node);
  if (resolved === undefined) return [];
  const own = children(child(resolved, "properties")).flatMap(([name, property]) =>
    isReadOnly(document, property, 0) ? [name] : [],
  );
  const all = children(child(resolved, "allOf"));
  return [...own, ...all.flatMap(([, item]) => readOnlyNames(document, item, depth + 1))];
}

function isReadOnly(document: SourceDocument, node: SourceNode, depth: number): boolean {
  if (isFields(node.value) && node.value["readOnly"] === true) return true;
  const resolved = depth > 4 ? undefined : document.follow(node);
  if (resolved === undefined || !isFields(resolved.value)) return false;
  const all = children(child(resolved, "allOf"));
  return resolved.value["readOnly"] === true || all.some(([, item]) => isReadOnly(document, item, depth + 1));
}

/** OpenAPI 3.1.1, 4.8.25: a value belongs to the alternative that its discriminator names, by mapping or by name. */
function withDiscriminator(item: SourceNode, converted: Schema, owner: Fields): Schema {
  const discriminator = owner["discriminator"];
  const reference = isFields(item.value) ? item.value["$ref"] : undefined;
  if (!isFields(discriminator) || typeof discriminator["propertyName"] !== "string" || typeof reference !== "string")
    return converted;
  const name = /[^/]+$/.exec(reference)?.[0] ?? "";
  const mapping = isFields(discriminator["mapping"]) ? Object.entries(discriminator["mapping"]) : [];
  const mapped = mapping.filter(([, target]) => target === reference || target === name).map(([value]) => value);
  const named = { [discriminator["propertyName"]]: { enum: mapped } };
  // Without a mapping documents seldom mean the schema's own name; then the alternatives tell themselves apart.
  return mapped.length === 0 ? converted : { allOf: [converted, { properties: named }] };
}

function plainKeywords(value: Fields, readOnly: ReadonlySet<string>): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  const named = (Array.isArray(value["type"]) ? value["type"] : [value["type"]]).filter((type) =>
    types.has(String(type)),
  );
  if (named.length > 0) result["type"] = named.length === 1 ? named[0] : named;
  if (Array.isArray(value["enum"]) && value["enum"].length > 0) result["enum"] = value["enum"];
  if (Object.hasOwn(value, "const")) result["const"] = value["const"];
  if (Array.isArray(value["required"])) {
    result["required"] = value["required"].filter((name) => typeof name === "string" && !readOnly.has(name));
  }
  for (const keyword of numbers) if (typeof value[keyword] === "number") result[keyword] = value[keyword];
  if (typeof value["pattern"] === "string" && runs(value["pattern"])) result["pattern"] = value["pattern"];
  if (typeof value["format"] === "string") result["format"] = value["format"];
  if (value["uniqueItems"] === true) result["uniqueItems"] = true;
  return result;
}

/** An enum none of whose values has the type; names that a closed object requires and does not know. */
function withoutContradictions(schema: Readonly<Record<string, unknown>>, value: Fields): Record<string, unknown> {
  const result = { ...schema };
  const { type, enum: values, required } = schema;
  const named = [type].flat();
  const fits = (member: unknown): boolean =>
    member !== null && named.includes(typeof member) && typeof member !== "object";
  const isScalar = ["string", "boolean"].includes(String(named[0]));
  if (isScalar && Array.isArray(values) && values.some((member) => member !== null) && !values.some(fits))
    delete result["type"];
  const isClosed =
    value["additionalProperties"] === false && isFields(value["properties"]) && !isFields(value["patternProperties"]);
  if (isClosed && Array.isArray(required))
    result["required"] = required.filter((name) => Object.hasOwn(value["properties"] as Fields, String(name)));
  return result;
}

/** Draft 4 has `exclusiveMinimum: true` beside `minimum`. */
function bounds(value: Fields): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [exclusive, bound] of [
    ["exclusiveMinimum", "minimum"],
    ["exclusiveMaximum", "maximum"],
  ] as const) {
    if (typeof value[exclusive] === "number") result[exclusive] = value[exclusive];
    if (value[exclusive] === true && typeof value[bound] === "number") result[exclusive] = value[bound];
  }
  return result;
}

function nullable(schema: Schema, value: Fields): Schema {
  const isNullable = value["nullable"] === true || value["x-nullable"] === true;
  return isNullable ? { anyOf: [{ type: "null" }, schema] } : schema;
}

function isSchema(value: unknown): boolean {
  return typeof value === "boolean" || isFields(value);
}

function runs(pattern: string): boolean {
  try {
    return new RegExp(pattern, "u") instanceof RegExp;
  } catch {
    return false;
  }
}
