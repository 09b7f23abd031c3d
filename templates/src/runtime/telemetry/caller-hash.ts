import type { Caller } from "../surface-types.ts";

/** Who a caller is without saying it: equal for equal callers, and not to be guessed without the key. */
export interface CallerHashes {
  readonly who: string;
  readonly client?: string;
}

/** Bytes of a hash that are kept: two callers in a log have the same 128 bits with no chance worth naming. */
const KEPT_BYTES = 16;

/** Callers whose hashes are remembered. */
const maxCallers = 1_000;

/** Hashes callers; at once those that it has seen lately, since hashing one costs more than all else of an audit line. */
export interface CallerHasher {
  hash(caller: Omit<Caller, "token">): CallerHashes | Promise<CallerHashes>;
}

/** @param key of at least 32 bytes */
export function createCallerHasher(key: Uint8Array<ArrayBuffer>): CallerHasher {
  const seen = new Map<string, CallerHashes>();
  return {
    hash(caller) {
      const name = JSON.stringify([caller.issuer, caller.subject, caller.clientId]);
      return seen.get(name) ?? remember(name, caller);
    },
  };

  async function remember(name: string, caller: Omit<Caller, "token">): Promise<CallerHashes> {
    const hashes = await hashCaller(caller, key);
    const [oldest] = seen.keys();
    if (seen.size >= maxCallers && oldest !== undefined) seen.delete(oldest);
    seen.set(name, hashes);
    return hashes;
  }
}

/**
 * Hashes a caller's issuer with its subject, and with its client's id: HMAC-SHA-256 (RFC 2104). A plain hash would not do: subjects
 * are numbers and addresses, which anybody can try.
 * @param key of at least 32 bytes
 */
async function hashCaller(caller: Omit<Caller, "token">, key: Uint8Array<ArrayBuffer>): Promise<CallerHashes> {
  // Imported for each call: on some platforms what one request has begun is not for another to wait for.
  const hmac = await crypto.subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const hash = async (...parts: readonly string[]): Promise<string> => {
    const signature = await crypto.subtle.sign("HMAC", hmac, new TextEncoder().encode(JSON.stringify(parts)));
    return base64url(new Uint8Array(signature, 0, KEPT_BYTES));
  };
  const who = await hash("subject", caller.issuer, caller.subject);
  if (caller.clientId === undefined) return { who };
  return { who, client: await hash("client", caller.issuer, caller.clientId) };
}

function base64url(bytes: Uint8Array): string {
  const text = btoa(String.fromCharCode(...bytes));
  return text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
