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
  const beforePrints = old.map((branch) => comparison.old.fingerprints.meaning(branch));
  const afterPrints = now.map((branch) => comparison.new.fingerprints.meaning(branch));
  const gone = old.filter((_, index) => !afterPrints.includes(beforePrints[index] ?? ""));
  const come = now.filter((_, index) => !beforePrints.includes(afterPrints[index] ?? ""));
  const pairs = pairUp(gone, come);
  for (const [before, after] of pairs) compare(before, after, path, comparison);
  const [paired, pairedNow] = [new Set(pairs.map(([one]) => one)), new Set(pairs.map(([, other]) => other))];
  for (const branch of gone.filter((one) => !paired.has(one)))
    found.push({ effect: "narrowed", path, phrase: say`no longer accepts ${describe(branch)}` });
  for (const branch of come.filter((one) => !pairedNow.has(one)))
    found.push({ effect: "widened", path, phrase: say`also accepts ${describe(branch)}` });
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
