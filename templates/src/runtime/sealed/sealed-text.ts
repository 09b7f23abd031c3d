import { createSealKeys, type KeyPurpose, type SealSecrets } from "./derive-keys.ts";
import { fromBase64url, toBase64url } from "./strict-base64url.ts";

/** First byte of every sealed text, and part of what is authenticated. */
const VERSION = 1;
const IV_BYTES = 12;

/** Encrypts text so that only a server with the same secret and resource can read it, and notices any change. */
export interface TextSeal {
  seal(text: string): Promise<string>;
  /** The text; undefined for anything that was not sealed so. Never throws. */
  open(sealed: string): Promise<string | undefined>;
}

/**
 * AES-256-GCM with a random initialization vector (NIST SP 800-38D, 8.3: a key may seal 2^32 texts; change the secret before).
 */
export function createTextSeal(secrets: SealSecrets, purpose: KeyPurpose): TextSeal {
  const keys = createSealKeys(secrets, purpose, "AES-256-GCM");
  return {
    async seal(text) {
      const [key] = await keys();
      if (key === undefined) throw new TypeError("there is no secret to seal with");
      const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
      const sealed = await crypto.subtle.encrypt(gcm(iv), key, new TextEncoder().encode(text));
      return toBase64url(new Uint8Array([VERSION, ...iv, ...new Uint8Array(sealed)]));
    },
    async open(sealed) {
      const bytes = fromBase64url(sealed);
      if (bytes?.[0] !== VERSION || bytes.byteLength <= 1 + IV_BYTES) return undefined;
      const algorithm = gcm(bytes.subarray(1, 1 + IV_BYTES));
      for (const key of await keys()) {
        const text = await decrypted(algorithm, key, bytes.subarray(1 + IV_BYTES));
        if (text !== undefined) return text;
      }
      return undefined;
    },
  };
}

function gcm(iv: Uint8Array<ArrayBuffer>): AesGcmParams {
  return { name: "AES-GCM", iv, additionalData: new Uint8Array([VERSION]), tagLength: 128 };
}

async function decrypted(
  algorithm: AesGcmParams,
  key: CryptoKey,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await crypto.subtle.decrypt(algorithm, key, bytes));
  } catch {
    return undefined;
  }
}
