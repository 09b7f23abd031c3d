import type { Exchange } from "./exchange.ts";

/** Everything that was seen on the walk. Checks are pure functions of it. */
export interface Evidence {
  readonly endpoint: URL;
  /** An origin that the user named, for CORS. */
  readonly origin: string | undefined;
  /** Milliseconds since the epoch, when the walk began. */
  readonly now: number;
  readonly open: OpenEvidence;
  readonly metadata: MetadataEvidence;
  readonly servers: readonly AuthorizationServerEvidence[];
  /** Present when a sign-in was asked for. */
  readonly signIn: SignInEvidence | undefined;
  /** Present when there was a token. */
  readonly session: SessionEvidence | undefined;
}

/** Requests to the MCP endpoint without a good token. */
export interface OpenEvidence {
  /** `initialize`, as clients up to 2025-11-25 begin. */
  readonly legacy: Exchange;
  /** `server/discover`, as clients of 2026-07-28 begin. */
  readonly modern: Exchange;
  readonly get: Exchange;
  readonly options: Exchange;
  /** With a bearer token that nobody issued. */
  readonly wrongToken: Exchange;
  readonly preflight: Exchange;
  /** `initialize` with the `Origin` that the user named. */
  readonly fromOrigin: Exchange;
  /** The endpoint's address with `http:` in place of `https:`. */
  readonly plain: Exchange;
}

/** Where protected resource metadata was looked for (RFC 9728, 3 and 5.1). */
export interface MetadataEvidence {
  /** At the URL that the challenge names. */
  readonly challenged: Exchange;
  readonly atPath: Exchange;
  readonly atRoot: Exchange;
  /** The first of them that is a JSON object: what clients go by. */
  readonly document: JsonObject | undefined;
  /** The authorization server's metadata on the MCP server's origin, where clients of 2025-03-26 look. */
  readonly mirror: Exchange;
}

/** One authorization server that the metadata names. */
export interface AuthorizationServerEvidence {
  readonly issuer: string;
  /** RFC 8414. */
  readonly oauth: Exchange;
  /** OpenID Connect Discovery, in each of its places. */
  readonly openid: readonly Exchange[];
  /** The first document that is a JSON object: what clients go by. */
  readonly document: JsonObject | undefined;
  readonly jwks: Exchange;
}

/** How the interactive sign-in went. */
export interface SignInEvidence {
  /** What stopped it; `""` when there is a token. */
  readonly problem: string;
  /** It did not begin: nothing to blame on the servers. */
  readonly notBegun: boolean;
  /** Parameters that came back, without the code. */
  readonly callback: ReadonlyMap<string, string>;
  readonly state: string;
  readonly issuer: string;
  readonly askedScopes: readonly string[];
  /** From the token response. */
  readonly grantedScopes: readonly string[] | undefined;
  readonly tokenType: string | undefined;
}

/** Requests with a token. */
export interface SessionEvidence {
  /** Header and claims, when the token is a JWT. */
  readonly jwt: TokenParts | undefined;
  readonly signature: "good" | "bad" | "unknown-key" | "not-checked";
  readonly initialize: Exchange;
  readonly discover: Exchange;
  readonly legacyTools: ToolList;
  readonly modernTools: ToolList;
  readonly get: Exchange;
  readonly plainText: Exchange;
  readonly foreignOrigin: Exchange;
  readonly unknownVersion: Exchange;
  readonly headerMismatch: Exchange;
  readonly unknownMethod: Exchange;
  readonly unknownTool: Exchange;
  readonly wrong: WrongTokens;
  readonly call: ToolCall;
}

export interface TokenParts {
  readonly header: JsonObject;
  readonly claims: JsonObject;
}

/** All pages of `tools/list`. */
export interface ToolList {
  readonly first: Exchange;
  /** `undefined` when there was no list. */
  readonly tools: readonly unknown[] | undefined;
  /** What was wrong; `""` when nothing was. */
  readonly problem: string;
}

/** Requests with tokens that must be refused. */
export interface WrongTokens {
  readonly alteredSignature: Exchange;
  readonly algNone: Exchange;
  readonly expiredCopy: Exchange;
  readonly inQuery: Exchange;
  readonly twoHeaders: Exchange;
}

export interface ToolCall {
  readonly name: string;
  readonly exchange: Exchange;
}

export type JsonObject = { readonly [name: string]: unknown };
