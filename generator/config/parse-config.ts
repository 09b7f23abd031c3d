import { GeneratorError } from "../errors.ts";
import { type ConfigMistake, describeIssue } from "./describe-issue.ts";
import { projectsSchema } from "./config-schema.ts";
import { type Config, projectSchema } from "./project-config.ts";

/** Where a mistake is, as `line:column`, where the format lets us know. */
export type MistakePlace = (pointer: string) => string | undefined;

/**
 * Checks what a config file holds.
 *
 * @param value - the file's value; members that are `undefined` count as absent, and so does `$schema`
 * @param file - how to name the file in an error
 * @throws GeneratorError `bad-config` that lists every mistake
 */
export function parseConfig(value: unknown, file: string, placeOf: MistakePlace = () => undefined): Config {
  const plain = withoutUndefined(value);
  const schema = isObject(plain) && "projects" in plain ? projectsSchema : projectSchema;
  const parsed = schema.safeParse(isObject(plain) ? withoutKey(plain, "$schema") : plain);
  if (parsed.success) return parsed.data;
  const mistakes = parsed.error.issues.flatMap((issue) => describeIssue(issue, schema));
  throw new GeneratorError("bad-config", formatMistakes(mistakes, file, placeOf), { cause: parsed.error });
}

function formatMistakes(mistakes: readonly ConfigMistake[], file: string, placeOf: MistakePlace): string {
  const heading = `${file} has ${mistakes.length === 1 ? "a mistake" : `${mistakes.length} mistakes`}:`;
  const lines = mistakes.map(({ pointer, key, message }) => {
    const place = placeOf(pointer);
    return `  ${place === undefined ? "" : `${place}  `}${key === "" ? "the config" : key} ${message}.`;
  });
  return [heading, ...lines].join("\n");
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function withoutKey(value: Readonly<Record<string, unknown>>, name: string): object {
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== name));
}

function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutUndefined(item));
  if (!isObject(value)) return value;
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(entries.map(([key, member]) => [key, withoutUndefined(member)]));
}
