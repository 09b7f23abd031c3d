import type { JsonSchema, Parameter } from "./api.ts";
import { booleanAt, child, itemsOf, placeOf, stringAt } from "./cursor.ts";
import type { Cursor } from "./cursor.ts";
import { readEncodings } from "./encoding.ts";
import { readMediaTypes } from "./media-types.ts";
import { dereference, report } from "./reading.ts";
import type { Reading } from "./reading.ts";
import { whyReserved } from "./reserved-headers.ts";
import { convertSchema } from "./schema/convert.ts";

type Location = Parameter["in"];
type Style = Parameter["style"];

const defaultStyles: { readonly [location in Location]: Style } = {
  path: "simple",
  query: "form",
  querystring: "form",
  header: "simple",
  cookie: "form",
};

const locations: readonly Location[] = ["path", "query", "querystring", "header", "cookie"];

const allowedStyles: { readonly [location in Location]: readonly Style[] } = {
  path: ["simple", "label", "matrix"],
  query: ["form", "spaceDelimited", "pipeDelimited", "deepObject"],
  querystring: ["form"],
  header: ["simple"],
  cookie: ["form", "cookie"],
};

/**
 * Parameter Object (OpenAPI 3.1, 4.8.12) with every default explicit. Returns `undefined` for one that says nothing
 * or cannot be read; the latter is reported.
 */
function readParameter(reading: Reading, reference: Cursor): Parameter | undefined {
  const cursor = dereference(reading, reference);
  if (cursor === undefined) return undefined;
  const name = stringAt(cursor, "name");
  const location = locationOf(stringAt(cursor, "in"));
  if (name === undefined || name === "" || location === undefined) {
    report(reading, cursor, {
      severity: "warning",
      code: "parameter-unreadable",
      message: "A parameter needs `name` and `in` (path, query, querystring, header or cookie); it is left out.",
      help: "Write both, and where the value goes.",
    });
    return undefined;
  }
  if (location === "header" && isReserved(reading, cursor, name)) return undefined;
  const style = styleOf(reading, cursor, location);
  const content = readMediaTypes(reading, cursor)[0];
  // What stands beside `$ref`: a description (3.1, 4.8.23), and the `required` that authors write there and mean.
  const description = stringAt(reference, "description") ?? stringAt(cursor, "description");
  const required = [reference, cursor].some((one) => booleanAt(one, "required") === true);
  return {
    place: placeOf(cursor),
    name,
    in: location,
    required: location === "path" || required,
    deprecated: booleanAt(cursor, "deprecated") === true,
    ...(description === undefined ? {} : { description }),
    schema: schemaOf(reading, cursor, content?.cursor),
    style,
    explode: booleanAt(cursor, "explode") ?? (style === "form" || style === "cookie"),
    allowReserved: booleanAt(cursor, "allowReserved") === true,
    ...(location === "query" && booleanAt(cursor, "allowEmptyValue") === true ? { allowEmptyValue: true } : {}),
    ...contentOf(reading, location, content),
  };
}

/** With `content`. A whole query without it (3.2 wants one) is a form. */
function contentOf(
  reading: Reading,
  location: Location,
  content: { readonly key: string; readonly cursor: Cursor } | undefined,
): Pick<Parameter, "contentType" | "encoding"> {
  if (location !== "querystring") return content === undefined ? {} : { contentType: content.key };
  if (content === undefined) return { contentType: "application/x-www-form-urlencoded" };
  return { contentType: content.key, encoding: readEncodings(reading, content.cursor) };
}

/** Said once at its place: the caller cannot give it, and the request goes without it. */
function isReserved(reading: Reading, cursor: Cursor, name: string): boolean {
  const reason = whyReserved(name);
  if (reason === undefined) return false;
  report(reading, cursor, {
    severity: "info",
    code: "header-reserved",
    message: `The header parameter "${name}" becomes no argument: ${reason}.`,
    help: "Remove it from the document.",
  });
  return true;
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
  return locations.find((location) => location === value);
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
  // Without either, keywords of the schema may stand in the parameter itself, as in Swagger 2.0.
  const own = child(cursor, "schema") ?? (child(cursor, "type") === undefined ? undefined : cursor);
  const schema = content === undefined ? own : child(content, "schema");
  return convertSchema({ reading, view: "input", use: reading.schemas.anonymous, depth: 0 }, schema);
}
