import { RuntimeError } from "../errors.ts";
import type { ServerConfig } from "../server-config.ts";
import { entitlementOf } from "./caller-requirement.ts";
import {
  checkAudience,
  checkClient,
  checkUnbound,
  checkValidity,
  clientOf,
  requireText,
  requireTime,
  type TokenClaims,
  type UncheckedClaims,
} from "./token-claims.ts";
import { scopesOf } from "./token-scopes.ts";

/** What an answer is checked against. */
export interface IntrospectionCheck {
  readonly config: ServerConfig;
  /** Who answered. */
  readonly issuer: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** For how long a token is taken to live whose expiry is not told, in ms. */
  readonly unknownExpiryMs: number;
}

/**
 * RFC 7662, 2.2: what the authorization server says of a token, checked as the claims of a JWT are: a token that is
 * active may still be meant for somebody else (RFC 7662, 4: "MUST perform ... audience").
 * @param answer undefined: the server does not know the token
 * @throws RuntimeError `token_invalid`
 */
export function readIntrospection(answer: UncheckedClaims | undefined, check: IntrospectionCheck): TokenClaims {
  const { config, issuer } = check;
  if (answer?.["active"] !== true) throw invalid("the token is not active");
  if (answer["iss"] !== undefined && answer["iss"] !== issuer) throw invalid("the token is of another issuer");
  const type = answer["token_type"] ?? "bearer";
  if (typeof type !== "string" || type.toLowerCase() !== "bearer") throw invalid("the token is not a bearer token");
  checkUnbound(answer);
  checkAudience(answer, config);
  const expiresAt = checkValidity(answer, expiryOf(answer, check), check.now / 1000);
  const clientId = clientOf(answer, config.claims);
  checkClient(answer, clientId, config);
  return {
    issuer,
    subject: requireText(answer, "sub"),
    clientId,
    scopes: scopesOf(answer, config.claims),
    expiresAt,
    ...entitlementOf(answer, config.requires),
  };
}

/** RFC 7662 leaves `exp` out when it likes; Google writes it as text. */
function expiryOf(answer: UncheckedClaims, { config, now, unknownExpiryMs }: IntrospectionCheck): number {
  const { exp } = answer;
  if (exp === undefined) return Math.floor((now + unknownExpiryMs) / 1000);
  const isText = config.introspection?.kind === "tokeninfo" && typeof exp === "string" && /^\d{1,12}$/.test(exp);
  return isText ? Number(exp) : requireTime(answer, "exp");
}

function invalid(reason: string): RuntimeError {
  return new RuntimeError("token_invalid", reason);
}
