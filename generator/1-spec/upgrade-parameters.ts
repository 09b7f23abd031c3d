import { markedOrigin, type Origin } from "./origins.ts";
import { isFields, type Fields, type SwaggerSource } from "./upgrade-source.ts";

/** Names of what stands between the values of a list (Swagger 2.0, Parameter Object `collectionFormat`). */
const separators: Readonly<Record<string, string>> = {
  csv: "commas",
  ssv: "spaces",
  tsv: "tabs",
  pipes: "vertical bars (|)",
  multi: "repetition",
};

/** What only a list has: a text that holds the values cannot have it. */
const listFields = ["items", "collectionFormat", "default", "enum", "minItems", "maxItems", "uniqueItems"];

/**
 * A parameter that the converter reads right. Lists that OpenAPI 3 cannot say become one text, and that is reported; the
 * format of a list in a form, where the defaults of the versions differ, is made explicit.
 *
 * @param parameter - changed in place
 */
export function prepareParameter(source: SwaggerSource, parameter: Fields): Fields {
  const { in: location, type, schema, items } = parameter;
  if (location === "body") return prepareBody(parameter);
  if (type !== "array" || isFields(schema)) return parameter;
  const separator = unsayable(parameter);
  if (separator !== undefined) return textInsteadOfList(source, parameter, separator);
  if (location !== "formData") return parameter;
  const ofFiles = isFields(items) && items["type"] === "file";
  if (ofFiles) delete parameter["collectionFormat"];
  else parameter["collectionFormat"] ??= "csv";
  return parameter;
}

/** Authors describe a body like any other parameter: its schema is what they wrote. */
function prepareBody(parameter: Fields): Fields {
  if (isFields(parameter["schema"]) || typeof parameter["schema"] === "boolean") return parameter;
  const { name, in: location, required, description, schema: _, ...written } = parameter;
  const described = Object.fromEntries(Object.entries({ name, in: location, required, description }));
  for (const key of Object.keys(parameter)) delete parameter[key];
  return Object.assign(parameter, described, { schema: written });
}

/** The separator of a list that OpenAPI 3 has no style for. */
function unsayable(parameter: Fields): string | undefined {
  const { in: location, items } = parameter;
  const format = formatOf(parameter);
  const nested = isFields(items) && items["type"] === "array";
  const outOfPlace = (location === "path" || location === "header") && (format === "ssv" || format === "pipes");
  return nested || outOfPlace || format === "tsv" ? format : undefined;
}

function formatOf({ collectionFormat }: Fields): string {
  return typeof collectionFormat === "string" ? collectionFormat : "csv";
}

function textInsteadOfList(source: SwaggerSource, parameter: Fields, separator: string): Fields {
  const name = separators[separator] ?? separator;
  const { description, items } = parameter;
  const inner = isFields(items) && items["type"] === "array" ? formatOf(items) : undefined;
  const each = inner === undefined ? "" : `, each a list separated by ${separators[inner] ?? inner}`;
  source.diagnostics.report({
    code: "list-format-without-equal",
    severity: "warning",
    place: originOf(source, parameter),
    message: `OpenAPI 3 has no such list (separated by ${name}${each}) in this place; the argument is one text that holds the values.`,
    help: "Use collectionFormat csv, or multi in a query or form.",
  });
  for (const field of listFields) delete parameter[field];
  const hint = `Several values in one text, separated by ${name}${each}.`;
  const text = typeof description === "string" && description !== "" ? `${description}\n\n${hint}` : hint;
  return Object.assign(parameter, { type: "string", description: text });
}

/** Where a copied object was written. */
export function originOf({ document }: SwaggerSource, value: object): Origin {
  return markedOrigin(value) ?? { file: document.root.name, pointer: "" };
}
