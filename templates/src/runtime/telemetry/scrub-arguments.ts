import type { JsonSchema, JsonSchemaObject } from "../surface-types.ts";

const REDACTED = "[redacted]";

/** Bounds of what a line holds of a call's arguments: characters of a string and of a name, levels, members, characters of all. */
const MAX_STRING = 200;
const MAX_NAME = 64;
const MAX_DEPTH = 5;
const MAX_MEMBERS = 30;
const MAX_TEXT = 4_096;

/** Names of secrets, after everything but letters and digits was taken out. */
const SECRET_NAME =
  /pass(?:word|wd|phrase|code)|secret|token|apikey|accesskey|privatekey|authorization|credential|cookie|session|signature|^otp$|^pin$|cvv|cvc|cardnumber|iban|^ssn$/;

/** JSON Web Tokens, bearer credentials, and any long run without a space: keys and file contents look like that. */
const SECRET_TEXT = /\be[yw][\w-]{8,}\.[\w.-]*|\b(?:bearer|basic)\s+\S+|[\w+/=-]{40,}/gi;

/**
 * A call's arguments as the audit log may hold them: bounded, and without what is secret by its name (`password`), by the tool's
 * schema (`writeOnly`, `format: password`) or by its looks. What is left are the caller's data all the same.
 */
export function scrubArguments(args: unknown, schema: JsonSchemaObject | undefined): unknown {
  const secret = new Set(
    Object.entries(schema?.properties ?? {}).flatMap(([name, of]) => (isSecret(of) ? [name] : [])),
  );
  const scrubbed = scrub(args, secret, 0);
  return JSON.stringify(scrubbed ?? null).length <= MAX_TEXT ? scrubbed : `[over ${MAX_TEXT} characters]`;
}

function isSecret(schema: JsonSchema): boolean {
  return typeof schema === "object" && (schema["writeOnly"] === true || schema["format"] === "password");
}

function scrub(value: unknown, secret: ReadonlySet<string>, depth: number): unknown {
  if (typeof value === "string") return scrubText(value);
  if (typeof value !== "object" || value === null) return value;
  if (depth >= MAX_DEPTH) return "[deeper]";
  if (Array.isArray(value)) {
    const items = value.slice(0, MAX_MEMBERS).map((item) => scrub(item, none, depth + 1));
    return value.length > MAX_MEMBERS ? [...items, `[${value.length - MAX_MEMBERS} more]`] : items;
  }
  const members = Object.entries(value);
  const kept = members.slice(0, MAX_MEMBERS).map(([name, member]) => {
    const isHidden = secret.has(name) || SECRET_NAME.test(name.toLowerCase().replaceAll(/[^a-z0-9]/g, ""));
    return [scrubText(name).slice(0, MAX_NAME), isHidden ? REDACTED : scrub(member, none, depth + 1)] as const;
  });
  const rest = members.length - kept.length;
  return Object.fromEntries(rest > 0 ? [...kept, ["…", `[${rest} more]`] as const] : kept);
}

const none: ReadonlySet<string> = new Set();

/** Cut first: what is left is short, whatever came. */
function scrubText(text: string): string {
  const cut = text.slice(0, MAX_STRING).replaceAll(SECRET_TEXT, REDACTED);
  return text.length > MAX_STRING ? `${cut}… [${text.length - MAX_STRING} more characters]` : cut;
}
