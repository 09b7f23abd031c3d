import { bearerChallengeOf, type ParsedChallenge, scopesOf } from "../challenge-header.ts";
import { type Check, clients, documents, fail, pass, skip, type Verdict, warn } from "../check.ts";
import type { Evidence } from "../evidence.ts";
import { describeExchange, type Exchange, stringsOf } from "../exchange.ts";
import { isRedirect } from "./endpoint-checks.ts";

const mendGate =
  "Put the check of the token before everything else of the MCP endpoint, and let it answer 401 with its challenge.";

/** What a client without a good token is told. */
export const challengeChecks: readonly Check[] = [
  {
    id: "challenge.status",
    title: "Without a token: 401",
    rule: {
      document: documents.authorization,
      section: "Error Handling",
      sentence:
        "Servers MUST return appropriate HTTP status codes for authorization errors: 401, Unauthorized, Authorization required or token invalid.",
    },
    why: "Clients begin to sign in when they see 401, and at nothing else. A server that answers without a token is open to everybody.",
    mend: mendGate,
    clients: clients.all,
    judge: ({ open: { legacy } }) => {
      if (legacy.answer === undefined) return skip(legacy.problem);
      if (isRedirect(legacy)) return skip("the endpoint redirects");
      const { status } = legacy.answer;
      if (status === 401) return pass("401");
      if (status < 300) return fail(`status ${status}: the server answers anybody`);
      return fail(`${describeExchange(legacy)}, in place of 401`);
    },
  },
  {
    id: "challenge.header",
    title: "The 401 carries a bearer challenge",
    rule: {
      document: "RFC 6750",
      section: "3",
      sentence:
        'If the protected resource request does not include authentication credentials or does not contain an access token that enables access to the protected resource, the resource server MUST include the HTTP "WWW-Authenticate" response header field.',
    },
    why: "The challenge is where a client learns how to sign in.",
    mend: 'Answer with WWW-Authenticate: Bearer resource_metadata="...". A proxy in front may have taken the header away.',
    clients: clients.all,
    judge: (evidence) => {
      if (!isChallenged(evidence)) return skip("there is no 401");
      const header = evidence.open.legacy.answer?.headers.get("www-authenticate");
      if (header === null || header === undefined) return fail("the 401 has no WWW-Authenticate");
      return challengeOf(evidence) === undefined
        ? fail(`no bearer challenge can be read in: ${header}`)
        : pass("a bearer challenge");
    },
  },
  {
    id: "challenge.resource-metadata",
    title: "The challenge names the metadata",
    rule: {
      document: documents.discovery,
      section: "Protected Resource Metadata Discovery Requirements",
      sentence:
        "Include the resource metadata URL in the WWW-Authenticate HTTP header under resource_metadata when returning 401 Unauthorized responses.",
    },
    why: "Without it clients guess the place of the metadata; some do not, and give up.",
    mend: "Add resource_metadata with the absolute URL of the metadata to the challenge.",
    clients: "clients of 2025-06-18, and those that do not guess",
    judge: (evidence) =>
      withChallenge(evidence, ({ parameters }) => {
        const named = parameters.get("resource_metadata");
        if (named === undefined) return warn("the challenge has no resource_metadata");
        return URL.canParse(named) ? pass(named) : fail(`resource_metadata is no absolute URL: ${named}`);
      }),
  },
  {
    id: "challenge.scope",
    title: "The challenge says which scopes to ask for",
    rule: {
      document: documents.authorization,
      section: "Scope Selection Strategy",
      sentence:
        "MCP servers SHOULD include a scope parameter in the WWW-Authenticate header … to indicate the scopes required for accessing the resource.",
    },
    why: "Without it clients ask for every scope that the metadata lists, or for none.",
    mend: "Add scope with what a first use needs. A server that Slipway generated: BASELINE read, not minimal.",
    clients: clients.all,
    judge: (evidence) =>
      withChallenge(evidence, (challenge) => {
        const scopes = scopesOf(challenge);
        if (scopes.length > 0) return pass(scopes.join(" "));
        const listed = stringsOf(evidence.metadata.document?.["scopes_supported"]) ?? [];
        if (evidence.metadata.document === undefined) return skip("there is no metadata to compare with");
        return listed.length === 0
          ? pass("none, and the metadata list none")
          : warn(`the challenge has no scope; the metadata list ${listed.length}`);
      }),
  },
  {
    id: "challenge.no-error",
    title: "No error code before there was a token",
    rule: {
      document: "RFC 6750",
      section: "3.1",
      sentence:
        "If the request lacks any authentication information, the resource server SHOULD NOT include an error code or other error information.",
    },
    why: "A client that sees invalid_token throws a token away or refreshes it, where it should sign in.",
    mend: "Leave error and error_description out of the challenge when the request had no token.",
    clients: clients.strict,
    judge: (evidence) =>
      withChallenge(evidence, ({ parameters }) => {
        const error = parameters.get("error");
        return error === undefined ? pass("no error code") : warn(`error="${error}" though no token was sent`);
      }),
  },
  {
    id: "challenge.modern",
    title: "Both protocol eras get the same challenge",
    rule: {
      document: documents.authorization,
      section: "Access Token Usage",
      sentence: "Authorization MUST be included in every HTTP request from client to server.",
    },
    why: "Clients of 2026-07-28 begin with another request; if that is answered otherwise, they cannot sign in, or nobody has to.",
    mend: mendGate,
    clients: clients.modern,
    judge: ({ open: { legacy, modern } }) => {
      if (legacy.answer?.status !== 401) return skip("there is no 401 to compare with");
      if (modern.answer === undefined) return fail(`server/discover: ${modern.problem}`);
      if (modern.answer.status !== 401) return fail(`server/discover without a token: status ${modern.answer.status}`);
      const [one, other] = [legacy, modern].map(({ answer }) => answer?.headers.get("www-authenticate") ?? "none");
      return one === other ? pass("the same") : fail(`server/discover gets another challenge: ${other}`);
    },
  },
  {
    id: "challenge.get",
    title: "A probe with GET sees the challenge",
    rule: {
      document: documents.authorization,
      section: "Error Handling",
      sentence: "Servers MUST return appropriate HTTP status codes for authorization errors.",
    },
    why: "Some clients probe with GET first, and take anything but 401 for a server without sign-in.",
    mend: mendGate,
    clients: "clients that probe with GET, mcp-remote among them",
    judge: ({ open: { legacy, get } }) => {
      if (legacy.answer?.status !== 401) return skip("there is no 401 to compare with");
      if (get.answer === undefined) return fail(`GET: ${get.problem}`);
      if (get.answer.status < 300) return fail(`GET without a token: status ${get.answer.status}`);
      return get.answer.status === 401
        ? pass("401")
        : warn(`GET without a token: status ${get.answer.status}, not 401`);
    },
  },
  {
    id: "challenge.options",
    title: "OPTIONS does no harm",
    rule: {
      document: "RFC 9110",
      section: "9.3.7",
      sentence:
        "The OPTIONS method requests information about the communication options available for the target resource.",
    },
    why: "Proxies and clients in browsers ask with OPTIONS before anything else.",
    mend: "Answer OPTIONS with 204, 405, or the 401 of every other request.",
    clients: clients.browser,
    judge: ({ open: { legacy, options } }) => {
      if (legacy.answer?.status !== 401) return skip("there is no 401 to compare with");
      if (options.answer === undefined) return fail(`OPTIONS: ${options.problem}`);
      const { status } = options.answer;
      return status === 404 || status >= 500 ? fail(`OPTIONS: status ${status}`) : pass(`status ${status}`);
    },
  },
  {
    id: "challenge.invalid-token",
    title: "A token that nobody issued: 401 invalid_token",
    rule: {
      document: "RFC 6750",
      section: "3.1",
      sentence:
        "invalid_token: The access token provided is expired, revoked, malformed, or invalid for other reasons. The resource SHOULD respond with the HTTP 401 (Unauthorized) status code.",
    },
    why: "A client learns from it that its token is worn out, and where to get a new one.",
    mend: 'Refuse with 401 and a challenge with error="invalid_token" and the same resource_metadata.',
    clients: clients.all,
    judge: judgeWrongToken,
  },
  {
    id: "scopes.offline-access",
    title: "offline_access is not asked for",
    rule: {
      document: documents.authorization,
      section: "Refresh Tokens",
      sentence:
        "MCP Servers (Protected Resources) SHOULD NOT include offline_access in WWW-Authenticate scope or Protected Resource Metadata scopes_supported, as refresh tokens are not a resource requirement.",
    },
    why: "Every client would then ask for a refresh token, also those that keep none safe.",
    mend: "Take offline_access out of the challenge and of scopes_supported. Clients add it themselves.",
    clients: clients.all,
    judge: (evidence) => {
      const listed = stringsOf(evidence.metadata.document?.["scopes_supported"]) ?? [];
      const places = [
        scopesOf(challengeOf(evidence)).includes("offline_access") ? "the challenge" : "",
        listed.includes("offline_access") ? "scopes_supported" : "",
      ].filter((place) => place !== "");
      return places.length === 0 ? pass("it is not") : warn(`${places.join(" and ")} names offline_access`);
    },
  },
];

