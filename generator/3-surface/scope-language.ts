import type { ScopeOptions } from "../options.ts";
import type { ScopeSet } from "./scope-sets.ts";

/** How scopes relate to each other and to what the authorization server calls them: from the config and the document together. */
export interface ScopeLanguage {
  /** A scope -> what comes with it, one step. */
  readonly implies: ReadonlyMap<string, readonly string[]>;
  /** A scope -> how clients ask for it. Wins over the prefix. */
  readonly map: ReadonlyMap<string, string>;
  /** Empty: none. */
  readonly prefix: string;
  /** Scopes that the prefix is not about. */
  readonly unprefixed: ReadonlySet<string>;
}

/** Scopes of OpenID Connect Core 1.0 (5.4, 11): every authorization server has them by these names. */
export const openIdScopes: ReadonlySet<string> = new Set([
  "openid",
  "profile",
  "email",
  "address",
  "phone",
  "offline_access",
]);

/** What the config says alone. */
export function configuredLanguage({ implies = {}, map = {}, prefix = "" }: ScopeOptions = {}): ScopeLanguage {
  return {
    implies: new Map(Object.entries(implies)),
    map: new Map(Object.entries(map)),
    prefix,
    unprefixed: openIdScopes,
  };
}

/** How clients ask for a scope. */
export function askedFor(scope: string, { map, prefix, unprefixed }: ScopeLanguage): string {
  const mapped = map.get(scope);
  if (mapped !== undefined) return mapped;
  return scope.startsWith(prefix) || unprefixed.has(scope) ? scope : `${prefix}${scope}`;
}

/** A document may hold the prefix already, as its clients must send it. */
export function withoutPrefix(scope: string, { prefix, unprefixed }: ScopeLanguage): string {
  const isPrefixed = scope.startsWith(prefix) && scope.length > prefix.length && !unprefixed.has(scope);
  return isPrefixed ? scope.slice(prefix.length) : scope;
}

/** Makes a function that gives everything that comes with scopes, they themselves included, over any number of steps. A circle ends where it began. */
export function createHierarchy({
  implies,
}: Pick<ScopeLanguage, "implies">): (scopes: ScopeSet) => ReadonlySet<string> {
  return (scopes) => {
    const found = new Set(scopes);
    const open = implies.size === 0 ? [] : [...scopes];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      for (const narrower of implies.get(next) ?? []) {
        if (found.has(narrower)) continue;
        found.add(narrower);
        open.push(narrower);
      }
    }
    return found;
  };
}
