import { isLoopback } from "./address-rules.ts";
import { allChecks } from "./all-checks.ts";
import { bearerChallengeOf, scopesOf } from "./challenge-header.ts";
import type { CheckOutcome, CheckResult, DoctorReport } from "./doctor-report.ts";
import type { AuthorizationServerEvidence, Evidence, JsonObject, OpenEvidence, SessionEvidence } from "./evidence.ts";
import { GeneratorError } from "../errors.ts";
import { stringsOf } from "./exchange.ts";
import { type ClientLimits, createHttpClient, type HttpClient } from "./http-client.ts";
import { createRedaction } from "./redact.ts";
import { type SignedIn, signIn, type SignInOptions } from "./sign-in.ts";
import { walkAuthorizationServer } from "./walk-authorization-server.ts";
import { walkMetadata } from "./walk-metadata.ts";
import { walkOpen } from "./walk-open.ts";
import { walkSession } from "./walk-session.ts";

/** What to examine, and how far to go. */
export interface DoctorOptions {
  /** The MCP endpoint, as clients are given it. */
  readonly url: string;
  /** An access token: the checks behind the gate are made too. It is sent to the endpoint only, and never told. */
  readonly token?: string;
  /** Sign in, and go on with the token that this gives. */
  readonly signIn?: SignInOptions;
  /** An origin whose pages are to use the server. */
  readonly origin?: string;
  /** Call this tool, if it says that it is read-only. */
  readonly call?: string;
  /** Arguments of the call. */
  readonly callArguments?: JsonObject;
  /** Call the first read-only tool without required arguments. */
  readonly callRead?: boolean;
  /** Send the token in the query also to a server elsewhere, whose access log may keep it. On loopback it always is. */
  readonly tokenInQuery?: boolean;
  /** Milliseconds for one request. Default: 10,000. */
  readonly timeout?: number;
  /** Told what is done next. */
  readonly onProgress?: (step: string) => void;
}

const limits: Omit<ClientLimits, "timeout"> = { maxRequests: 100, maxBytes: 16 * 1024 * 1024 };

/** So many authorization servers are looked at. */
const maxServers = 3;

/**
 * Walks an MCP server and its authorization server as a client would, and judges what it sees. Reads only addresses that
 * follow from the one it is given.
 *
 * @throws GeneratorError `bad-usage` for options that make no sense, `server-unreachable` when nobody answers
 */
export async function doctor(options: DoctorOptions): Promise<DoctorReport> {
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
  return report(evidence, { token, signedIn, requests: client.count });
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
  const endpoint = URL.parse(url);
  if (endpoint === null || !/^https?:$/u.test(endpoint.protocol)) {
    throw usage(`"${url}" is no address of an MCP server: name its full URL, as in https://mcp.example.com/mcp.`);
  }
  if (endpoint.username !== "" || endpoint.password !== "" || endpoint.hash !== "") {
    throw usage("The URL must not hold a user name, a password or a fragment.");
  }
  if (token !== undefined && !/^[A-Za-z0-9\-._~+/]+=*$/u.test(token)) {
    throw usage("The token is none: a bearer token has letters, digits and -._~+/= only (RFC 6750, 2.1).");
  }
  if (token !== undefined && endpoint.protocol === "http:" && !isLoopback(endpoint)) {
    throw usage("A token is not sent over plain http: use https, or a server on this machine.");
  }
  if (token !== undefined && wanted !== undefined) throw usage("Give a token or sign in, not both.");
  if (origin !== undefined && URL.parse(origin)?.origin !== origin) {
    throw usage(`"${origin}" is no origin: it is a scheme, a host and perhaps a port, as in https://app.example.com.`);
  }
  return endpoint;
}

function usage(message: string): GeneratorError {
  return new GeneratorError("bad-usage", message);
}

function challengedScopes({ legacy }: OpenEvidence): readonly string[] {
  return legacy.answer === undefined ? [] : scopesOf(bearerChallengeOf(legacy.answer.headers));
}

interface Facts {
  readonly token: string | undefined;
  readonly signedIn: SignedIn | undefined;
  readonly requests: number;
}

function report(evidence: Evidence, { token, signedIn, requests }: Facts): DoctorReport {
  const redact = createRedaction([...(token === undefined ? [] : [token]), ...(signedIn?.secrets ?? [])]);
  const checks = allChecks.map(({ judge, id, title, rule, why, mend, clients }): CheckResult => {
    const { result, found } = judge(evidence);
    return { id, title, result, found: redact(found), why, mend, clients, rule };
  });
  const count = (result: CheckOutcome): number => checks.filter((check) => check.result === result).length;
  return {
    url: evidence.endpoint.href,
    authorizationServers: evidence.servers.map(({ issuer }) => redact(issuer)),
    token: token === undefined ? "none" : signedIn === undefined ? "given" : "sign-in",
    checks,
    counts: { pass: count("pass"), warn: count("warn"), fail: count("fail"), skip: count("skip") },
    requests,
  };
}
