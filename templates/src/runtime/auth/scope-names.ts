import type { ApiScopes } from "../surface-types.ts";

/** How the scopes of tokens, of tools and of the authorization server's own language relate. */
export interface ScopeNames {
  /** What a token's scopes grant: themselves, and all that they stand for (MCP 2026-07-28: "Servers MUST account for scope hierarchies"). */
  granted(scopes: ReadonlySet<string>): ReadonlySet<string>;
  /** How a client asks for scopes: what stands in metadata and challenges. */
  asked(scopes: readonly string[]): readonly string[];
}

/** Reads the maps that the generator worked out. Maps, not objects: no scope finds what objects inherit. */
export function createScopeNames({ implies = {}, asked = {} }: ApiScopes): ScopeNames {
  const implied = new Map(Object.entries(implies));
  const spelled = new Map(Object.entries(asked));
  return {
    granted(scopes) {
      if (implied.size === 0) return scopes;
      return new Set([...scopes].flatMap((scope) => [scope, ...(implied.get(scope) ?? [])]));
    },
    asked: (scopes) => [...new Set(scopes.map((scope) => spelled.get(scope) ?? scope))],
  };
}
