import Handlebars from "handlebars";
import { plainLine } from "../plain-text.ts";
import { json, yamlScalar } from "./quote/data.ts";
import { markdown, markdownCode } from "./quote/markup.ts";
import { dotenvValue } from "./quote/shell.ts";

/**
 * The only ways in which a value gets into a template: each quotes for one place. A value outside a helper is a fault
 * that a test looks for, because Handlebars itself does not quote here.
 */
const helpers: Readonly<Record<string, (value: unknown) => string>> = {
  /** JSON. */
  json: (value) => json(value),
  /** Inline Markdown. */
  md: (value) => markdown(text(value)),
  /** A Markdown code span. */
  code: (value) => markdownCode(text(value)),
  /** The value of a line in a `.env` file. */
  env: (value) => environmentValue(text(value)),
  /** Text of our own on one line: the meaning of a variable, a version. Never the document's. */
  text: (value) => plainLine(text(value)),
  /** A YAML scalar, always a string. */
  yaml: (value) => yamlScalar(text(value)),
  /** A name in Kubernetes: a DNS label of RFC 1035. */
  label: (value) => matching(text(value), /^[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/u),
  /** The name of an environment variable. */
  variable: (value) => matching(text(value), /^[A-Z][A-Z0-9_]*$/u),
  /** The machine name of the server. */
  slug: (value) => matching(text(value), /^[a-z0-9][a-z0-9-]*$/u),
  /** A whole number. */
  count: (value) => matching(String(value), /^\d+$/u),
};

/** Names of the helpers, for the test that looks for values outside of them. */
export const helperNames: ReadonlySet<string> = new Set(Object.keys(helpers));

/**
 * Fills a template in. A value that the view lacks is an error: Handlebars is strict about what it prints itself, and
 * each helper about what it is given.
 * @param source text of the template
 * @param view data for it; texts in it are as the document has them
 */
export function renderTemplate(source: string, view: object): string {
  const handlebars = Handlebars.create();
  for (const [name, helper] of Object.entries(helpers)) handlebars.registerHelper(name, helper);
  const knownHelpers = Object.fromEntries([...helperNames].map((name) => [name, true]));
  const template = handlebars.compile<object>(source, {
    strict: true,
    noEscape: true,
    knownHelpers,
    knownHelpersOnly: true,
  });
  return template(view);
}

function text(value: unknown): string {
  if (typeof value !== "string") throw new TypeError(`a template wanted text and got a value of type ${typeof value}`);
  return value;
}

function environmentValue(value: string): string {
  const quoted = dotenvValue(value);
  if (quoted === undefined) throw new TypeError("a value that no line of a .env file can hold got into a template");
  return quoted;
}

function matching(value: string, pattern: RegExp): string {
  if (!pattern.test(value))
    throw new TypeError(`a template wanted a value like ${String(pattern)} and got ${JSON.stringify(value)}`);
  return value;
}
