import type { SharedSchemas } from "../../../templates/src/runtime/search/argument-names.ts";
import { plainStems } from "../../../templates/src/runtime/search/plain-words.ts";
import { splitWords } from "../../../templates/src/runtime/search/split-words.ts";
import { stemWord } from "../../../templates/src/runtime/search/stem-word.ts";
import { stopWords } from "../../../templates/src/runtime/search/stop-words.ts";
import type { JsonSchema, JsonSchemaObject, ToolDefinition } from "../../../templates/src/runtime/surface-types.ts";

/** The collection that a tool lists or searches. */
export interface YieldedPlace {
  /** Its path with parameters unnamed; none for a search over everything. */
  readonly path: string;
  /** What its members are, each as the stems of a name: by the path, and by the lists of the answer. None for a search over everything. */
  readonly names: readonly (readonly string[])[];
}

/** A tool, and the schema of what it answers, where that is known. */
export interface AnsweringTool {
  readonly definition: ToolDefinition;
  readonly output?: JsonSchema | undefined;
}

const finding = /^(?:search|query|list|find|lookup|all)$/;
const verb = /^_?(?:search|query|list|find|lookup|all|get|info|read|fetch|show|json|xml)$/;
const listing = /\b(?:search|find|query|list)/i;

/** Segments of paths that say nothing of what is there. */
const prefix = /^(?:v?\d[\d.]*|api|rest|beta|alpha|_?)$/;

/**
 * What a tool yields, if it lists or searches: `/customers`, `/customers/search`, `/conversations.list`, `/accounts/get` with a list of
 * accounts in the answer. What reads one thing by its id yields nothing that the caller has not got.
 */
export function yieldedPlace({ definition, output }: AnsweringTool, shared: SharedSchemas): YieldedPlace | undefined {
  const { annotations, operation, title, name } = definition;
  const searches = listing.test(`${title} ${name.replaceAll("_", " ")}`);
  if (!annotations.readOnlyHint && !(operation.method === "POST" && searches)) return undefined;
  const segments = pathSegments(operation.path);
  const verbs = popVerbs(segments);
  const last = segments.at(-1);
  if (last === "{}") return undefined;
  const isListed = searches || verbs.some((one) => finding.test(one)) || /[^su]s$/.test(last ?? "");
  const lists = isListed ? listsOf(output, shared) : [];
  if (verbs.length > 0 && !verbs.some((one) => finding.test(one)) && lists.length === 0) return undefined;
  if (last !== undefined) return { path: segments.join("/"), names: [wordsOf(last), ...lists] };
  return searches ? { path: "", names: [...lists, ...namedIn(name)] } : undefined;
}

/** The parts of a path, of which parameters are `{}`: `/api/v1/a/{id}/b.list` -> `a`, `{}`, `b`, `list`. */
export function pathSegments(path: string): string[] {
  return path
    .replaceAll(/[^/]*\{[^/]*/g, "{}")
    .split(/[/.]/)
    .filter((segment) => !prefix.test(segment));
}

/** Takes the verbs off the end. */
function popVerbs(segments: string[]): readonly string[] {
  const verbs: string[] = [];
  for (let last = segments.at(-1); last !== undefined && verb.test(last); last = segments.at(-1)) {
    verbs.push(last);
    segments.pop();
  }
  return verbs;
}

/** The words of a name, as stems: the last says what it is, those before which. */
function wordsOf(name: string): readonly string[] {
  return splitWords(name).map(stemWord);
}

function namedIn(name: string): readonly (readonly string[])[] {
  const words = splitWords(name).filter((word) => !stopWords.has(word));
  return words
    .map(stemWord)
    .filter((stem) => !plainStems.has(stem))
    .map((stem) => [stem]);
}

/** Arrays of an answer that may be what it lists: others are what is said of them. */
const maxLists = 1;

const generic =
  /^(?:data|items?|results?|values?|objects?|list|entries|records|warnings?|errors?|links?|response|rows)$/i;

/** What the lists of an answer have: the names of its first arrays, and of the schemas of their members. */
function listsOf(output: JsonSchema | undefined, shared: SharedSchemas): readonly (readonly string[])[] {
  const { schema } = resolved(output, shared);
  if (schema === undefined) return [];
  if (schema.items !== undefined) return memberOf(schema, shared);
  return Object.entries(schema.properties ?? {})
    .flatMap(([name, property]) => {
      const list = resolved(property, shared).schema;
      return list?.items === undefined ? [] : [{ name, list }];
    })
    .slice(0, maxLists)
    .flatMap(({ name, list }) =>
      generic.test(name) ? memberOf(list, shared) : [wordsOf(name), ...memberOf(list, shared)],
    );
}

function memberOf({ items }: JsonSchemaObject, shared: SharedSchemas): readonly (readonly string[])[] {
  const { name } = typeof items === "object" && !Array.isArray(items) ? resolved(items, shared) : { name: undefined };
  return name === undefined ? [] : [wordsOf(name)];
}

function resolved(
  schema: JsonSchema | undefined,
  shared: SharedSchemas,
): { readonly schema?: JsonSchemaObject; readonly name?: string } {
  if (typeof schema !== "object") return {};
  const name = schema.$ref?.replace("#/$defs/", "");
  if (name === undefined) return { schema };
  const found = shared.get(name);
  return typeof found === "object" ? { schema: found, name } : { name };
}
