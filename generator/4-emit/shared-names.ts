import { distinctName, isReservedWord, pascalCase } from "./quote/identifier.ts";

/** Names that `src/schemas.ts` and `src/types.ts` need for themselves. */
const TAKEN: ReadonlySet<string> = new Set(["JsonSchema"]);

const PASCAL_CASE = /^[A-Z][A-Za-z0-9_]*$/u;

/**
 * A TypeScript identifier for each shared schema, in PascalCase: a name that is one already keeps it; the others are
 * made one, numbered where two meet. Depends on the set of names only, not on its order.
 * @param names names as they stand in `#/$defs/Name`
 */
export function nameShared(names: Iterable<string>): ReadonlyMap<string, string> {
  const sorted = [...new Set(names)].toSorted();
  const identifiers = new Map<string, string>();
  const taken = new Set(TAKEN);
  for (const name of sorted.filter(isFine)) {
    identifiers.set(name, name);
    taken.add(name);
  }
  for (const name of sorted.filter((other) => !isFine(other))) {
    const identifier = distinctName(pascalCase(name), taken);
    identifiers.set(name, identifier);
    taken.add(identifier);
  }
  return identifiers;
}

function isFine(name: string): boolean {
  return PASCAL_CASE.test(name) && !TAKEN.has(name) && !isReservedWord(name);
}
