import type { JsonSchema, JsonSchemaObject } from "../../templates/src/runtime/surface-types.ts";
import { type Phrase, say } from "./phrase.ts";
import type { SchemaComparison } from "./schema-finding.ts";
import { typesOf } from "./schema-keywords.ts";

type Branches = readonly JsonSchema[];

/** How to compare what is inside. */
interface UnionContext {
  readonly comparison: SchemaComparison;
  readonly compare: (old: JsonSchema, now: JsonSchema, path: string, comparison: SchemaComparison) => void;
}

const unions: ReadonlySet<string> = new Set(["anyOf", "oneOf"]);
const beside: ReadonlySet<string> = new Set(["title", "description", "examples", "$comment", "deprecated", "default"]);

/** The alternatives of a schema that is nothing but a union; else the schema alone. */
export function unionOf(schema: JsonSchemaObject): Branches {
  const keywords = Object.keys(schema).filter((keyword) => !beside.has(keyword));
  const [only, ...others] = keywords;
  const branches = only === undefined || others.length > 0 || !unions.has(only) ? undefined : schema[only];
  return Array.isArray(branches) && branches.length > 0 ? (branches as Branches) : [schema];
}

/**
 * Compares two unions: alternatives that say the same are set aside, those with the same name or type are compared, and
 * what is left has come or gone.
 */
export function compareUnions(
  [old, now]: readonly [Branches, Branches],
  path: string,
  { comparison, compare }: UnionContext,
): void {
  const { found } = comparison;
  const { pairs, gone, come } = match([old.flatMap(alternativesOf), now.flatMap(alternativesOf)], comparison);
  for (const [before, after] of pairs) compare(before, after, path, comparison);
  for (const branch of gone)
    found.push({ effect: "narrowed", path, phrase: say`no longer accepts ${describe(branch)}` });
  for (const branch of come) found.push({ effect: "widened", path, phrase: say`also accepts ${describe(branch)}` });
}

/** Unions inside a union, and several types of one schema, are alternatives too: `["string", "null"]` is a string, or null. */
function alternativesOf(branch: JsonSchema): Branches {
  if (typeof branch === "boolean") return [branch];
  const inner = unionOf(branch);
  if (inner.length > 1) return inner.flatMap(alternativesOf);
  const types = typesOf(branch);
  if (types === undefined || types.length < 2) return [branch];
  return types.map((type) => (type === "null" ? nullOf(branch) : withoutNull({ ...branch, type })));
}

function nullOf(branch: JsonSchemaObject): JsonSchema {
  return branch.enum === undefined || branch.enum.includes(null) ? { type: "null" } : false;
}

function withoutNull({ enum: values, ...branch }: JsonSchemaObject): JsonSchemaObject {
  return values === undefined ? branch : { ...branch, enum: values.filter((value) => value !== null) };
}

/** Compares what a value must be all of, in the same way: what has come allows less. */
export function compareIntersections(
  lists: readonly [Branches, Branches],
  path: string,
  { comparison, compare }: UnionContext,
): void {
  const { found } = comparison;
  const { pairs, gone, come } = match(lists, comparison);
  for (const [before, after] of pairs) compare(before, after, path, comparison);
  for (const branch of gone)
    found.push({ effect: "widened", path, phrase: say`need not be ${describe(branch)} any more` });
  for (const branch of come) found.push({ effect: "narrowed", path, phrase: say`must be ${describe(branch)} too` });
}

/** Sets aside what says the same on both sides, and pairs what can be compared. */
function match(
  [old, now]: readonly [Branches, Branches],
  comparison: SchemaComparison,
): {
  readonly pairs: readonly (readonly [JsonSchema, JsonSchema])[];
  readonly gone: Branches;
  readonly come: Branches;
} {
  const beforePrints = old.map((branch) => comparison.old.fingerprints.meaning(branch));
  const afterPrints = now.map((branch) => comparison.new.fingerprints.meaning(branch));
  const gone = old.filter((_, index) => !afterPrints.includes(beforePrints[index] ?? ""));
  const come = now.filter((_, index) => !beforePrints.includes(afterPrints[index] ?? ""));
  const pairs = pairUp(gone, come);
  const [paired, pairedNow] = [new Set(pairs.map(([one]) => one)), new Set(pairs.map(([, other]) => other))];
  return { pairs, gone: gone.filter((one) => !paired.has(one)), come: come.filter((one) => !pairedNow.has(one)) };
}

function pairUp(gone: Branches, come: Branches): readonly (readonly [JsonSchema, JsonSchema])[] {
  const [one, other] = [gone[0], come[0]];
  if (gone.length === 1 && come.length === 1 && one !== undefined && other !== undefined) return [[one, other]];
  const labels = new Map(come.map((branch) => [labelOf(branch), branch]));
  const isUnique = (branch: JsonSchema): boolean =>
    [gone, come].every((all) => all.filter((candidate) => labelOf(candidate) === labelOf(branch)).length === 1);
  return gone.flatMap((branch) => {
    const twin = labels.get(labelOf(branch));
    return twin !== undefined && isUnique(branch) ? [[branch, twin] as const] : [];
  });
}

/** What an alternative goes by: its name, else its types. */
function labelOf(branch: JsonSchema): string {
  if (typeof branch === "boolean") return String(branch);
  return branch.$ref?.replace(/^#\/\$defs\//u, "") ?? branch.title ?? typesOf(branch)?.join(" or ") ?? "any value";
}

function describe(branch: JsonSchema): Phrase {
  return say`the form ${labelOf(branch)}`;
}
