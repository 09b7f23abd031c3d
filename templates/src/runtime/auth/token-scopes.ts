import { RuntimeError } from "../errors.ts";
import type { ClaimRules } from "./claim-rules.ts";

/** Which claim holds the scopes, and in which form. */
type ScopeRules = Pick<ClaimRules, "scopeClaim" | "scopeList">;

/** RFC 6749, 3.3: `scope-token = 1*( %x21 / %x23-5B / %x5D-7E )`, separated by one space. */
const scopeList = /^[\x21\x23-\x5B\x5D-\x7E]+( [\x21\x23-\x5B\x5D-\x7E]+)*$/;

/** Whether `text` is one scope token (RFC 6749, 3.3). */
export function isScopeToken(text: string): boolean {
  return scopeList.test(text) && !text.includes(" ");
}

/**
 * The scopes that a token grants: RFC 9068, 2.2.3, the claim `scope`, one text. Other claims and lists are read for a
 * provider whose preset says so; guessing would turn odd text into rights.
 * @throws RuntimeError `token_invalid`
 */
export function scopesOf(claims: { readonly [name: string]: unknown }, rules: ScopeRules): ReadonlySet<string> {
  const claim = claims[rules.scopeClaim];
  if (claim === undefined || claim === "") return new Set();
  if (typeof claim === "string" && scopeList.test(claim)) return new Set(claim.split(" "));
  const isList = Array.isArray(claim) && claim.every((scope) => typeof scope === "string" && isScopeToken(scope));
  if (rules.scopeList && isList) return new Set<string>(claim);
  const expected = rules.scopeList ? "a list of scopes" : "a space-separated string";
  throw new RuntimeError("token_invalid", `the token's ${rules.scopeClaim} is not ${expected}`);
}
