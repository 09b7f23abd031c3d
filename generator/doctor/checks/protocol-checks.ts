import { type Check, clients, documents, fail, pass, skip, type Verdict, warn } from "../check.ts";
import type { Evidence, JsonObject, SessionEvidence } from "../evidence.ts";
import {
  describeExchange,
  type Exchange,
  isJsonObject,
  resultOf,
  rpcErrorOf,
  stringOf,
  stringsOf,
} from "../exchange.ts";
import { modernVersion } from "../mcp-requests.ts";

/** The protocol behind the gate, in both eras. */
export const protocolChecks: readonly Check[] = [
  {
    id: "protocol.legacy",
    title: "initialize is answered",
    rule: {
      document: documents.lifecycle,
      section: "Version Negotiation",
      sentence:
        "If the server supports the requested protocol version, it MUST respond with the same version. Otherwise, the server MUST respond with another protocol version it supports.",
    },
    why: "Most clients of today begin with it.",
    mend: "Serve the revisions with a handshake beside 2026-07-28, on the same URL.",
    clients: clients.legacy,
    judge: (evidence) =>
      withSession(evidence, ({ initialize }) => {
        const version = stringOf(resultOf(initialize)?.["protocolVersion"]);
        if (version !== undefined) return pass(version);
        return resultOf(initialize) === undefined
          ? warn(describeExchange(initialize))
          : fail("the answer has no protocolVersion");
      }),
  },
  {
    id: "protocol.modern",
    title: "server/discover is answered",
    rule: {
      document: documents.versioning,
      section: "Protocol Version Negotiation",
      sentence: "Servers MUST implement server/discover.",
    },
    why: "Clients of 2026-07-28 try this first; those that speak nothing older cannot connect.",
    mend: "Serve 2026-07-28 beside the older revisions, on the same URL.",
    clients: clients.modern,
    judge: (evidence) =>
      withSession(evidence, ({ discover }) => {
        const result = resultOf(discover);
        if (result === undefined) return warn(describeExchange(discover));
        const versions = stringsOf(result["supportedVersions"]) ?? [];
        return versions.includes(modernVersion)
          ? pass(versions.join(", "))
          : fail(`supportedVersions lacks ${modernVersion}: ${versions.join(", ") || "it is empty"}`);
      }),
  },
  {
    id: "protocol.discover-shape",
    title: "The answer to server/discover is complete",
    rule: {
      document: "MCP 2026-07-28, Overview",
      section: "Result Responses",
      sentence: "The result MUST include a resultType field to indicate the type of the result.",
    },
    why: "Clients refuse an answer that lacks what the schema requires.",
    mend: "Send resultType, capabilities, ttlMs and cacheScope.",
    clients: clients.modern,
    judge: (evidence) => withModern(evidence, ({ discover }) => judgeShape(resultOf(discover) ?? {})),
  },
  {
    id: "protocol.unknown-version",
    title: "An unknown version is refused, with those that are known",
    rule: {
      document: documents.http,
      section: "Protocol Version Header",
      sentence:
        "If the server does not implement the requested protocol version …, it MUST respond with 400 Bad Request and an UnsupportedProtocolVersionError listing its supported versions.",
    },
    why: "A newer client falls back by this list; without it, it gives up or takes the server for an old one.",
    mend: "Answer 400 with JSON-RPC error -32022 and data.supported.",
    clients: "clients of later revisions",
    judge: (evidence) => withModern(evidence, ({ unknownVersion }) => judgeRefusal(unknownVersion, 400, -32_022)),
  },
  {
    id: "protocol.header-mismatch",
    title: "Headers that contradict the body are refused",
    rule: {
      document: documents.http,
      section: "Server Validation",
      sentence:
        "When rejecting a request due to header validation failure, servers MUST return HTTP status 400 Bad Request and MUST include a JSON-RPC error response using the following error code: -32020.",
    },
    why: "What a proxy lets pass by its headers would not be what the server does.",
    mend: "Compare Mcp-Method, Mcp-Name and MCP-Protocol-Version with the body.",
    clients: clients.attacker,
    judge: (evidence) => withModern(evidence, ({ headerMismatch }) => judgeRefusal(headerMismatch, 400, -32_020)),
  },
  {
    id: "protocol.unknown-method",
    title: "An unknown method is refused",
    rule: {
      document: documents.http,
      section: "Protocol Version Header",
      sentence:
        "If the server does not implement the requested RPC method, it MUST respond with 404 Not Found and a JSON-RPC error with code -32601.",
    },
    why: "Clients learn what a server can do by this answer.",
    mend: "Answer 404 with JSON-RPC error -32601.",
    clients: clients.modern,
    judge: (evidence) => withModern(evidence, ({ unknownMethod }) => judgeRefusal(unknownMethod, 404, -32_601)),
  },
  {
    id: "http.json",
    title: "Answers are JSON or an event stream",
    rule: {
      document: documents.http,
      section: "Sending Messages",
      sentence:
        "If the body is a JSON-RPC request, the server MUST return either Content-Type: application/json (a single JSON object) or Content-Type: text/event-stream (an SSE response stream).",
    },
    why: "Clients decide by the type how to read the answer, and refuse any other.",
    mend: "Send Content-Type: application/json. A proxy may have changed it.",
    clients: clients.all,
    judge: (evidence) =>
      withSession(evidence, ({ initialize, discover, modernTools, legacyTools }) => {
        const types = [initialize, discover, modernTools.first, legacyTools.first]
          .filter(({ answer }) => answer?.status === 200)
          .map(({ answer }) => answer?.headers.get("content-type") ?? "none");
        const wrong = types.filter((type) => !/^(?:application\/json|text\/event-stream)\s*(?:;|$)/iu.test(type));
        return wrong.length === 0
          ? pass([...new Set(types)].join(", "))
          : fail(`the content type is ${wrong[0] ?? ""}`);
      }),
  },
  {
    id: "http.get",
    title: "GET is refused, or is a stream",
    rule: {
      document: documents.http,
      section: "Earlier Streamable HTTP Revisions",
      sentence: "HTTP GET or DELETE to the MCP endpoint: respond with 405 Method Not Allowed.",
    },
    why: "Older clients open a stream with GET; any other answer is an error to them.",
    mend: "Answer GET with 405, or with an event stream.",
    clients: clients.legacy,
    judge: (evidence) =>
      withSession(evidence, ({ get }) => {
        if (get.answer === undefined) return fail(`GET: ${get.problem}`);
        const type = get.answer.headers.get("content-type") ?? "";
        if (get.answer.status === 200 && type.startsWith("text/event-stream")) return pass("an event stream");
        return get.answer.status === 405 ? pass("405") : fail(`GET with a token: ${describeExchange(get)}`);
      }),
  },
  {
    id: "http.allow",
    title: "405 says what is allowed",
    rule: {
      document: "RFC 9110",
      section: "15.5.6",
      sentence:
        "The origin server MUST generate an Allow header field in a 405 response containing a list of the target resource's currently supported methods.",
    },
    why: "It tells a person or a proxy what to do instead.",
    mend: "Send Allow: POST with 405.",
    clients: clients.strict,
    judge: (evidence) =>
      withSession(evidence, ({ get }) => {
        if (get.answer?.status !== 405) return skip("there was no 405");
        const allow = get.answer.headers.get("allow") ?? "";
        return /\bPOST\b/u.test(allow) ? pass(allow) : fail(allow === "" ? "405 without Allow" : `Allow: ${allow}`);
      }),
  },
  {
    id: "http.content-type",
    title: "Only JSON is read",
    rule: {
      document: "RFC 9110",
      section: "15.5.16",
      sentence:
        "The 415 (Unsupported Media Type) status code indicates that the origin server is refusing to service the request because the content is in a format not supported by this method on the target resource.",
    },
    why: "Pages may send text/plain anywhere without asking first; a server that reads it can be called by any page.",
    mend: "Refuse every Content-Type but application/json with 415.",
    clients: clients.attacker,
    judge: (evidence) =>
      withSession(evidence, ({ plainText }) => {
        if (plainText.answer === undefined) return fail(plainText.problem);
        const { status } = plainText.answer;
        if (status < 300) return fail("a message sent as text/plain was answered");
        return status === 415 || status === 400
          ? pass(String(status))
          : warn(`text/plain: ${describeExchange(plainText)}`);
      }),
  },
];

