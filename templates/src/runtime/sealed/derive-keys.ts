/** What a key is for. A state that was sealed for one purpose does not open for another. */
export type KeyPurpose = "confirmation" | "confirmation code" | "result link";

/** The secrets of `STATE_SECRET`, and the resource that keys are derived for. */
export interface SealSecrets {
  /** The first one seals, all of them open. */
  readonly secrets: readonly string[];
  /** The OAuth resource identifier: servers that share a secret do not share keys. */
  readonly resource: string;
  /** The tenant, where a server has several: they may have one resource identifier. */
  readonly tenant?: string | undefined;
}

/** A key for each secret, in their order. */
export type SealKeys = () => Promise<readonly CryptoKey[]>;

const algorithms = {
  "HMAC-SHA-256": { algorithm: { name: "HMAC", hash: "SHA-256", length: 256 }, usages: ["sign", "verify"] },
  "AES-256-GCM": { algorithm: { name: "AES-GCM", length: 256 }, usages: ["encrypt", "decrypt"] },
} as const;

/** Derives the keys of one purpose by HKDF-SHA-256 (RFC 5869), once, when they are first needed. */
export function createSealKeys(
  { secrets, resource, tenant = "" }: SealSecrets,
  purpose: KeyPurpose,
  kind: keyof typeof algorithms,
): SealKeys {
  const info = new TextEncoder().encode(JSON.stringify(["mcp-server", 1, purpose, resource, tenant]));
  const derive = async (secret: string): Promise<CryptoKey> => {
    const { algorithm, usages } = algorithms[kind];
    const material = await crypto.subtle.importKey("raw", new TextEncoder().encode(secret), "HKDF", false, [
      "deriveKey",
    ]);
    const hkdf = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(0), info };
    return await crypto.subtle.deriveKey(hkdf, material, algorithm, false, [...usages]);
  };
  let keys: Promise<readonly CryptoKey[]> | undefined;
  return async () => await (keys ??= Promise.all(secrets.map(derive)));
}
