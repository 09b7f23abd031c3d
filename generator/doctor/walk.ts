import { isLoopback } from "./address-rules.ts";
import { bearerChallengeOf, scopesOf } from "./challenge-header.ts";
import type { DoctorOptions } from "./doctor-options.ts";
import type { AuthorizationServerEvidence, Evidence, OpenEvidence, SessionEvidence } from "./evidence.ts";
import { GeneratorError } from "../errors.ts";
import { stringsOf } from "./exchange.ts";
import { type ClientLimits, createHttpClient, type HttpClient } from "./http-client.ts";
import { type SignedIn, signIn } from "./sign-in.ts";
import { walkAuthorizationServer } from "./walk-authorization-server.ts";
import { walkMetadata } from "./walk-metadata.ts";
import { walkOpen } from "./walk-open.ts";
import { walkSession } from "./walk-session.ts";

const limits: Omit<ClientLimits, "timeout"> = { maxRequests: 100, maxBytes: 16 * 1024 * 1024, maxTotal: 120_000 };

/** So many authorization servers are looked at. */
const maxServers = 3;

/** What a walk brings home. */
export interface Walk {
  readonly evidence: Evidence;
  /** The token that was used. */
  readonly token: string | undefined;
  readonly signedIn: SignedIn | undefined;
  /** HTTP requests that were made. */
  readonly requests: number;
}

/**
 * Walks an MCP server and its authorization server as a client would. Reads only addresses that follow from the one it
 * is given, within {@link limits}.
 *
 * @throws GeneratorError `bad-usage` for options that make no sense, `server-unreachable` when nobody answers
 */
export async function walk(options: DoctorOptions): Promise<Walk> {
  const endpoint = checkOptions(options);
  const now = Date.now();
  const client = createHttpClient({ ...limits, timeout: options.timeout ?? 10_000 }, Date.now);
  const say = options.onProgress ?? (() => {});
  say("knocking without a token");
  const open = await walkOpen(client, endpoint, options.origin);
  if (open.legacy.failure === "network") {
    throw new GeneratorError("server-unreachable", `${endpoint.origin} cannot be reached: ${open.legacy.problem}.`);
  }
  const { metadata, servers } = await discover(client, endpoint, open, say);
  const signedIn =
    options.signIn === undefined
      ? undefined
      : await signIn({ client, endpoint, metadata, servers, challengedScopes: challengedScopes(open) }, options.signIn);
  const token = options.token ?? signedIn?.token;
  if (token !== undefined) say("asking with a token");
  const session = token === undefined ? undefined : await enter(options, { client, endpoint, servers, token, now });
  const evidence: Evidence = {
    endpoint,
    origin: options.origin,
    now,
    open,
    metadata,
    servers,
    signIn: signedIn?.evidence,
    session,
  };
  return { evidence, token, signedIn, requests: client.count };
}

type Discovered = Pick<Evidence, "metadata" | "servers">;

async function discover(
  client: HttpClient,
  endpoint: URL,
  open: OpenEvidence,
  say: (step: string) => void,
): Promise<Discovered> {
  say("reading the metadata");
  const metadata = await walkMetadata(client, endpoint, open.legacy);
  const servers: AuthorizationServerEvidence[] = [];
  for (const issuer of (stringsOf(metadata.document?.["authorization_servers"]) ?? []).slice(0, maxServers)) {
    say(`asking ${issuer}`);
    servers.push(await walkAuthorizationServer(client, issuer, endpoint));
  }
  return { metadata, servers };
}

interface Entrance {
  readonly client: HttpClient;
  readonly endpoint: URL;
  readonly servers: readonly AuthorizationServerEvidence[];
  readonly token: string;
  readonly now: number;
}

async function enter(options: DoctorOptions, entrance: Entrance): Promise<SessionEvidence> {
  return await walkSession({
    ...entrance,
    choice: { name: options.call, anyReadOnly: options.callRead ?? false, arguments: options.callArguments },
    tokenInQuery: options.tokenInQuery ?? false,
  });
}

function checkOptions({ url, token, origin, signIn: wanted }: DoctorOptions): URL {
  const endpoint = checkUrl(url);
  if (token !== undefined && !/^[A-Za-z0-9\-._~+/]+=*$/u.test(token)) {
    throw usage("The token is none: a bearer token has letters, digits and -._~+/= only (RFC 6750, 2.1).");
  }
  if (token !== undefined && wanted !== undefined) throw usage("Give a token or sign in, not both.");
  const sendsToken = token !== undefined || wanted !== undefined;
  if (sendsToken && endpoint.protocol === "http:" && !isLoopback(endpoint)) {
    throw usage("A token is not sent over plain http: use https, or a server on this machine.");
  }
  if (origin !== undefined && URL.parse(origin)?.origin !== origin) {
    throw usage(`"${origin}" is no origin: it is a scheme, a host and perhaps a port, as in https://app.example.com.`);
  }
  return endpoint;
}

function checkUrl(url: string): URL {
  const endpoint = URL.parse(url);
  if (endpoint === null || !/^https?:$/u.test(endpoint.protocol)) {
    throw usage(`"${url}" is no address of an MCP server: name its full URL, as in https://mcp.example.com/mcp.`);
  }
  if (endpoint.username !== "" || endpoint.password !== "" || endpoint.hash !== "") {
    throw usage("The URL must not hold a user name, a password or a fragment.");
  }
  return endpoint;
}

function usage(message: string): GeneratorError {
  return new GeneratorError("bad-usage", message);
}

function challengedScopes({ legacy }: OpenEvidence): readonly string[] {
  return legacy.answer === undefined ? [] : scopesOf(bearerChallengeOf(legacy.answer.headers));
}
