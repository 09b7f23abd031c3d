import type { JsonSchema, JsonSchemaObject } from "../../templates/src/runtime/surface-types.ts";
import { type HtmlFragment, htmlProse, htmlTemplate, noHtml } from "../4-emit/quote/html-template.ts";

/** Deeper schemas are told, not shown: nobody reads them, and references say the rest. */
const maxDepth = 12;

/** Values of an `enum` that are shown. */
const maxValues = 40;

/** What a reader is told of a named schema. */
interface Member {
  readonly name: string;
  readonly schema: JsonSchema;
  readonly required: boolean;
}

/** The properties of an object schema, each with its type, limits and text; those of objects inside folded away. */
export function propertiesView(schema: JsonSchemaObject, depth = 0): HtmlFragment {
  const required = new Set(schema.required ?? []);
  const members = Object.entries(schema.properties ?? {}).map(([name, own]) => ({
    name,
    schema: own,
    required: required.has(name),
  }));
  if (members.length === 0) return noHtml;
  return htmlTemplate`<ul class="schema">${members.map((member) => memberView(member, depth))}</ul>`;
}

function memberView({ name, schema, required }: Member, depth: number): HtmlFragment {
  return htmlTemplate`<li><code>${name}</code> ${required ? htmlTemplate`<span class="must">required</span> ` : noHtml}${schemaView(schema, depth)}</li>`;
}

/** A schema for reading: its type and limits on a line, its text, and what is inside. */
export function schemaView(schema: JsonSchema, depth = 0): HtmlFragment {
  if (typeof schema === "boolean") return htmlTemplate`<span class="type">${schema ? "anything" : "nothing"}</span>`;
  const text =
    schema.description === undefined ? noHtml : htmlTemplate`<div class="text">${htmlProse(schema.description)}</div>`;
  return htmlTemplate`<span class="type">${typeView(schema)}</span>${text}${insideView(schema, depth)}`;
}

function typeView(schema: JsonSchemaObject): HtmlFragment {
  const { $ref: ref } = schema;
  if (ref !== undefined) return referenceView(ref);
  const { items } = schema;
  const itemType = typeof items === "object" && isSimple(items) ? htmlTemplate` of ${typeView(items)}` : noHtml;
  return htmlTemplate`${typeName(schema)}${itemType}${limitsOf(schema).map((limit) => htmlTemplate` · ${limit}`)}${valuesView(schema)}`;
}

function referenceView(ref: string): HtmlFragment {
  const name = ref.replace(/^#\/\$defs\//u, "");
  return htmlTemplate`<a href="#schema-${encodeURIComponent(name)}">${name}</a>`;
}

function typeName({ type, ...schema }: JsonSchemaObject): string {
  if (type !== undefined) return typeof type === "string" ? type : type.join(" or ");
  const union = ["anyOf", "oneOf", "allOf"].find((keyword) => Array.isArray(schema[keyword]));
  return union === undefined ? "anything" : (unions[union] ?? "");
}

const unions: Readonly<Record<string, string>> = {
  anyOf: "one of these",
  oneOf: "exactly one of these",
  allOf: "all of these",
};

/** Nothing inside that needs lines of its own. */
function isSimple(schema: JsonSchemaObject): boolean {
  return !["properties", "anyOf", "oneOf", "allOf", "description"].some((keyword) => keyword in schema);
}

function limitsOf(schema: JsonSchemaObject): readonly string[] {
  const said = (keyword: string, words: (value: string) => string): string[] =>
    schema[keyword] === undefined ? [] : [words(shortJson(schema[keyword]))];
  return [
    ...(typeof schema["format"] === "string" ? [schema["format"]] : []),
    ...said("minimum", (value) => `≥ ${value}`),
    ...said("exclusiveMinimum", (value) => `> ${value}`),
    ...said("maximum", (value) => `≤ ${value}`),
    ...said("exclusiveMaximum", (value) => `< ${value}`),
    ...said("multipleOf", (value) => `multiple of ${value}`),
    ...said("minLength", (value) => `${value} characters or more`),
    ...said("maxLength", (value) => `${value} characters at most`),
    ...said("minItems", (value) => `${value} items or more`),
    ...said("maxItems", (value) => `${value} items at most`),
    ...said("pattern", (value) => `pattern ${value}`),
    ...said("default", (value) => `default ${value}`),
    ...said("const", (value) => `always ${value}`),
    ...(schema.additionalProperties === false && schema.properties === undefined ? ["no properties"] : []),
  ];
}

function valuesView({ enum: values }: JsonSchemaObject): HtmlFragment {
  if (values === undefined) return noHtml;
  const more = values.length > maxValues ? htmlTemplate` and ${values.length - maxValues} more` : noHtml;
  return htmlTemplate`: ${values.slice(0, maxValues).map((value) => htmlTemplate` <code>${typeof value === "string" ? value : shortJson(value)}</code>`)}${more}`;
}

/** What stands in lines below: properties, items, alternatives. */
function insideView(schema: JsonSchemaObject, depth: number): HtmlFragment {
  const inside = [
    propertiesInside(schema, depth),
    typeof schema.items === "object" && !isSimple(schema.items) ? nested("each item", schema.items, depth) : noHtml,
    typeof schema.additionalProperties === "object" && Object.keys(schema.additionalProperties).length > 0
      ? nested("each other property", schema.additionalProperties, depth)
      : noHtml,
    ...Object.keys(unions).map((keyword) => alternatives(schema[keyword], depth)),
  ];
  if (inside.every(({ html }) => html === "")) return noHtml;
  return depth >= maxDepth ? htmlTemplate`<div class="text">…</div>` : htmlTemplate`${inside}`;
}

function propertiesInside(schema: JsonSchemaObject, depth: number): HtmlFragment {
  const count = Object.keys(schema.properties ?? {}).length;
  if (count === 0 || depth >= maxDepth) return noHtml;
  return htmlTemplate`<details><summary class="type">${count} ${count === 1 ? "property" : "properties"}</summary>${propertiesView(schema, depth + 1)}</details>`;
}

function nested(label: string, schema: JsonSchema, depth: number): HtmlFragment {
  if (depth >= maxDepth) return noHtml;
  return htmlTemplate`<ul class="schema"><li>${label}: ${schemaView(schema, depth + 1)}</li></ul>`;
}

function alternatives(branches: unknown, depth: number): HtmlFragment {
  if (!Array.isArray(branches) || depth >= maxDepth) return noHtml;
  return htmlTemplate`<ul class="schema">${(branches as readonly JsonSchema[]).map((branch) => htmlTemplate`<li>${schemaView(branch, depth + 1)}</li>`)}</ul>`;
}

function shortJson(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 199).toWellFormed()}…` : text;
}
