import type { ToolStems } from "./index-fields.ts";
import { plainStems } from "./plain-words.ts";
import { splitWords } from "./split-words.ts";
import { stemWord } from "./stem-word.ts";
import { stopWords } from "./stop-words.ts";
import type { JsonSchema, ToolDefinition } from "../surface-types.ts";
import { argumentNames, type SharedSchemas } from "./argument-names.ts";
import { schemaWords } from "./schema-words.ts";

/** Words of a description that count: what comes later tells about details. */
const descriptionWords = 80;

/**
 * What the index holds of a tool, field by field.
 * @param shared the schemas that it refers to
 * @param output what it answers, where that is known
 */
export function toolStems(tool: ToolDefinition, shared: SharedSchemas, output?: JsonSchema): ToolStems {
  const { name, title, description, service, inputSchema, operation } = tool;
  const sent = schemaWords(inputSchema, shared);
  const answered = output === undefined ? [] : schemaWords(output, shared);
  return {
    name: stemsOf(splitWords(name)),
    title: stemsOf(splitWords(title)),
    path: new Set(splitWords(operation.path.replaceAll(/\{[^}]*\}/g, " ")).map(stemWord)),
    resource: stemsOf(splitWords(resourceOf(operation.path) || name)),
    service: stemsOf(splitWords(service)),
    arguments: stemsOf(argumentNames(inputSchema, shared).names.flatMap(splitWords)),
    description: stemsOf(splitWords(withoutMarkup(description)).slice(0, descriptionWords)),
    details: stemsOf([...sent, ...answered]),
  };
}

/** What the operation is about: the last part of its path that is no parameter, and no mere verb or format as in `/transactions/get`. */
function resourceOf(path: string): string {
  const literal = path
    .split("/")
    .filter((segment) => !segment.includes("{"))
    .flatMap((segment) => segment.split("."))
    .filter((segment) => segment !== "");
  return literal.findLast((segment) => splitWords(segment).some((word) => !saysNothing(word))) ?? literal.at(-1) ?? "";
}

function saysNothing(word: string): boolean {
  return plainStems.has(stemWord(word)) || word === "json" || word === "xml";
}

function stemsOf(words: readonly string[]): ReadonlySet<string> {
  return new Set(words.filter((word) => !stopWords.has(word) && word.length < 40).map(stemWord));
}

function withoutMarkup(text: string): string {
  return text.replaceAll(/<[^>]*>|\]\([^)]*\)|https?:\S+/g, " ");
}
