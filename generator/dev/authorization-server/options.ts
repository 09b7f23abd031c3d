import type { SigningKey } from "./signing-key.ts";
import type { ServerClient } from "./token-exchange.ts";

/** A protected resource that tokens can be asked for (RFC 8707). */
export interface ProtectedResource {
  /** The identifier that clients send as `resource`. */
  readonly resource: string;
  readonly scopes: readonly string[];
  /** What stands in the token's `aud`. Default: the resource. */
  readonly audience?: string;
  /** Tokens that say nothing by themselves, to be looked up (RFC 7662), or JWTs (RFC 9068). Default: `jwt`. */
  readonly tokens?: "jwt" | "opaque";
}

/** Somebody who can sign in. */
export interface DemoUser {
  /** Sign-in name and `sub` of the tokens. */
  readonly username: string;
  readonly password: string;
  readonly fullName: string;
  /** Shown on the pages, such as `harbour master`. */
  readonly role: string;
  /** The scopes that this user may grant. */
  readonly scopes: "all" | readonly string[];
}

/** Options of `startAuthorizationServer`. */
export interface AuthorizationServerOptions {
  /** Default 0: any free port. */
  readonly port?: number;
  /** What it calls itself, when something stands in front of it. Requests may come with the path of it. Default: its own address. */
  readonly issuer?: string;
  /** More can be added later, see {@link AuthorizationServerControls.addResource}. */
  readonly resources: readonly ProtectedResource[];
  readonly users: readonly DemoUser[];
  /** Whose server this is, on its pages. Default: `Sign-in`. */
  readonly brand?: string;
  /** Scopes in words, for the consent page. */
  readonly scopeWords?: Readonly<Record<string, string>>;
  /** The resource of requests that name none. Default: such requests get an opaque token. */
  readonly defaultResource?: string;
  /** Lifetime of access tokens, seconds. Default 600. */
  readonly ttl?: number;
  /** Answers to fetches of client-id metadata documents, by client id. */
  readonly clientDocuments?: ReadonlyMap<string, object>;
  /** Fetch client-id metadata documents that are not in `clientDocuments` from their hosts. Default: refuse. */
  readonly fetchClientDocuments?: boolean;
  /** Resource servers with a client of their own, for token exchange, client credentials and to look tokens up. Default: none. */
  readonly serverClients?: readonly ServerClient[];
  /** Told of errors that are the server's own. Default: nobody. */
  readonly onError?: (error: unknown) => void;
}

/** Which part of the server a request went to. */
export type Endpoint =
  | "discovery"
  | "jwks"
  | "registration"
  | "authorization"
  | "interaction"
  | "token"
  | "revocation"
  | "introspection"
  | "other";

/** Misbehaviour of an endpoint. `delayMs` comes first; then the first of reset, hang, the given answer; else as usual. */
export interface Fault {
  readonly delayMs?: number;
  /** Cut the connection. */
  readonly reset?: boolean;
  /** Never answer. */
  readonly hang?: boolean;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What a test can do to a running authorization server. */
export interface AuthorizationServerControls {
  /** Lifetime of new access tokens, seconds. */
  ttl: number;
  /** Faults by endpoint; `all` for every one. */
  readonly fault: { [Name in Endpoint | "all"]?: Fault };
  /** Requests since the start, by endpoint. */
  readonly hits: Readonly<Record<Endpoint, number>>;
  /** Signs with a new key from now on. `keepOld`: the old one stays published, so that its tokens stay good. */
  rotate(options: { readonly keepOld: boolean }): Promise<void>;
  /** A token with these claims over the usual ones (`undefined` leaves a claim out), signed by the current key. */
  mint(claims: Readonly<Record<string, unknown>>, options?: MintOptions): Promise<string>;
  /** Makes tokens for another resource possible. */
  addResource(resource: ProtectedResource): void;
}

/** Header parameters over the usual ones, and another key. */
export interface MintOptions {
  readonly header?: Readonly<Record<string, unknown>>;
  readonly key?: SigningKey;
}

/** A running authorization server. */
export interface AuthorizationServer {
  /** Issuer identifier and base URL, without trailing slash. */
  readonly issuer: string;
  /** Where it listens: the issuer, unless something stands in front. */
  readonly address: string;
  readonly controls: AuthorizationServerControls;
  /** Stops listening and cuts every connection; what was issued stays good. */
  stop(): Promise<void>;
  /** Listens again, at the same address. */
  start(): Promise<void>;
  close(): Promise<void>;
}
