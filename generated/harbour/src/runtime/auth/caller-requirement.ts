import { Refusal } from "../errors.ts";
import type { ApiDefinition, Caller, CallerRequirement } from "../surface-types.ts";

/** Who may use the server's own credentials; undefined in the modes where it has none. */
export function requirementOf({ upstream }: ApiDefinition): CallerRequirement | undefined {
  return upstream?.mode === "credentials" ? upstream.requires : undefined;
}

/** What a token's claims say of a required claim. A required scope is the scope gate's: every tool names it. */
export function entitlementOf(
  claims: { readonly [name: string]: unknown },
  requires: CallerRequirement | undefined,
): { readonly entitled?: boolean } {
  if (requires === undefined || !("claim" in requires)) return {};
  const value = claimAt(claims, requires.claim);
  const held: readonly unknown[] = Array.isArray(value) ? value : [value];
  return { entitled: held.some((one) => typeof one === "string" && requires.values.includes(one)) };
}

/**
 * Refuses a call by a caller without the required claim. No `insufficient_scope`: signing in again would not help.
 * @throws Refusal `caller_not_entitled`
 */
export function assertEntitled(caller: Omit<Caller, "token">, requires: CallerRequirement | undefined): void {
  if (requires === undefined || !("claim" in requires) || caller.entitled === true) return;
  throw new Refusal(
    "caller_not_entitled",
    `This sign-in may not use this server: its token lacks the claim ${requires.claim} with an accepted value. Whoever manages the accounts can grant it; signing in again alone will not help.`,
    { "cache-control": "no-store" },
  );
}

/** A claim by its name, or by a JSON Pointer (RFC 6901) where providers nest it: `/realm_access/roles`. */
function claimAt(claims: { readonly [name: string]: unknown }, claim: string): unknown {
  const names = claim.startsWith("/") ? claim.slice(1).split("/").map(unescape) : [claim];
  let at: unknown = claims;
  for (const name of names) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, name)) return undefined;
    at = Object.entries(at).find(([key]) => key === name)?.[1];
  }
  return at;
}

function unescape(segment: string): string {
  return segment.replaceAll("~1", "/").replaceAll("~0", "~");
}
