import type { JsonSchema, Parameter } from "./api.ts";
import { booleanAt, child, itemsOf, membersOf, placeOf, stringAt } from "./cursor.ts";
import type { Cursor } from "./cursor.ts";
import { dereference, report } from "./reading.ts";
import type { Reading } from "./reading.ts";
import { convertSchema } from "./schema/convert.ts";

type Location = Parameter["in"];
type Style = Parameter["style"];

const defaultStyles: { readonly [location in Location]: Style } = {
  path: "simple",
  query: "form",
  header: "simple",
  cookie: "form",
};

const allowedStyles: { readonly [location in Location]: readonly Style[] } = {
  path: ["simple", "label", "matrix"],
  query: ["form", "spaceDelimited", "pipeDelimited", "deepObject"],
  header: ["simple"],
  cookie: ["form"],
};

/** Header parameters of these names say nothing (OpenAPI 3.1, 4.8.12.1): the server sets them itself. */
const ignoredHeaders = new Set(["accept", "content-type", "authorization"]);

/**
 * Parameter Object (OpenAPI 3.1, 4.8.12) with every default explicit. Returns `undefined` for one that says nothing
 * or cannot be read; the latter is reported.
 */
export function readParameter(reading: Reading, reference: Cursor): Parameter | undefined {
  const cursor = dereference(reading, reference);
  if (cursor === undefined) return undefined;
  const name = stringAt(cursor, "name");
  const location = locationOf(stringAt(cursor, "in"));
  if (name === undefined || name === "" || location === undefined) {
    report(reading, cursor, {
      severity: "warning",
      code: "parameter-unreadable",
      message: "A parameter needs `name` and `in` (path, query, header or cookie); it is left out.",
    });
    return undefined;
  }
  if (location === "header" && ignoredHeaders.has(name.toLowerCase())) return undefined;
  const style = styleOf(reading, cursor, location);
  const content = membersOf(child(cursor, "content"))[0];
  const description = stringAt(cursor, "description");
  return {
    place: placeOf(cursor),
    name,
    in: location,
    required: location === "path" || booleanAt(cursor, "required") === true,
    deprecated: booleanAt(cursor, "deprecated") === true,
    ...(description === undefined ? {} : { description }),
    schema: schemaOf(reading, cursor, content?.cursor),
    style,
    explode: booleanAt(cursor, "explode") ?? style === "form",
    allowReserved: booleanAt(cursor, "allowReserved") === true,
    ...(content === undefined ? {} : { contentType: content.key }),
  };
}

/** Operation parameters override path-level ones of the same name and place (OpenAPI 3.1, 4.8.9). */
export function readParameters(reading: Reading, pathItem: Cursor, operation: Cursor): Parameter[] {
  const byIdentity = new Map<string, Parameter>();
  for (const owner of [pathItem, operation]) {
    for (const cursor of itemsOf(child(owner, "parameters"))) {
      const parameter = readParameter(reading, cursor);
      if (parameter !== undefined) byIdentity.set(`${parameter.in} ${parameter.name}`, parameter);
    }
  }
  return [...byIdentity.values()];
}

function locationOf(value: string | undefined): Location | undefined {
  return value === "path" || value === "query" || value === "header" || value === "cookie" ? value : undefined;
}

function styleOf(reading: Reading, cursor: Cursor, location: Location): Style {
  const asked = stringAt(cursor, "style");
  const style = allowedStyles[location].find((name) => name === asked);
  if (asked !== undefined && style === undefined) {
    report(reading, child(cursor, "style") ?? cursor, {
      severity: "warning",
      code: "style-not-allowed",
      message: `Style "${asked}" is not for ${location} parameters; "${defaultStyles[location]}" is used.`,
      help: `Use ${allowedStyles[location].join(", ")}.`,
    });
  }
  return style ?? defaultStyles[location];
}

function schemaOf(reading: Reading, cursor: Cursor, content: Cursor | undefined): JsonSchema {
  const schema = content === undefined ? child(cursor, "schema") : child(content, "schema");
  return convertSchema({ reading, view: "input", use: reading.schemas.anonymous, depth: 0 }, schema);
}
