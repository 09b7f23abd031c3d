/** Name of the lock in the project's folder. */
export const lockName = "surface.lock.json";

/**
 * The surface lock: what agents and users see of a server, small enough to be reviewed line by line. It is written with
 * the project, and `slipway diff` compares two of them. Hashes are the first 12 hex digits of a SHA-256.
 */
export interface SurfaceLock {
  /** Version of this format. */
  readonly lockVersion: 1;
  readonly name: string;
  /** How the tools are offered: all of them in the list, or behind a search. */
  readonly mode: "all" | "search";
  /** What goes to the API with a call: the caller's token, one exchanged for it, or credentials of the server's own. */
  readonly upstream: "forward" | "exchange" | "credentials";
  /** Which calls wait until their user has agreed; absent: none. */
  readonly confirm?: "never" | "destructive" | "writes";
  /** What the document proposes, as it was accepted when the project was generated. */
  readonly accepted: AcceptedProposals;
  /** `scopes_supported`, sorted. */
  readonly scopes: readonly string[];
  /** What the list of tools costs a model (see `measure-tokens.ts`); absent: not counted. */
  readonly tokens?: number;
  /** By name, sorted. */
  readonly tools: Readonly<Record<string, LockedTool>>;
}

/** Where a document would have tokens come from and go to. A change of it is to be accepted by a person. */
export interface AcceptedProposals {
  readonly issuer?: string;
  readonly apiBaseUrl?: string;
  /** Further origins, by name, sorted. */
  readonly origins?: Readonly<Record<string, string>>;
  /** Where the server's own client secrets would go, by variable, sorted. */
  readonly tokenUrls?: Readonly<Record<string, string>>;
}

/** One tool in the lock. */
export interface LockedTool {
  /** Method and path, as in `GET /berths/{berthId}`. */
  readonly operation: string;
  readonly service: string;
  /** Alternatives, the preferred one first: scopes separated by spaces. Absent: none needed. */
  readonly scopes?: readonly string[];
  /** Hints that hold, in the order read-only, destructive, idempotent, open-world. */
  readonly hints: string;
  /** By name, in the order of the schema: the hash of what its schema allows, after `required ` where it is. */
  readonly arguments: Readonly<Record<string, string>>;
  /** Hash of what a successful answer holds. */
  readonly result: string;
  /** Hash of all that is said to people and models: title, descriptions, examples. */
  readonly text: string;
  /** What the tool costs a model in the list; absent: not counted. */
  readonly tokens?: number;
}