/** Judges what was seen with a token that was accepted. */
export function withSession(evidence: Evidence, judge: (session: SessionEvidence) => Verdict): Verdict {
  const { session } = evidence;
  if (session === undefined) return skip("needs a token (--token, --sign-in)");
  return isAccepted(session) ? judge(session) : skip("the token was not accepted");
}

/** Whether the server let the token in. */
export function isAccepted({ initialize, discover }: SessionEvidence): boolean {
  return resultOf(initialize) !== undefined || resultOf(discover) !== undefined;
}

function withModern(evidence: Evidence, judge: (session: SessionEvidence) => Verdict): Verdict {
  return withSession(evidence, (session) =>
    resultOf(session.discover) === undefined ? skip("the server does not speak 2026-07-28") : judge(session),
  );
}

function judgeShape(result: JsonObject): Verdict {
  const { resultType, capabilities, ttlMs, cacheScope } = result;
  const missing = [
    resultType === "complete" ? "" : "resultType",
    isJsonObject(capabilities) ? "" : "capabilities",
    typeof ttlMs === "number" && ttlMs >= 0 ? "" : "ttlMs",
    cacheScope === "public" || cacheScope === "private" ? "" : "cacheScope",
  ].filter((name) => name !== "");
  return missing.length === 0 ? pass("it is") : fail(`missing or wrong: ${missing.join(", ")}`);
}

function judgeRefusal(exchange: Exchange, status: number, code: number): Verdict {
  const isRight = exchange.answer?.status === status && rpcErrorOf(exchange) === code;
  return isRight
    ? pass(`${status}, ${code}`)
    : fail(`${describeExchange(exchange)}; wanted status ${status}, error ${code}`);
}
