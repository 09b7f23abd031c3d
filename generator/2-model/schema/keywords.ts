/** How each JSON Schema keyword's value is read. Keywords that stand in no list are dropped: they say nothing to a validator or a caller. */

/** Keywords with one subschema. */
export const schemaKeywords: readonly string[] = [
  "items",
  "contains",
  "additionalProperties",
  "propertyNames",
  "not",
  "if",
  "then",
  "else",
  "unevaluatedProperties",
  "unevaluatedItems",
];

/** Keywords with a list of subschemas. */
export const schemaListKeywords: readonly string[] = ["prefixItems", "allOf", "anyOf", "oneOf"];

/** Keywords whose schema is a condition: what does not meet it is not refused for that. */
export const conditionKeywords: ReadonlySet<string> = new Set(["not", "if", "then", "else", "contains"]);

/** Keywords with a number. */
export const numberKeywords: readonly string[] = ["multipleOf", "minimum", "maximum"];

/** Keywords with a count: a non-negative integer. */
export const countKeywords: readonly string[] = [
  "minLength",
  "maxLength",
  "minItems",
  "maxItems",
  "minProperties",
  "maxProperties",
  "minContains",
  "maxContains",
];

/** Keywords with text. */
export const textKeywords: readonly string[] = ["format", "contentEncoding", "contentMediaType"];

/** Keywords that only tell about a schema: an `allOf` of one schema beside nothing else is that schema with these on top. */
export const annotationKeywords: ReadonlySet<string> = new Set([
  "title",
  "description",
  "default",
  "example",
  "examples",
  "deprecated",
  "readOnly",
  "writeOnly",
  "externalDocs",
  "xml",
  "nullable",
]);

/** The types of JSON Schema 2020-12 (validation, 6.1.1). */
export const jsonTypes: ReadonlySet<string> = new Set([
  "string",
  "number",
  "integer",
  "boolean",
  "array",
  "object",
  "null",
]);
