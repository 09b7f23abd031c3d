import { createSealKeys, type KeyPurpose, type SealSecrets } from "./derive-keys.ts";
import { fromBase64url, toBase64url } from "./strict-base64url.ts";

/** First byte of every state. A state of another version is none of ours. */
const VERSION = 1;
const EXPIRY_BYTES = 6;
const ID_BYTES = 18;
const MAC_BYTES = 32;
/** A multiple of 3: the state's text has no spare bits. */
const STATE_BYTES = 1 + EXPIRY_BYTES + ID_BYTES + MAC_BYTES;

/** A state that was sealed for the subject and has not expired. */
export interface ValidState {
  readonly is: "valid";
  /** Its own, of which there is no second. */
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** What a state turned out to be. `foreign`: altered, of another secret, purpose or resource, or sealed for something else. */
export type OpenedState = ValidState | { readonly is: "expired" } | { readonly is: "foreign" };

/**
 * Seals that a server gave out something for a subject, until a time. A state holds nothing of its subject but a code over it
 * (HMAC-SHA-256), so there is nothing in it to read, and it is 76 characters long whatever it is about.
 */
export interface StateSeal {
  /** @param expiresAt milliseconds since the epoch */
  seal(subject: readonly string[], expiresAt: number): Promise<string>;
  /** Opens a state on any server with the same secret and resource. Never throws. */
  open(state: string, subject: readonly string[]): Promise<OpenedState>;
}

/** @param now milliseconds since the epoch */
export function createStateSeal(secrets: SealSecrets, purpose: KeyPurpose, now: () => number): StateSeal {
  const keys = createSealKeys(secrets, purpose, "HMAC-SHA-256");
  return {
    async seal(subject, expiresAt) {
      const head = new Uint8Array(1 + EXPIRY_BYTES + ID_BYTES);
      head[0] = VERSION;
      head.set(expiryBytes(expiresAt), 1);
      crypto.getRandomValues(head.subarray(1 + EXPIRY_BYTES));
      const [key] = await keys();
      if (key === undefined) throw new TypeError("there is no secret to seal with");
      const mac = await crypto.subtle.sign("HMAC", key, signedBytes(head, subject));
      return toBase64url(new Uint8Array([...head, ...new Uint8Array(mac)]));
    },
    async open(state, subject) {
      const bytes = state.length === (STATE_BYTES / 3) * 4 ? fromBase64url(state) : undefined;
      if (bytes?.[0] !== VERSION) return { is: "foreign" };
      const head = bytes.subarray(0, -MAC_BYTES);
      const mac = bytes.subarray(-MAC_BYTES);
      const signed = signedBytes(head, subject);
      const verdicts = await Promise.all(
        // WebCrypto compares in constant time.
        (await keys()).map(async (key) => await crypto.subtle.verify("HMAC", key, mac, signed)),
      );
      if (!verdicts.includes(true)) return { is: "foreign" };
      const expiresAt = head.subarray(1, 1 + EXPIRY_BYTES).reduce((sum, byte) => sum * 256 + byte, 0);
      return expiresAt <= now()
        ? { is: "expired" }
        : { is: "valid", id: toBase64url(head.subarray(1 + EXPIRY_BYTES)), expiresAt };
    },
  };
}

/** As JSON, so that no two subjects are the same bytes. */
function signedBytes(head: Uint8Array, subject: readonly string[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array([...head, ...new TextEncoder().encode(JSON.stringify(subject))]);
}

function expiryBytes(time: number): Uint8Array {
  const bytes = new Uint8Array(EXPIRY_BYTES);
  for (let at = EXPIRY_BYTES - 1, rest = Math.floor(time); at >= 0; at -= 1, rest = Math.floor(rest / 256)) {
    bytes[at] = rest % 256;
  }
  return bytes;
}
