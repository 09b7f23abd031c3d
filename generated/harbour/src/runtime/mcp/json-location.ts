import type { PreparedSchema } from "./argument-schema.ts";

const NAME_MAPS: ReadonlySet<string> = new Set([
  "properties",
  "patternProperties",
  "dependentSchemas",
  "$defs",
  "definitions",
]);

/** The steps of a validator's location such as `#/items/0/na~1me`: a JSON pointer as a URI fragment (RFC 6901, 6). */
function locationSteps(location: string): readonly string[] {
  return location
    .split("/")
    .slice(1)
    .map((step) => decodeURIComponent(step).replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** What stands at an instance location. */
export function valueAt(location: string, input: unknown): unknown {
  return locationSteps(location).reduce(member, input);
}

/** The schema (or keyword value) at a keyword location, which passes through references. */
export function schemaAt(location: string, schema: PreparedSchema): unknown {
  let node: unknown = schema.root;
  // Among the members of `properties` and the like, `$ref` is a name.
  let amongNames = false;
  for (const step of locationSteps(location)) {
    const next = member(node, step);
    const follows = step === "$ref" && !amongNames;
    node = follows ? schema.lookup[String(member(node, "__absolute_ref__"))] : next;
    amongNames = !amongNames && NAME_MAPS.has(step);
  }
  return node;
}

/** A location as a caller writes it: `filter.items[0]["odd name"]`. */
export function argumentPath(location: string, input: unknown): string {
  let at = input;
  let path = "";
  for (const step of locationSteps(location)) {
    path = Array.isArray(at) ? `${path}[${step}]` : memberPath(path, step);
    at = member(at, step);
  }
  return path;
}

/** The path of a member of the object at `path`. */
export function memberPath(path: string, name: string): string {
  if (path === "") {
    return name;
  }
  return /^[\p{L}_$][\p{L}\p{N}_$-]*$/u.test(name) ? `${path}.${name}` : `${path}[${JSON.stringify(name)}]`;
}

function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}
