/** Remembers what verified tokens said: bounded, and never longer than it was told to. Holds no token, only its digest. */
export interface TokenCache<T> {
  get(digest: string): T | undefined;
  /** @param until milliseconds since the epoch; from then on it is forgotten. */
  set(digest: string, value: T, until: number): void;
  delete(digest: string): void;
}

/** What a {@link TokenCache} needs. */
export interface TokenCacheOptions {
  /** Tokens it holds; beyond it the one that was longest not asked for goes. */
  readonly maxTokens: number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

interface Entry<T> {
  readonly value: T;
  readonly since: number;
  readonly until: number;
}

/** An empty cache. A `Map` iterates in the order of insertion, which is what makes it one of least recent use. */
export function createTokenCache<T>({ maxTokens, now }: TokenCacheOptions): TokenCache<T> {
  const entries = new Map<string, Entry<T>>();
  return {
    get(digest) {
      const entry = entries.get(digest);
      if (entry === undefined) return undefined;
      entries.delete(digest);
      // A clock that was set back has not been where this was judged.
      if (now() >= entry.until || now() < entry.since) return undefined;
      entries.set(digest, entry);
      return entry.value;
    },
    set(digest, value, until) {
      entries.delete(digest);
      if (until <= now()) return;
      const oldest = entries.size >= maxTokens ? entries.keys().next().value : undefined;
      if (oldest !== undefined) entries.delete(oldest);
      entries.set(digest, { value, since: now(), until });
    },
    delete: (digest) => {
      entries.delete(digest);
    },
  };
}

/** SHA-256 of a text's UTF-8 bytes, as text. A target may do it without a promise, which costs a tenth. */
export type Digest = (text: string) => string | Promise<string>;

/** SHA-256 of a token's bytes, as a key. One more signature or space makes another: no two tokens are taken for one. */
export const tokenDigest: Digest = async (token) => {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(token));
  return String.fromCharCode(...new Uint8Array(digest));
};