function isChallenged({ open: { legacy } }: Evidence): boolean {
  return legacy.answer?.status === 401;
}

function challengeOf({ open: { legacy } }: Evidence): ParsedChallenge | undefined {
  return legacy.answer?.status === 401 ? bearerChallengeOf(legacy.answer.headers) : undefined;
}

function withChallenge(evidence: Evidence, judge: (challenge: ParsedChallenge) => Verdict): Verdict {
  const challenge = challengeOf(evidence);
  return challenge === undefined ? skip("there is no bearer challenge") : judge(challenge);
}

function judgeWrongToken(evidence: Evidence): Verdict {
  const { wrongToken } = evidence.open;
  if (!isChallenged(evidence)) return skip("there is no 401 to compare with");
  if (wrongToken.answer === undefined) return fail(wrongToken.problem);
  if (wrongToken.answer.status !== 401) return fail(`a token that nobody issued: ${describeExchange(wrongToken)}`);
  const usual = challengeOf(evidence);
  if (usual === undefined) return skip("there is no bearer challenge");
  const challenge = bearerChallengeOf(wrongToken.answer.headers);
  if (challenge === undefined) return fail("the 401 to a wrong token has no challenge");
  const named = challenge.parameters.get("resource_metadata");
  if (named !== usual.parameters.get("resource_metadata")) {
    return fail(`the challenge to a wrong token names ${named ?? "no metadata"}, unlike the first one`);
  }
  return saysInvalidToken(wrongToken)
    ? pass("401 invalid_token")
    : warn(`the challenge says error="${challenge.parameters.get("error") ?? ""}", not invalid_token`);
}

/** Whether an answer's challenge says that the token is not good. */
export function saysInvalidToken({ answer }: Exchange): boolean {
  return answer !== undefined && bearerChallengeOf(answer.headers)?.parameters.get("error") === "invalid_token";
}
