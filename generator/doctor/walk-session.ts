import { isLoopback } from "./address-rules.ts";
import type { AuthorizationServerEvidence, SessionEvidence, TokenParts, ToolList, WrongTokens } from "./evidence.ts";
import { type Exchange, isJsonObject, jsonObjectOf, notSent, resultOf, stringOf } from "./exchange.ts";
import type { HttpClient } from "./http-client.ts";
import { initializeRequest, legacyRequest, legacyVersion, modernRequest } from "./mcp-requests.ts";
import { chooseTool, type ToolChoice } from "./choose-tool.ts";
import { expiredCopy, readToken, withAlteredSignature, withoutSignature } from "./token-copies.ts";
import { verifySignature } from "./verify-signature.ts";
import { somePage } from "./walk-metadata.ts";

/** What the walk with a token needs. */
export interface SessionOptions {
  readonly client: HttpClient;
  readonly endpoint: URL;
  readonly token: string;
  readonly servers: readonly AuthorizationServerEvidence[];
  readonly choice: ToolChoice;
  /** Put the token into the query also where that may end in somebody's access log. */
  readonly tokenInQuery: boolean;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Asks the same things again with a token, then with tokens that must be refused. */
export async function walkSession(options: SessionOptions): Promise<SessionEvidence> {
  const { client, endpoint, token } = options;
  const parts = readToken(token);
  const authorization = `Bearer ${token}`;
  const initialize = await client.send(initializeRequest(endpoint, { authorization }));
  const discover = await client.send(modernRequest(endpoint, { method: "server/discover" }, { authorization }));
  const signature = signatureOf(token, parts, options.servers);
  const isModern = resultOf(discover) !== undefined;
  const legacyHeaders = { authorization, ...sessionHeaders(initialize) };
  if (resultOf(initialize) !== undefined) {
    await client.send(legacyRequest(endpoint, { method: "notifications/initialized" }, legacyHeaders));
  } else if (!isModern) {
    return { ...refused(), jwt: parts, signature, initialize, discover };
  }
  const session: Session = { ...options, parts, legacyHeaders, isModern };
  const modernTools = await listTools(session, isModern, "modern");
  const legacyTools = await listTools(session, resultOf(initialize) !== undefined, "legacy");
  return {
    jwt: parts,
    signature,
    initialize,
    discover,
    modernTools,
    legacyTools,
    ...(await walkShapes(session)),
    ...(await walkModern(session)),
    wrong: await walkWrongTokens(session),
    unknownTool: await client.send(
      askFor(session, "tools/call", { name: "slipway_doctor_no_such_tool", arguments: {} }),
    ),
    call: await callTool(session, modernTools.tools ?? legacyTools.tools ?? []),
    get: await client.send({ ...getRequest(endpoint), headers: { accept: "text/event-stream", ...legacyHeaders } }),
  };
}

interface Session extends SessionOptions {
  readonly parts: TokenParts | undefined;
  readonly legacyHeaders: Readonly<Record<string, string>>;
  readonly isModern: boolean;
}

function refused(): Omit<SessionEvidence, "jwt" | "signature" | "initialize" | "discover"> {
  const none = notSent("the token was not accepted");
  const list: ToolList = { first: none, tools: undefined, problem: none.problem };
  return {
    legacyTools: list,
    modernTools: list,
    get: none,
    plainText: none,
    foreignOrigin: none,
    unknownVersion: none,
    headerMismatch: none,
    unknownMethod: none,
    unknownTool: none,
    wrong: { alteredSignature: none, algNone: none, expiredCopy: none, inQuery: none, twoHeaders: none },
    call: { name: "", exchange: none },
  };
}

function signatureOf(
  token: string,
  parts: TokenParts | undefined,
  servers: readonly AuthorizationServerEvidence[],
): SessionEvidence["signature"] {
  if (parts === undefined) return "not-checked";
  const server = servers.find(({ issuer }) => issuer === parts.claims["iss"]);
  const keys = server === undefined ? undefined : jsonObjectOf(server.jwks)?.["keys"];
  return Array.isArray(keys) ? verifySignature(token, parts, keys) : "not-checked";
}

/** A session that the server began has to be named from then on (MCP 2025-11-25, Session Management). */
function sessionHeaders({ answer }: Exchange): Readonly<Record<string, string>> {
  const id = answer?.headers.get("mcp-session-id") ?? undefined;
  const result = isJsonObject(answer?.json) && isJsonObject(answer.json["result"]) ? answer.json["result"] : {};
  const version = stringOf(result["protocolVersion"]) ?? legacyVersion;
  return { "mcp-protocol-version": version, ...(id !== undefined && { "mcp-session-id": id }) };
}

function getRequest(endpoint: URL): { method: string; url: URL; headersOnly: true } {
  return { method: "GET", url: endpoint, headersOnly: true };
}

/** A request of the newer era that works. */
function askFor(session: Session, method: string, params: Readonly<Record<string, unknown>>): ClientRequestOf {
  const { endpoint, token, legacyHeaders, isModern } = session;
  return isModern
    ? modernRequest(endpoint, { method, params }, { authorization: `Bearer ${token}` })
    : legacyRequest(endpoint, { id: 2, method, params }, legacyHeaders);
}

type ClientRequestOf = ReturnType<typeof modernRequest>;

/** So many pages are read; more are a fault, or not worth the time. */
const maxPages = 10;

async function listTools(session: Session, isServed: boolean, era: "legacy" | "modern"): Promise<ToolList> {
  if (!isServed) {
    const first = notSent(`the server does not speak the ${era} revisions`);
    return { first, tools: undefined, problem: first.problem };
  }
  const tools: unknown[] = [];
  let first: Exchange | undefined;
  let cursor: string | undefined;
  for (let page = 0; page < maxPages; page += 1) {
    const params = cursor === undefined ? {} : { cursor };
    const exchange = await session.client.send(
      askFor({ ...session, isModern: era === "modern" }, "tools/list", params),
    );
    first ??= exchange;
    const result = resultOf(exchange);
    const listed = result?.["tools"];
    if (!Array.isArray(listed)) {
      return { first, tools: undefined, problem: "tools/list gave no list of tools" };
    }
    tools.push(...listed);
    cursor = stringOf(result?.["nextCursor"]);
    if (cursor === undefined) return { first, tools, problem: "" };
  }
  return { first: first ?? notSent(""), tools, problem: `tools/list did not end after ${maxPages} pages` };
}

async function walkShapes(session: Session): Promise<Pick<SessionEvidence, "plainText" | "foreignOrigin">> {
  const good = askFor(session, "tools/list", {});
  return {
    plainText: await session.client.send({ ...good, headers: { ...good.headers, "content-type": "text/plain" } }),
    foreignOrigin: await session.client.send({ ...good, headers: { ...good.headers, origin: somePage } }),
  };
}

async function walkModern(
  session: Session,
): Promise<Pick<SessionEvidence, "unknownVersion" | "headerMismatch" | "unknownMethod">> {
  const { client, endpoint, token } = session;
  if (!session.isModern) {
    const none = notSent("the server does not speak 2026-07-28");
    return { unknownVersion: none, headerMismatch: none, unknownMethod: none };
  }
  const authorization = `Bearer ${token}`;
  const method = "tools/list";
  return {
    unknownVersion: await client.send(modernRequest(endpoint, { method, version: "1900-01-01" }, { authorization })),
    headerMismatch: await client.send(
      modernRequest(endpoint, { method }, { authorization, "mcp-method": "server/discover" }),
    ),
    unknownMethod: await client.send(modernRequest(endpoint, { method: "slipway/doctor" }, { authorization })),
  };
}

async function walkWrongTokens(session: Session): Promise<WrongTokens> {
  const { token, parts, endpoint } = session;
  const { authorization: _, ...headers } = askFor(session, "tools/list", {}).headers ?? {};
  const send = async (extra: Readonly<Record<string, string | string[]>>, url: URL = endpoint): Promise<Exchange> =>
    await session.client.send({ ...askFor(session, "tools/list", {}), url, headers: { ...headers, ...extra } });
  const opaque = notSent("the token is no JWT");
  const inQuery = new URL(endpoint);
  inQuery.searchParams.set("access_token", token);
  return {
    alteredSignature: await send({ authorization: `Bearer ${withAlteredSignature(token, parts)}` }),
    algNone: parts === undefined ? opaque : await send({ authorization: `Bearer ${withoutSignature(token, parts)}` }),
    expiredCopy:
      parts === undefined ? opaque : await send({ authorization: `Bearer ${expiredCopy(token, parts, session.now)}` }),
    inQuery:
      session.tokenInQuery || isLoopback(endpoint)
        ? await send({}, inQuery)
        : notSent("it would put the token into the server's access log; --token-in-query does it all the same"),
    twoHeaders: await send({ authorization: [`Bearer ${token}`, `Bearer ${token}`] }),
  };
}

async function callTool(session: Session, tools: readonly unknown[]): Promise<SessionEvidence["call"]> {
  const choice = chooseTool(tools, session.choice);
  if ("reason" in choice) return { name: session.choice.name ?? "", exchange: notSent(choice.reason) };
  const params = { name: choice.name, arguments: session.choice.arguments ?? {} };
  return { name: choice.name, exchange: await session.client.send(askFor(session, "tools/call", params)) };
}
