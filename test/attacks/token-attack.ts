/** What an attack on the bearer gate is, how forged tokens are made, and how a case is judged. */
import { base64url } from "jose";
import {
  bearer,
  createKey,
  createWorld,
  type Era,
  goodClaims,
  mcpRequest,
  metadataUrl,
  mint,
  type TestKey,
  type ToyOptions,
  type ToyWorld,
} from "../runtime/toy-world.ts";

/** The authorization server's keys, and one of somebody else with the same key id. */
export const key: TestKey = await createKey("ec");
export const rsa: TestKey = await createKey("rsa", "RS256");
export const foreign: TestKey = await createKey("ec");

/** What an attack sends, and what it must get. */
export interface Attack {
  readonly name: string;
  /** The headers, or the token of one. */
  readonly send: (world: ToyWorld) => Promise<Record<string, string> | string> | Record<string, string> | string;
  readonly query?: string;
  readonly status: number;
  /** error and description of the challenge; null: a challenge without an error. */
  readonly challenge: readonly [error: string, description: string] | null;
  readonly options?: ToyOptions;
  /** What happened before, and is not counted. */
  readonly before?: (world: ToyWorld) => Promise<void> | void;
  /** Fetches that are right: the two of a lookup of keys, none when the header or issuer is wrong. */
  readonly fetches?: number;
}

export const invalid = (description: string): readonly [string, string] => ["invalid_token", description];
export const encode = (value: unknown): string => base64url.encode(JSON.stringify(value));

/** A claim that must not pass. */
export function claim(name: string, claims: Record<string, unknown>, description: string): Attack {
  return { name, send: () => mint(key, claims), status: 401, challenge: invalid(description), fetches: 2 };
}

/** A header that must not pass, whoever signed it. */
export function header(name: string, fields: Record<string, unknown>, description: string): Attack {
  return { name, send: () => mint(key, {}, fields), status: 401, challenge: invalid(description), fetches: 0 };
}

/** A token of any two texts with the authorization server's good signature (ES256) over them. */
export async function signed(
  head: string | Uint8Array,
  payload: string | Uint8Array,
  by: TestKey = key,
): Promise<string> {
  const input = `${base64url.encode(head)}.${base64url.encode(payload)}`;
  return `${input}.${base64url.encode(await signature(input, by))}`;
}

export async function signature(input: string, by: TestKey): Promise<Uint8Array> {
  const algorithm = { name: "ECDSA", hash: "SHA-256" };
  return new Uint8Array(await crypto.subtle.sign(algorithm, by.privateKey, new TextEncoder().encode(input)));
}

export const goodHeader: string = JSON.stringify({ alg: "ES256", typ: "at+jwt", kid: "ec" });

/** The good claims as JSON, with more members written after them. */
export function claimsText(more = ""): string {
  return JSON.stringify(goodClaims()).replace(/\}$/, `${more}}`);
}

function challengeOf(attack: Attack): string {
  const [error, description] = attack.challenge ?? [];
  const said = error === undefined ? "" : `error="${error}", error_description="${description}", `;
  return `Bearer ${said}scope="pets:read", resource_metadata="${metadataUrl}"`;
}

/**
 * Runs one case through the whole handler. Wanted: the status and the challenge, nothing that reached the API or strayed,
 * a body that was not read, and a log without the token.
 */
export async function judge(era: Era, attack: Attack): Promise<{ readonly seen: object; readonly want: object }> {
  const world = createWorld({ keys: [key, rsa], ...attack.options });
  await attack.before?.(world);
  const sent = await attack.send(world);
  const headers = typeof sent === "string" ? bearer(sent) : sent;
  const call = mcpRequest(era, "tools/call", { name: "list_pets", arguments: {} }, headers);
  const request = new Request(`${call.url}${attack.query ?? ""}`, call);
  const earlier = { api: world.apiRequests.length, fetches: world.keyFetches.length };
  const response = await world.handler.fetch(request);
  const seen = {
    status: response.status,
    challenge: response.headers.get("www-authenticate"),
    cache: response.headers.get("cache-control"),
    api: world.apiRequests.slice(earlier.api),
    strays: world.strays,
    fetches: world.keyFetches.length - earlier.fetches,
    bodyWasRead: request.bodyUsed,
    logged: JSON.stringify(world.lines).includes(tokenIn(headers)),
  };
  const want = {
    status: attack.status,
    challenge: challengeOf(attack),
    cache: "no-store",
    api: [],
    strays: [],
    fetches: attack.fetches ?? 0,
    bodyWasRead: false,
    logged: false,
  };
  return { seen, want };
}

/** The last word of the credentials: no log line holds it. */
function tokenIn(headers: Record<string, string>): string {
  return headers["authorization"]?.split(/[\s,]+/).findLast((word) => word.length > 8) ?? "no token was sent";
}
