import { createLocalJWKSet, type JSONWebKeySet, type LocalJWKSet } from "jose";
import { describeError, type Log } from "../log.ts";
import type { ServerConfig } from "../server-config.ts";
import { type AuthorizationServer, discover } from "./discovery.ts";
import { type DocumentFetch, DocumentError, fetchDocument, isJsonObject } from "./fetch-document.ts";
import { createRefreshed, type Refreshed, refreshTimes } from "./refreshed.ts";

/** A trusted authorization server: its keys and its metadata, fetched when first needed. */
export interface Issuer {
  /** Exactly as tokens name it in `iss`. */
  readonly name: string;
  readonly keys: Refreshed<LocalJWKSet>;
  readonly metadata: Refreshed<AuthorizationServer>;
}

/** What issuers do to the outside. */
export interface IssuerEffects {
  readonly fetch: typeof fetch;
  readonly now: () => number;
  readonly log: Log;
  /** See `HandlerEffects`. */
  readonly keepAlive?: (work: Promise<unknown>) => void;
}

/** One {@link Issuer} per configured issuer, by name. No I/O until a token arrives. */
export function createIssuers(config: ServerConfig, effects: IssuerEffects): ReadonlyMap<string, Issuer> {
  return new Map(config.issuers.map((name) => [name, createIssuer(name, config, effects)]));
}

/** Shorter than that of the keys: a fetch of the keys may need the metadata, and must not find it cooling down still. */
const metadataCoolDownMs = refreshTimes.coolDownMs - 1_000;

function createIssuer(name: string, config: ServerConfig, effects: IssuerEffects): Issuer {
  const { limits, jwksUri } = config;
  const io = (): DocumentFetch => ({
    fetch: effects.fetch,
    signal: AbortSignal.timeout(limits.keyFetchTimeoutMs),
    maxBytes: limits.maxKeySetBytes,
  });
  const refreshed = <T>(load: () => Promise<T>, what: string, coolDownMs: number): Refreshed<T> =>
    createRefreshed({
      load,
      now: effects.now,
      ...(effects.keepAlive && { keepAlive: effects.keepAlive }),
      times: { ...refreshTimes, coolDownMs },
      onFailure: (error) => effects.log.warn(what, { issuer: name, ...reasonOf(error) }),
    });
  const metadata = refreshed(
    () => discover(name, io()),
    "the authorization server's metadata could not be fetched",
    metadataCoolDownMs,
  );
  const keys = refreshed(
    async () => {
      const uri = jwksUri ?? (await metadata.current()).jwksUri;
      return readKeySet(await fetchDocument(uri, io()));
    },
    "the authorization server's keys could not be fetched",
    refreshTimes.coolDownMs,
  );
  return { name, keys, metadata };
}

/** RFC 7517, 5. An empty set is a fault of the server, not a reason to forget the keys we have. */
function readKeySet(document: { readonly [name: string]: unknown }): LocalJWKSet {
  if (!isKeySet(document) || document.keys.length === 0) throw new DocumentError("the answer holds no keys");
  return createLocalJWKSet(document);
}

function isKeySet(document: object): document is JSONWebKeySet {
  return "keys" in document && Array.isArray(document.keys) && document.keys.every((key) => isJsonObject(key));
}

function reasonOf(error: unknown): { readonly reason?: string; readonly error?: string } {
  return error instanceof DocumentError ? { reason: error.message } : describeError(error);
}
