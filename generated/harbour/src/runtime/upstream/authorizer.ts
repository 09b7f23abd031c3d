import type { Issuer, IssuerEffects } from "../auth/issuer.ts";
import type { ScopeNames } from "../auth/scope-names.ts";
import type { HandlerOptions } from "../handler-options.ts";
import type { ServerConfig } from "../server-config.ts";
import type { ApiDefinition, Caller, OperationDefinition, ToolDefinition } from "../surface-types.ts";
import { spellingsOf } from "./scrub-token.ts";

type Pair = readonly [name: string, value: string];

/** The credentials of one request. `send.ts` puts them on the wire; what the API echoes of them is taken out of its answer. */
export interface UpstreamCredentials {
  readonly headers: readonly Pair[];
  readonly query: readonly Pair[];
  readonly cookies: readonly Pair[];
  /** What must not be seen again, in every spelling (see `scrub-token.ts`). */
  readonly secrets: readonly string[];
}

/** What credentials are for. */
export interface AuthorizationNeed {
  /** The caller's token, as `api-client.ts` read it. */
  readonly token: string;
  readonly caller: Omit<Caller, "token">;
  /** The tool that is called. */
  readonly tool: Pick<ToolDefinition, "name" | "scopes">;
  /** What is sent. */
  readonly operation: OperationDefinition;
}

/** Decides what the API gets as credentials: one for each mode, made when the server is. */
export interface UpstreamAuthorizer {
  /** @throws UpstreamError when there are none to be had. Never answers with those of another mode instead. */
  authorize(need: AuthorizationNeed): Promise<UpstreamCredentials> | UpstreamCredentials;
  /** Told that the API answered 401 to these. Whether {@link authorize} would answer with others now. */
  reject(credentials: UpstreamCredentials): boolean;
  /** What a caller is told of a 401 of the API. */
  readonly advice: string;
}

/** What an authorizer is made of. */
export interface AuthorizerParts {
  readonly config: ServerConfig;
  readonly issuers: ReadonlyMap<string, Issuer>;
  readonly scopeNames: ScopeNames;
  readonly effects: IssuerEffects;
}

/** Makes an authorizer. No I/O until a call needs it. */
export type AuthorizerFactory = (parts: AuthorizerParts) => UpstreamAuthorizer;

/** What a mode is checked against at the start. */
export interface UpstreamSetup {
  readonly api: ApiDefinition;
  readonly tools: readonly ToolDefinition[];
  readonly options: HandlerOptions;
}

/** A mode besides `forward`: an optional part of the runtime. */
export interface UpstreamMode {
  readonly mode: "exchange" | "credentials";
  /** Checks the settings of the mode; what is wrong is told in `problems`, and the factory is then not used. */
  prepare(setup: UpstreamSetup, problems: string[]): AuthorizerFactory;
}

/** A bearer token in its header (RFC 6750, 2.1). */
export function bearerCredentials(token: string): UpstreamCredentials {
  return { headers: [["authorization", `Bearer ${token}`]], query: [], cookies: [], secrets: spellingsOf([token]) };
}

/** Mode `forward`: the caller's verified token, unchanged. */
export const forwardAuthorizer: UpstreamAuthorizer = {
  authorize: ({ token }) => bearerCredentials(token),
  reject: () => false,
  advice:
    "This server accepted the caller's token, the API did not. Signing in again may help; otherwise the operator must check that the API accepts tokens of this issuer and audience.",
};
