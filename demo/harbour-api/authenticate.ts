import { createRemoteJWKSet, errors, jwtVerify } from "jose";
import type { JWTVerifyGetKey } from "jose";
import { Problem } from "./problem.ts";

/** Who calls, as the token says. */
export interface Identity {
  readonly user: string;
  readonly client: string | null;
  readonly scopes: ReadonlySet<string>;
}

/** Whose tokens the API takes. */
export interface TokenRules {
  readonly issuer: string;
  /** One of these must stand in `aud`. */
  readonly audience: string | readonly string[];
  /** Where the keys are. Default: what the issuer's metadata says (RFC 8414). */
  readonly jwksUri?: string;
}

/** Takes an `Authorization` header, gives who calls. Throws a 401 {@link Problem}. */
export type Authenticate = (authorization: string | undefined) => Promise<Identity>;

/** The API's own check of access tokens (RFC 9068, 4): it trusts nobody in front of it. */
export function createAuthenticate(rules: TokenRules): Authenticate {
  let keys: Promise<JWTVerifyGetKey> | undefined;
  const loadKeys = async (): Promise<JWTVerifyGetKey> => {
    keys ??= findKeys(rules);
    try {
      return await keys;
    } catch (cause) {
      keys = undefined;
      throw new Problem(503, { detail: `The keys of ${rules.issuer} cannot be read: ${String(cause)}` });
    }
  };
  return async (authorization) => {
    const token = /^Bearer ([A-Za-z0-9._~+/-]+=*)$/i.exec(authorization ?? "")?.[1];
    if (token === undefined) throw unauthorized(undefined, "Send an access token as `Authorization: Bearer ...`.");
    return await verify(token, await loadKeys(), rules);
  };
}

async function verify(token: string, keys: JWTVerifyGetKey, rules: TokenRules): Promise<Identity> {
  try {
    const { payload } = await jwtVerify(token, keys, {
      issuer: rules.issuer,
      audience: typeof rules.audience === "string" ? rules.audience : [...rules.audience],
      typ: "at+jwt",
      algorithms: ["ES256", "RS256", "PS256", "EdDSA"],
      requiredClaims: ["sub", "exp"],
    });
    const scope = payload["scope"];
    const client = payload["client_id"];
    return {
      user: payload.sub ?? "",
      client: typeof client === "string" ? client : null,
      scopes: new Set(typeof scope === "string" ? scope.split(" ").filter(Boolean) : []),
    };
  } catch (error) {
    if (error instanceof errors.JOSEError) throw unauthorized("invalid_token", error.message);
    throw error;
  }
}

async function findKeys(rules: TokenRules): Promise<JWTVerifyGetKey> {
  const address = rules.jwksUri ?? (await discoverJwksUri(rules.issuer));
  // No waiting time: after a rotation the next token is good at once.
  return createRemoteJWKSet(new URL(address), { cooldownDuration: 0 });
}

async function discoverJwksUri(issuer: string): Promise<string> {
  const { origin, pathname } = new URL(issuer);
  const address = `${origin}/.well-known/oauth-authorization-server${pathname === "/" ? "" : pathname}`;
  const response = await fetch(address, { redirect: "error" });
  const metadata = (await response.json()) as { readonly jwks_uri?: unknown };
  if (typeof metadata.jwks_uri !== "string") throw new TypeError(`no jwks_uri in ${address}`);
  return metadata.jwks_uri;
}

function unauthorized(error: string | undefined, detail: string): Problem {
  const quoted = detail.replace(/["\\]/g, "'");
  const challenge = error
    ? `Bearer realm="harbour", error="${error}", error_description="${quoted}"`
    : `Bearer realm="harbour"`;
  return new Problem(401, { detail, headers: { "WWW-Authenticate": challenge } });
}

/** 403 that names what would do: RFC 6750, 3.1. */
export function insufficientScope(alternatives: readonly (readonly string[])[]): Problem {
  const scope = (alternatives.at(-1) ?? []).join(" ");
  const ways = alternatives.map((scopes) => scopes.join(" and ")).join(", or ");
  return new Problem(403, {
    detail: `The token lacks a scope. Needed: ${ways}.`,
    headers: { "WWW-Authenticate": `Bearer realm="harbour", error="insufficient_scope", scope="${scope}"` },
  });
}
