import { pascalCase } from "../../identifier-case.ts";
import { stableHash } from "../../stable-hash.ts";
import type { Components, JsonSchema } from "../api.ts";
import type { Cursor } from "../cursor.ts";
import { circularLinks } from "./break-circles.ts";

/** Schemas read differently in requests (without read-only properties) and in answers (without write-only ones). */
export type View = "input" | "output";

/** A reference whose text is filled in once all names are known. */
export interface PendingReference {
  $ref: string;
  [keyword: string]: unknown;
}

/** What a conversion learns about a schema besides the result. */
export interface SchemaUse {
  /** Notes that the schema has read-only or write-only properties, so that its views differ. */
  markSensitive(): void;
  /** Fills in `holder.$ref` later and sees to it that the target is converted. */
  refer(holder: PendingReference, target: Cursor, view: View): void;
}

/** Collects every schema that some reference names, converts each once per view, and gives them names. */
export interface SchemaRegistry {
  /** For schemas that stand in an operation, outside any named schema. */
  readonly anonymous: SchemaUse;
  /**
   * Converts what is waiting, names everything and fills in the references. Call once, at the end.
   * @param onCircle called for a schema that is nothing but itself, through others: it accepts anything then
   */
  finish(onCircle: (target: Cursor) => void): Components;
}

type Convert = (target: Cursor, view: View, use: SchemaUse) => JsonSchema;

interface Entry {
  readonly target: Cursor;
  readonly identity: string;
  readonly baseName: string;
  readonly schemas: Map<View, JsonSchema>;
  readonly asked: Set<View>;
  readonly uses: Set<Entry>;
  sensitive: boolean;
}

interface PendingName {
  readonly holder: PendingReference;
  readonly entry: Entry;
  readonly view: View;
}

/** Creates an empty registry. Conversion is by a work list, so that a chain of references needs no deep stack. */
export function createSchemaRegistry(convert: Convert): SchemaRegistry {
  const entries = new Map<string, Entry>();
  const pending: PendingName[] = [];
  const waiting: { entry: Entry; view: View }[] = [];

  const entryFor = (target: Cursor): Entry => {
    const key = `${target.file.url}#${target.pointer}`;
    const known = entries.get(key);
    if (known !== undefined) return known;
    const entry: Entry = {
      target,
      identity: `${target.file.identity}#${target.pointer}`,
      baseName: baseNameOf(target),
      schemas: new Map(),
      asked: new Set(),
      uses: new Set(),
      sensitive: false,
    };
    entries.set(key, entry);
    return entry;
  };

  const useBy = (owner: Entry | undefined): SchemaUse => ({
    markSensitive() {
      if (owner !== undefined) owner.sensitive = true;
    },
    refer(holder, target, view) {
      const entry = entryFor(target);
      owner?.uses.add(entry);
      pending.push({ holder, entry, view });
      if (entry.asked.has(view)) return;
      entry.asked.add(view);
      waiting.push({ entry, view });
    },
  });

  return {
    anonymous: useBy(undefined),
    finish(onCircle) {
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
        next.entry.schemas.set(next.view, convert(next.entry.target, next.view, useBy(next.entry)));
      }
      const all = [...entries.values()];
      const cut = cutCircles(all, pending, onCircle);
      spreadSensitivity(all);
      const names = nameEntries(all);
      const nameOf = (entry: Entry, view: View): string =>
        (entry.sensitive && view === "input" ? names.input : names.plain).get(entry) ?? "";
      for (const { holder, entry, view } of pending)
        if (!cut.has(holder)) holder.$ref = `#/$defs/${nameOf(entry, view)}`;
      return { input: componentsOf(all, "input", nameOf), output: componentsOf(all, "output", nameOf) };
    },
  };
}

/** Takes away the references that make a schema nothing but itself; what stays of it accepts anything. */
function cutCircles(
  entries: readonly Entry[],
  pending: readonly PendingName[],
  onCircle: (target: Cursor) => void,
): ReadonlySet<object> {
  const cut = new Set<object>();
  for (const view of ["input", "output"] as const) {
    const links = pending.flatMap(({ holder, entry, view: of }) => (of === view ? [{ holder, target: entry }] : []));
    for (const { holder, target } of circularLinks(entries, (entry) => entry.schemas.get(view), links)) {
      cut.add(holder);
      Reflect.deleteProperty(holder, "$ref");
      onCircle(target.target);
    }
  }
  return cut;
}

/** A schema is sensitive when anything it refers to is: its input view then refers to input views. */
function spreadSensitivity(entries: readonly Entry[]): void {
  const users = new Map<Entry, Entry[]>();
  for (const entry of entries) {
    for (const used of entry.uses) {
      const known = users.get(used);
      if (known === undefined) users.set(used, [entry]);
      else known.push(entry);
    }
  }
  const queue = entries.filter((entry) => entry.sensitive);
  for (let entry = queue.pop(); entry !== undefined; entry = queue.pop()) {
    for (const user of users.get(entry) ?? []) {
      if (user.sensitive) continue;
      user.sensitive = true;
      queue.push(user);
    }
  }
}

/** Names that stage 3 gives to schemas of its own. */
const reservedNames: ReadonlySet<string> = new Set(["FileArgument"]);

/** Names depend on the schema's own place only; all members of a clash carry a hash of theirs, so that none depends on order. */
function nameEntries(entries: readonly Entry[]): { plain: Map<Entry, string>; input: Map<Entry, string> } {
  const counts = new Map<string, number>();
  for (const { baseName } of entries) counts.set(baseName, (counts.get(baseName) ?? 0) + 1);
  const plain = new Map<Entry, string>();
  for (const entry of entries) {
    const unique = counts.get(entry.baseName) === 1 && !reservedNames.has(entry.baseName);
    plain.set(entry, unique ? entry.baseName : `${entry.baseName}_${stableHash(entry.identity)}`);
  }
  const taken = new Set(plain.values());
  const input = new Map<Entry, string>();
  for (const entry of entries.filter(({ sensitive }) => sensitive)) {
    const name = `${plain.get(entry) ?? ""}Input`;
    input.set(entry, taken.has(name) ? `${name}_${stableHash(entry.identity)}` : name);
  }
  return { plain, input };
}

const maxNameLength = 80;
const structuralSegments = new Set([
  "components",
  "schemas",
  "definitions",
  "properties",
  "items",
  "schema",
  "$defs",
  "content",
  "paths",
]);

function baseNameOf({ file, pointer }: Cursor): string {
  const segments = pointer
    .split("/")
    .slice(1)
    .filter((segment) => !structuralSegments.has(segment));
  const fileName =
    file.url
      .split("/")
      .at(-1)
      ?.replace(/\.[a-z]+$/i, "") ?? "";
  const name = pascalCase(segments.length > 0 ? segments.join(" ") : decodeURIComponent(fileName)) || "Schema";
  return name.length <= maxNameLength ? name : `${name.slice(0, maxNameLength - 9)}_${stableHash(name)}`;
}

function componentsOf(
  entries: readonly Entry[],
  view: View,
  nameOf: (entry: Entry, view: View) => string,
): Map<string, JsonSchema> {
  const named: [string, JsonSchema][] = [];
  for (const entry of entries) {
    const schema =
      entry.schemas.get(view) ??
      (entry.sensitive ? undefined : (entry.schemas.get("output") ?? entry.schemas.get("input")));
    if (schema !== undefined) named.push([nameOf(entry, view), schema]);
  }
  return new Map(named.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
