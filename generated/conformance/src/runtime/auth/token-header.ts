import { decodeProtectedHeader } from "jose";
import { RuntimeError } from "../errors.ts";
import type { ServerConfig } from "../server-config.ts";

/** What is left of a token's header once it was checked. */
export interface TokenHeader {
  /** `at+jwt`, or `jwt` (also when the token says nothing). */
  readonly type: string;
}

/**
 * Checks a token's header before any key is looked up. `jku`, `x5u`, `jwk` and `x5c` are ignored: keys come from the
 * issuer's key set only (RFC 8725, 3.10).
 * @throws RuntimeError `token_invalid`
 */
export function checkTokenHeader(token: string, config: ServerConfig): TokenHeader {
  const header = readHeader(token);
  // RFC 8725, 3.1: the algorithm must be one that we chose, never one that the token chose.
  if (typeof header.alg !== "string" || !config.algorithms.includes(header.alg)) {
    throw invalid("the token is not signed with an accepted algorithm");
  }
  // RFC 7515, 4.1.11: extensions that are not understood must be refused; we understand none. RFC 7797: b64.
  if ("crit" in header || "b64" in header) throw invalid("the token needs header extensions that are not supported");
  // RFC 7519, 5.2: cty JWT means another token inside.
  if ("cty" in header) throw invalid("nested tokens are not accepted");
  return { type: checkType(header.typ, config) };
}

/** RFC 9068, 4: "The resource server MUST verify that the "typ" header value is "at+jwt" ... and reject tokens carrying any other value". */
function checkType(typ: unknown, config: ServerConfig): string {
  if (typ !== undefined && typeof typ !== "string") throw invalid("the token's type is not accepted");
  // RFC 7519, 5.1: typ is optional in a plain JWT; RFC 7515, 4.1.9: application/ may be left out, case does not matter.
  const type = (typ ?? "jwt").toLowerCase().replace(/^application\//, "");
  if (!config.tokenTypes.includes(type)) throw invalid(`the token's type is not ${config.tokenTypes.join(" or ")}`);
  return type;
}

function readHeader(token: string): ReturnType<typeof decodeProtectedHeader> {
  const parts = token.split(".").length;
  if (parts === 5) throw invalid("encrypted tokens are not accepted");
  if (parts !== 3) throw invalid("the token is not a JWT");
  try {
    return decodeProtectedHeader(token);
  } catch (cause) {
    throw new RuntimeError("token_invalid", "the token is not a JWT", { cause });
  }
}

function invalid(reason: string): RuntimeError {
  return new RuntimeError("token_invalid", reason);
}
