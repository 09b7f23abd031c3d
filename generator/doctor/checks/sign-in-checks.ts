import { type Check, clients, documents, fail, nameSome, pass, skip, type Verdict, warn } from "../check.ts";
import type { Evidence, SignInEvidence } from "../evidence.ts";

/** The interactive sign-in. */
export const signInChecks: readonly Check[] = [
  {
    id: "sign-in.flow",
    title: "Somebody can sign in",
    rule: {
      document: documents.authorization,
      section: "Overview",
      sentence:
        "Authorization servers MUST implement OAuth 2.1 with appropriate security measures for both confidential and public clients.",
    },
    why: "It is what every client does first.",
    mend: "Look at the authorization server's log: does it allow the redirect URI on 127.0.0.1 with any port, the scopes, and the resource?",
    clients: clients.all,
    judge: (evidence) =>
      withSignIn(evidence, ({ problem, notBegun }) => {
        if (problem === "") return pass("a token was issued");
        return notBegun ? skip(problem) : fail(problem);
      }),
  },
  {
    id: "sign-in.iss",
    title: "The callback names the issuer",
    rule: {
      document: documents.authorization,
      section: "Authorization Response Validation",
      sentence:
        "authorization_response_iss_parameter_supported: true; iss in response: absent; client action: Reject the response.",
    },
    why: "Clients must refuse a response without iss when it was announced.",
    mend: "Send iss with every authorization response, errors too, or do not announce it.",
    clients: clients.modern,
    judge: (evidence) =>
      withCallback(evidence, ({ callback, issuer }) => {
        const iss = callback.get("iss");
        if (iss !== undefined) return iss === issuer ? pass(iss) : fail(`iss is ${iss}, not ${issuer}`);
        const server = evidence.servers.find((candidate) => candidate.issuer === issuer);
        const isAnnounced = server?.document?.["authorization_response_iss_parameter_supported"] === true;
        return isAnnounced ? fail("iss was announced but not sent") : skip("iss was not announced, and not sent");
      }),
  },
  {
    id: "sign-in.state",
    title: "The state comes back",
    rule: {
      document: "RFC 6749",
      section: "4.1.2",
      sentence:
        "state: REQUIRED if the state parameter was present in the client authorization request. The exact value received from the client.",
    },
    why: "Clients refuse a callback that they cannot tell from a forged one.",
    mend: "Return state unchanged.",
    clients: clients.all,
    judge: (evidence) =>
      withCallback(evidence, ({ callback, state }) =>
        callback.get("state") === state ? pass("unchanged") : fail("state is missing or changed"),
      ),
  },
  {
    id: "sign-in.scopes",
    title: "What was asked for is granted",
    rule: {
      document: "RFC 6749",
      section: "5.1",
      sentence: "scope: OPTIONAL, if identical to the scope requested by the client; otherwise, REQUIRED.",
    },
    why: "The first calls would be refused with insufficient_scope, and many clients cannot ask for more later.",
    mend: "Let this user and this client have the scopes of the challenge, or make the challenge ask for less.",
    clients: clients.all,
    judge: (evidence) =>
      withCallback(evidence, ({ problem, askedScopes, grantedScopes }) => {
        if (problem !== "") return skip("there is no token");
        const missing = askedScopes.filter((scope) => !(grantedScopes ?? askedScopes).includes(scope));
        return missing.length === 0 ? pass(`all ${askedScopes.length}`) : warn(`not granted: ${nameSome(missing)}`);
      }),
  },
  {
    id: "sign-in.token-type",
    title: "The token is a bearer token",
    rule: {
      document: "RFC 6749",
      section: "7.1",
      sentence: "The client MUST NOT use an access token if it does not understand the token type.",
    },
    why: "MCP clients know bearer tokens only.",
    mend: "Issue bearer tokens to clients that did not ask for DPoP.",
    clients: clients.all,
    judge: (evidence) =>
      withCallback(evidence, ({ problem, tokenType }) => {
        if (problem !== "") return skip("there is no token");
        return tokenType?.toLowerCase() === "bearer" ? pass("Bearer") : fail(`token_type is ${tokenType ?? "missing"}`);
      }),
  },
];

function withSignIn({ signIn }: Evidence, judge: (signIn: SignInEvidence) => Verdict): Verdict {
  return signIn === undefined ? skip("needs --sign-in") : judge(signIn);
}

function withCallback(evidence: Evidence, judge: (signIn: SignInEvidence) => Verdict): Verdict {
  return withSignIn(evidence, (signIn) => (signIn.callback.size === 0 ? skip("nothing came back") : judge(signIn)));
}
