import type { ApiScopes } from "../../templates/src/runtime/surface-types.ts";
import type { Operation, SecurityRequirement, SecurityScheme } from "../2-model/api.ts";
import { chooseBaseline } from "./choose-baseline.ts";
import { isScopeToken, normalAlternatives } from "./scope-sets.ts";
import type { ScopeSet } from "./scope-sets.ts";
import { byPrivilege, createWeights } from "./weigh-scopes.ts";
import type { ScopeNeed, WeighedSet } from "./weigh-scopes.ts";

/** What scopes are derived with. */
export interface ScopeRules {
  readonly schemes: readonly SecurityScheme[];
  /** Scopes -> they and all that comes with them. */
  readonly broaden: (scopes: ScopeSet) => ReadonlySet<string>;
}

/** Scopes by operation and of the whole. */
export interface DerivedScopes {
  /** Alternatives with what they open, the preferred one first. */
  readonly byOperation: ReadonlyMap<Operation, readonly WeighedSet[]>;
  readonly api: ApiScopes;
}

/**
 * Scopes of each operation (OpenAPI 3.1, 4.8.30) and of the whole. The preferred alternative is that of least
 * privilege: it unlocks the fewest other operations, writes first; then it stands for the fewest scopes; then by name.
 * What a scope unlocks is counted over the whole document: the API serves the excluded operations too. So excluding
 * changes no preference, and can only take scopes away.
 */
export function deriveScopes(needs: readonly ScopeNeed[], { schemes, broaden }: ScopeRules): DerivedScopes {
  const tokenSchemes = new Set(
    schemes.filter(({ type }) => type === "oauth2" || type === "openIdConnect").map(({ name }) => name),
  );
  const declared = new Set(schemes.map(({ name }) => name));
  const unordered = new Map(
    needs.map((need) => [
      need,
      need.chosen ?? alternativesOf(satisfiable(need.operation.security, declared), tokenSchemes),
    ]),
  );
  const weights = createWeights(unordered, broaden);
  const ordered = new Map(
    [...unordered].map(([need, sets]) => [need, sets.map((set) => weights.weigh(set, need)).toSorted(byPrivilege)]),
  );
  const tools = [...ordered].filter(([{ included }]) => included);
  const preferred = tools.flatMap(([, sets]) => sets[0]?.scopes ?? []);
  const supported = [...new Set(preferred)].toSorted();
  const reading = tools.flatMap(([{ reads }, sets]) => (reads ? [sets.map(({ scopes }) => scopes)] : []));
  return {
    byOperation: new Map([...ordered].map(([{ operation }, sets]) => [operation, sets])),
    api: { supported, baseline: { minimal: [], read: chooseBaseline(reading, weights), all: supported } },
  };
}

/** Nothing satisfies an undeclared scheme: its alternatives count only where there is no other, so that they open nothing. */
function satisfiable(
  security: readonly SecurityRequirement[],
  declared: ReadonlySet<string>,
): readonly SecurityRequirement[] {
  const possible = security.filter((requirement) => requirement.every(({ scheme }) => declared.has(scheme)));
  return possible.length > 0 ? possible : security;
}

/**
 * What a bearer token can satisfy. An alternative of other schemes only (an API key) is not open to our callers, unless
 * there is nothing else: then no scope is asked. An alternative without scopes makes all others needless.
 */
function alternativesOf(security: readonly SecurityRequirement[], tokenSchemes: ReadonlySet<string>): ScopeSet[] {
  const usable = security.filter(
    (requirement) =>
      requirement.length === 0 ||
      requirement.some(({ scheme, scopes }) => tokenSchemes.has(scheme) || scopes.length > 0),
  );
  return normalAlternatives(
    usable.map((requirement) => requirement.flatMap((part) => part.scopes).filter((scope) => isScopeToken(scope))),
  );
}
