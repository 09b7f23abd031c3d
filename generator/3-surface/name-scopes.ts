import type { ApiScopes } from "../../templates/src/runtime/surface-types.ts";
import { GeneratorError } from "../errors.ts";
import type { ScopeOptions } from "../options.ts";

/** Scopes of OpenID Connect Core 1.0 (5.4, 11): every authorization server has them by these names. */
const openIdScopes = new Set(["openid", "profile", "email", "address", "phone", "offline_access"]);

/**
 * What a token's scope stands for, and how clients ask for a scope: worked out for the scopes that tools need and those
 * that the config names. A token may say a scope as the document does, as clients ask for it, or without the prefix.
 */
export function nameScopes(needed: readonly string[], options: ScopeOptions): Pick<ApiScopes, "implies" | "asked"> {
  const { implies = {}, map = {} } = options;
  const all = [...new Set([...needed, ...Object.keys(map), ...Object.entries(implies).flat(2)])].toSorted();
  const asked = all.map((scope) => [scope, askedFor(scope, options)] as const);
  refuseTwins(asked);
  const broad = hierarchy(implies);
  const meanings = new Map<string, Set<string>>();
  for (const [scope, spelling] of asked) {
    for (const said of [scope, spelling, withoutPrefix(scope, options)]) {
      meanings.set(said, new Set([...(meanings.get(said) ?? []), scope, ...broad(scope)]));
    }
  }
  for (const [said, meant] of meanings) meant.delete(said);
  const impliedBy = [...meanings].filter(([, meant]) => meant.size > 0).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const renamed = asked.filter(([scope, spelling]) => scope !== spelling);
  return {
    ...(impliedBy.length > 0 && {
      implies: Object.fromEntries(impliedBy.map(([said, meant]) => [said, [...meant].toSorted()])),
    }),
    ...(renamed.length > 0 && { asked: Object.fromEntries(renamed) }),
  };
}

/**
 * A scope that is asked for by the name of another would be granted with it.
 * @throws GeneratorError `bad-config`
 */
function refuseTwins(asked: readonly (readonly [scope: string, spelling: string])[]): void {
  const owner = new Map(asked.map(([scope]) => [scope, scope]));
  for (const [scope, spelling] of asked) {
    const other = owner.get(spelling) ?? scope;
    if (other !== scope)
      throw new GeneratorError(
        "bad-config",
        `auth.scopes: "${scope}" and "${other}" would both be asked for as "${spelling}", so that whoever gets one gets the other. Give each its own name.`,
      );
    owner.set(spelling, scope);
  }
}

function askedFor(scope: string, { map = {}, prefix = "" }: ScopeOptions): string {
  const mapped = Object.hasOwn(map, scope) ? map[scope] : undefined;
  if (mapped !== undefined) return mapped;
  return scope.startsWith(prefix) || openIdScopes.has(scope) ? scope : `${prefix}${scope}`;
}

/** A document may hold the prefix already, as its clients must send it. */
function withoutPrefix(scope: string, { prefix = "" }: ScopeOptions): string {
  return scope.startsWith(prefix) && scope.length > prefix.length ? scope.slice(prefix.length) : scope;
}

/** Everything that comes with a scope, over any number of steps. A circle ends where it began. */
function hierarchy(implies: NonNullable<ScopeOptions["implies"]>): (scope: string) => ReadonlySet<string> {
  const direct = new Map(Object.entries(implies));
  return (scope) => {
    const found = new Set<string>();
    const open = [scope];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      for (const narrower of direct.get(next) ?? []) {
        if (found.has(narrower)) continue;
        found.add(narrower);
        open.push(narrower);
      }
    }
    return found;
  };
}
