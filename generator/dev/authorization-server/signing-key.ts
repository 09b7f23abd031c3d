import { exportJWK, generateKeyPair, SignJWT } from "jose";
import type { CryptoKey, JWK } from "jose";

/** The one signing algorithm of the server (RFC 7518, 3.4). */
export const signingAlgorithm = "ES256";

/** A key pair for signing tokens. */
export interface SigningKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  /** With `kid`, `alg` and `use`. */
  readonly privateJwk: JWK;
}

/** A new key; ES256 unless another asymmetric algorithm is asked for. */
export async function createSigningKey(algorithm: string = signingAlgorithm): Promise<SigningKey> {
  const { privateKey } = await generateKeyPair(algorithm, { extractable: true });
  const kid = crypto.randomUUID();
  const privateJwk = { ...(await exportJWK(privateKey)), kid, alg: algorithm, use: "sig" };
  return { kid, privateKey, privateJwk };
}

/** Signs a JWT. Claims and header parameters that are `undefined` are left out. */
export async function signToken(
  claims: Readonly<Record<string, unknown>>,
  header: Readonly<Record<string, unknown>>,
  key: SigningKey,
): Promise<string> {
  const parameters = { alg: signingAlgorithm, kid: key.kid, ...withoutUndefined(header) };
  return await new SignJWT(withoutUndefined(claims)).setProtectedHeader(parameters).sign(key.privateKey);
}

function withoutUndefined(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}
