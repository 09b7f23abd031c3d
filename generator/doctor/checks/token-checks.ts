import { type Check, clients, documents, fail, pass, skip, type Verdict, warn } from "../check.ts";
import { bearerChallengeOf } from "../challenge-header.ts";
import type { Evidence, JsonObject, SessionEvidence, WrongTokens } from "../evidence.ts";
import { describeExchange, type Exchange, resultOf, stringOf, stringsOf } from "../exchange.ts";
import { saysInvalidToken } from "./challenge-checks.ts";
import { isRedirect } from "./endpoint-checks.ts";
import { isAccepted, withSession } from "./protocol-checks.ts";

/** The token, and what the server makes of wrong ones. */
export const tokenChecks: readonly Check[] = [
  {
    id: "token.accepted",
    title: "The token is accepted",
    rule: {
      document: documents.authorization,
      section: "Token Handling",
      sentence: "MCP servers MUST only accept tokens that are valid for use with their own resources.",
    },
    why: "A token of this authorization server for this resource must be good here.",
    mend: "Compare the token's iss, aud, exp and typ with what the server wants (OAUTH_ISSUER, OAUTH_AUDIENCE); its log says which did not match.",
    clients: clients.all,
    judge: ({ session }) => {
      if (session === undefined) return skip("needs a token (--token, --sign-in)");
      if (isAccepted(session)) return pass("it is");
      if (isRedirect(session.initialize)) return skip("the endpoint redirects");
      const error = session.initialize.answer && bearerChallengeOf(session.initialize.answer.headers)?.parameters;
      const said = error?.get("error_description") ?? error?.get("error");
      return fail(`${describeExchange(session.initialize)}${said === undefined ? "" : `, which says: ${said}`}`);
    },
  },
  {
    id: "token.audience",
    title: "The token was made for this resource",
    rule: {
      document: "RFC 8707",
      section: "2",
      sentence:
        "The authorization server SHOULD audience-restrict issued access tokens to the resource(s) indicated by the resource parameter.",
    },
    why: "A token that is good at several places can be replayed from one to the other.",
    mend: "Switch resource indicators on at the authorization server, so that aud is the resource; or name the audience that it uses in OAUTH_AUDIENCE, and no other API's.",
    clients: clients.all,
    judge: (evidence) =>
      withClaims(evidence, ({ aud }) => {
        const resource = stringOf(evidence.metadata.document?.["resource"]) ?? evidence.endpoint.href;
        const audiences = typeof aud === "string" ? [aud] : (stringsOf(aud) ?? []);
        // Where the metadata name another resource, metadata.resource says so.
        const own = audiences.find((audience) => audience === resource || audience === evidence.endpoint.href);
        return own === undefined ? warn(`aud is ${audiences.join(", ") || "missing"}, not ${resource}`) : pass(own);
      }),
  },
  {
    id: "token.issuer",
    title: "The token is of the named authorization server",
    rule: {
      document: "RFC 9068",
      section: "4",
      sentence:
        "The issuer identifier for the authorization server (which is typically obtained during discovery) MUST exactly match the value of the iss claim.",
    },
    why: "The server accepts tokens of somebody whom its metadata do not name, or checks no issuer.",
    mend: "Name every issuer that is trusted in authorization_servers, and trust no other.",
    clients: clients.attacker,
    judge: (evidence) =>
      withClaims(evidence, ({ iss }) => {
        const issuers = evidence.servers.map(({ issuer }) => issuer);
        if (issuers.length === 0) return skip("no authorization server is known");
        return issuers.includes(stringOf(iss) ?? "") ? pass(String(iss)) : fail(`iss is ${stringOf(iss) ?? "missing"}`);
      }),
  },
  {
    id: "token.key",
    title: "A published key made the token's signature",
    rule: {
      document: "RFC 9068",
      section: "4",
      sentence:
        "The resource server MUST validate the signature of all incoming JWT access tokens according to RFC7515 using the algorithm specified in the JWT alg Header Parameter.",
    },
    why: "Servers that fetch the keys anew will refuse the token, this one after its next restart.",
    mend: "Publish the key that signs, and keep an old one published until its last token has ended.",
    clients: clients.all,
    judge: (evidence) =>
      withSession(evidence, ({ signature, jwt }) => {
        if (jwt === undefined) return skip("the token is no JWT");
        if (signature === "good") return pass("one did");
        if (signature === "not-checked") return skip("there are no keys for it, or its algorithm is not known here");
        return fail(
          signature === "bad"
            ? "the published key did not make it"
            : `no published key has the kid ${String(jwt.header["kid"])}`,
        );
      }),
  },
  {
    id: "token.lifetime",
    title: "The token is short-lived",
    rule: {
      document: documents.authorizationSecurity,
      section: "Token Theft",
      sentence: "Authorization servers SHOULD issue short-lived access tokens to reduce the impact of leaked tokens.",
    },
    why: "A leaked token works until it ends.",
    mend: "Let access tokens live minutes to hours, and give refresh tokens.",
    clients: clients.attacker,
    judge: (evidence) =>
      withClaims(evidence, ({ exp, iat }) => {
        if (typeof exp !== "number") return warn("the token has no exp");
        const hours = Math.round((exp - (typeof iat === "number" ? iat : evidence.now / 1000)) / 36) / 100;
        return hours > 24
          ? warn(`it lives ${hours} hours`)
          : pass(hours < 2 ? `${Math.round(hours * 60)} minutes` : `${hours} hours`);
      }),
  },
  wrongToken("alteredSignature", {
    id: "token.altered-signature",
    title: "An altered signature is refused",
    section: "4",
    sentence:
      "The resource server MUST validate the signature of all incoming JWT access tokens according to RFC7515 using the algorithm specified in the JWT alg Header Parameter.",
    why: "Anybody can write tokens.",
  }),
  wrongToken("algNone", {
    id: "token.alg-none",
    title: "alg none is refused",
    section: "4",
    sentence: "The resource server MUST reject any JWT in which the value of alg is none.",
    why: "Anybody can write tokens.",
  }),
  wrongToken("expiredCopy", {
    id: "token.expired-copy",
    title: "A copy with another exp is refused",
    section: "4",
    sentence: "The current time MUST be before the time represented by the exp claim.",
    why: "The copy is over, and its signature does not fit: a server that takes it checks neither.",
  }),
  {
    id: "token.query",
    title: "A token in the query is refused",
    rule: {
      document: documents.authorization,
      section: "Token Requirements",
      sentence: "Access tokens MUST NOT be included in the URI query string.",
    },
    why: "URLs end in access logs, histories and referrers.",
    mend: "Take the token from the Authorization header only.",
    clients: clients.attacker,
    judge: (evidence) =>
      withGate(evidence, ({ wrong: { inQuery } }) => {
        if (inQuery.failure === "not-sent") return skip(inQuery.problem);
        return judgeRefused(inQuery, [400, 401], false);
      }),
  },
  {
    id: "token.two-headers",
    title: "Two Authorization headers are refused",
    rule: {
      document: "RFC 6750",
      section: "3.1",
      sentence:
        "invalid_request: The request uses more than one method for including an access token, or is otherwise malformed. The resource server SHOULD respond with the HTTP 400 (Bad Request) status code.",
    },
    why: "A proxy that checks one header and a server that reads the other disagree about who is calling.",
    mend: "Refuse a request with more than one Authorization header with 400.",
    clients: clients.attacker,
    judge: (evidence) =>
      withGate(evidence, ({ wrong: { twoHeaders } }) => {
        const { answer } = twoHeaders;
        if (answer === undefined) return pass(`refused: ${twoHeaders.problem}`);
        return answer.status >= 400 && answer.status < 500
          ? pass(String(answer.status))
          : warn(`two headers: ${describeExchange(twoHeaders)}`);
      }),
  },
];

