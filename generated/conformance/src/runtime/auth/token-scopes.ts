import { RuntimeError } from "../errors.ts";

/** RFC 6749, 3.3: `scope-token = 1*( %x21 / %x23-5B / %x5D-7E )`, separated by one space. */
const scopeList = /^[\x21\x23-\x5B\x5D-\x7E]+( [\x21\x23-\x5B\x5D-\x7E]+)*$/;

/** Whether `text` is one scope token (RFC 6749, 3.3). */
export function isScopeToken(text: string): boolean {
  return scopeList.test(text) && !text.includes(" ");
}

/**
 * The scopes that a token grants: RFC 9068, 2.2.3, the claim `scope`. Servers that use `scp` or arrays are read here too,
 * once a configuration says that the issuer is one of them; guessing would turn odd text into rights.
 * @throws RuntimeError `token_invalid`
 */
export function scopesOf(claims: { readonly [name: string]: unknown }): ReadonlySet<string> {
  const scope = claims["scope"];
  if (scope === undefined || scope === "") return new Set();
  if (typeof scope !== "string" || !scopeList.test(scope)) {
    throw new RuntimeError("token_invalid", "the token's scope is not a space-separated string");
  }
  return new Set(scope.split(" "));
}
