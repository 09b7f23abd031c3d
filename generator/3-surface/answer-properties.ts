import type { JsonSchema } from "../../templates/src/runtime/surface-types.ts";
import { referencedName, resolveShared, schemaObject } from "./schema-walk.ts";

/** A value that an answer may have near its root. */
export interface AnswerProperty {
  /** Names of properties from the root; empty: the answer itself. */
  readonly path: readonly string[];
  readonly kind: "list" | "object" | "string" | "number" | "boolean" | "other";
  /** Of a list: the names that its items have. */
  readonly itemNames: readonly string[];
}

/** How far below the root an envelope reaches: `paging.next.after`. */
const MAX_DEPTH = 3;

/** Values of one level that are looked at: an answer with more is no envelope. */
const MAX_VALUES = 200;

/** Schemas that one is combined of, at most. */
const MAX_FORMS = 50;

/** What is near an answer's root, level by level, in the document's order. Lists are not entered. */
export function answerProperties(
  answer: JsonSchema,
  shared: ReadonlyMap<string, JsonSchema>,
): readonly AnswerProperty[] {
  const found: AnswerProperty[] = [];
  let level: readonly (readonly [readonly string[], JsonSchema])[] = [[[], answer]];
  for (let depth = 0; depth <= MAX_DEPTH; depth++) {
    level = level.slice(0, MAX_VALUES).flatMap(([path, schema]) => {
      const forms = formsOf(schema, shared);
      found.push(propertyOf(path, forms, shared));
      return [...membersOf(forms)].map(([name, member]) => [[...path, name], member] as const);
    });
  }
  return found;
}

/**
 * The path of the list that an answer is about: the answer itself, or a property of an envelope. An object with an id is a thing,
 * not an envelope, whatever lists it has.
 */
export function listPathOf(properties: readonly AnswerProperty[]): readonly string[] | undefined {
  return likeliestList(properties)?.path;
}

/** Whether an answer is a list of things: not, where all it has are some words. */
export function isListAnswer(properties: readonly AnswerProperty[]): boolean {
  const list = likeliestList(properties);
  const name = list?.path.at(-1);
  return list !== undefined && (name === undefined || list.itemNames.length > 0 || listNames.test(name));
}

function likeliestList(properties: readonly AnswerProperty[]): AnswerProperty | undefined {
  const isThing = properties.some(({ path }) => path.length === 1 && /^(?:id|uuid|key|_id)$/i.test(path[0] ?? ""));
  const lists = properties.filter(
    ({ kind, path }) => kind === "list" && path.length <= (isThing ? 0 : 2) && !asideNames.test(path.at(-1) ?? ""),
  );
  return lists.toSorted((a, b) => rankOf(a) - rankOf(b))[0];
}

/** Names that envelopes have for their list. */
const listNames =
  /^(?:data|items?|results?|values|entries|records|list|nodes|elements|content|resources|objects|rows|hits)$/i;

/** Lists that stand beside what was asked for. */
const asideNames = /^(?:errors?|warnings?|messages|links|_links|notices)$/i;

function rankOf({ path, itemNames }: AnswerProperty): number {
  const name = path.at(-1);
  return (
    (path.length > 1 ? 4 : 0) + (itemNames.length === 0 ? 2 : 0) + (name === undefined || listNames.test(name) ? 0 : 1)
  );
}

function propertyOf(
  path: readonly string[],
  forms: readonly JsonSchema[],
  shared: ReadonlyMap<string, JsonSchema>,
): AnswerProperty {
  const types = forms.flatMap((form) => [schemaObject(form)?.type ?? []].flat());
  const items = forms.flatMap((form): readonly JsonSchema[] => {
    const item = schemaObject(form)?.items;
    return item === undefined ? [] : [item];
  });
  if (items.length > 0 || types.includes("array")) {
    const itemNames = items.flatMap((item) => [...membersOf(formsOf(item, shared)).keys()]);
    return { path, kind: "list", itemNames };
  }
  return { path, kind: kindOf(types), itemNames: [] };
}

function kindOf(types: readonly string[]): AnswerProperty["kind"] {
  if (types.includes("string")) return "string";
  if (types.includes("integer") || types.includes("number")) return "number";
  if (types.includes("boolean")) return "boolean";
  return types.includes("object") ? "object" : "other";
}

/** Properties of all forms; the first of a name. */
function membersOf(forms: readonly JsonSchema[]): ReadonlyMap<string, JsonSchema> {
  const entries = forms.flatMap((form) => Object.entries(schemaObject(form)?.properties ?? {}));
  const members = new Map<string, JsonSchema>();
  for (const [name, member] of entries) if (!members.has(name)) members.set(name, member);
  return members;
}

/** A schema and what it is combined of, references followed; circles end. */
function formsOf(schema: JsonSchema, shared: ReadonlyMap<string, JsonSchema>): readonly JsonSchema[] {
  const forms: JsonSchema[] = [];
  const seen = new Set<string>();
  const pending = [schema];
  for (let next = pending.pop(); next !== undefined && forms.length < MAX_FORMS; next = pending.pop()) {
    const name = referencedName(next);
    if (name !== undefined && seen.has(name)) continue;
    if (name !== undefined) seen.add(name);
    const form = resolveShared(next, shared);
    forms.push(form);
    const { allOf, anyOf, oneOf } = schemaObject(form) ?? {};
    for (const parts of [oneOf, anyOf, allOf]) {
      if (Array.isArray(parts)) pending.push(...(parts as JsonSchema[]).toReversed());
    }
  }
  return forms;
}
