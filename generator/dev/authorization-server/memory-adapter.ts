import type { Adapter, AdapterFactory, AdapterPayload } from "oidc-provider";

interface Entry {
  readonly payload: AdapterPayload;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/**
 * A store for oidc-provider that outlives one `Provider`: rotating keys means building a new one, and sessions, grants
 * and clients must survive that. (oidc-provider's own memory store belongs to one Provider.)
 */
export function createMemoryAdapter(): AdapterFactory {
  const entries = new Map<string, Entry>();
  return (model) => adapterOf(entries, model);
}

function adapterOf(entries: Map<string, Entry>, model: string): Adapter {
  const keyOf = (id: string): string => `${model}:${id}`;
  const live = (entry: Entry | undefined): AdapterPayload | undefined =>
    entry !== undefined && entry.expiresAt > Date.now() ? entry.payload : undefined;
  const findBy = (test: (payload: AdapterPayload) => boolean): AdapterPayload | undefined => {
    for (const [key, entry] of entries) {
      if (key.startsWith(`${model}:`) && test(entry.payload)) return live(entry);
    }
    return undefined;
  };
  return {
    async upsert(id, payload, expiresIn) {
      const expiresAt = expiresIn ? Date.now() + expiresIn * 1000 : Number.POSITIVE_INFINITY;
      entries.set(keyOf(id), { payload, expiresAt });
    },
    async find(id) {
      return live(entries.get(keyOf(id)));
    },
    async findByUid(uid) {
      return findBy((payload) => payload.uid === uid);
    },
    async findByUserCode(userCode) {
      return findBy((payload) => payload.userCode === userCode);
    },
    async consume(id) {
      const entry = entries.get(keyOf(id));
      if (entry) entry.payload.consumed = Math.floor(Date.now() / 1000);
    },
    async destroy(id) {
      entries.delete(keyOf(id));
    },
    async revokeByGrantId(grantId) {
      for (const [key, { payload }] of entries) {
        if (payload.grantId === grantId) entries.delete(key);
      }
    },
  };
}