type WrongTokenText = Pick<Check, "id" | "title" | "why"> & { readonly section: string; readonly sentence: string };

function wrongToken(name: keyof WrongTokens, { section, sentence, ...text }: WrongTokenText): Check {
  return {
    ...text,
    rule: { document: "RFC 9068", section, sentence },
    mend: "Verify signature, algorithm and claims of every token with a library that knows RFC 9068, with an allow-list of algorithms.",
    clients: clients.attacker,
    judge: (evidence) =>
      withGate(evidence, ({ wrong }) => {
        const exchange = wrong[name];
        if (exchange.failure === "not-sent") return skip(exchange.problem);
        // What this server says to a wrong token at all is judged once, by challenge.invalid-token.
        return judgeRefused(exchange, [401], saysInvalidToken(evidence.open.wrongToken));
      }),
  };
}

/** Where nobody needs a token, no wrong one can be refused. */
function withGate(evidence: Evidence, judge: (session: SessionEvidence) => Verdict): Verdict {
  const { answer } = evidence.open.legacy;
  if (answer !== undefined && answer.status < 300) return skip("the server answers without a token");
  return withSession(evidence, judge);
}

function judgeRefused(exchange: Exchange, statuses: readonly number[], isNamed: boolean): Verdict {
  const { answer } = exchange;
  if (answer === undefined) return fail(exchange.problem);
  if (resultOf(exchange) !== undefined || answer.status < 300) return fail("it was accepted");
  if (!statuses.includes(answer.status))
    return warn(`refused with status ${answer.status}, not ${statuses.join(" or ")}`);
  if (isNamed && !saysInvalidToken(exchange)) return warn("refused, but the challenge does not say invalid_token");
  return pass(String(answer.status));
}

function withClaims(evidence: Evidence, judge: (claims: JsonObject, session: SessionEvidence) => Verdict): Verdict {
  return withSession(evidence, (session) =>
    session.jwt === undefined ? skip("the token is no JWT") : judge(session.jwt.claims, session),
  );
}
