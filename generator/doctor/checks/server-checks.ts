import { type Check, clients, documents, fail, nameSome, pass, skip, type Verdict, warn, worst } from "../check.ts";
import { bearerChallengeOf, scopesOf } from "../challenge-header.ts";
import type { AuthorizationServerEvidence, Evidence, JsonObject } from "../evidence.ts";
import { describeExchange, jsonObjectOf, stringOf, stringsOf } from "../exchange.ts";
import { isReadableByPages } from "./metadata-checks.ts";

/** What each authorization server says of itself (RFC 8414, OpenID Connect Discovery). */
export const serverChecks: readonly Check[] = [
  {
    id: "as.metadata",
    title: "The authorization server can be discovered",
    rule: {
      document: documents.authorization,
      section: "Overview",
      sentence:
        "MCP authorization servers MUST provide at least one of the following discovery mechanisms: OAuth 2.0 Authorization Server Metadata (RFC8414), OpenID Connect Discovery 1.0.",
    },
    why: "Clients find neither the sign-in page nor the token endpoint.",
    mend: "Check the issuer that the MCP server names (OAUTH_ISSUER), letter by letter, and that it is reachable for clients, not only for the server.",
    clients: clients.all,
    judge: (evidence) =>
      eachServer(evidence, ({ issuer, document, oauth, openid }) => {
        if (document !== undefined) return pass(`${issuer} can`);
        const tried = [oauth, ...openid].map((exchange) => describeExchange(exchange));
        return fail(`${issuer}: ${[...new Set(tried)].join("; ")}`);
      }),
  },
  {
    id: "as.issuer",
    title: "The issuer is who was asked",
    rule: {
      document: documents.discovery,
      section: "Authorization Server Metadata Discovery",
      sentence:
        "The issuer value in the document MUST be identical to the issuer identifier used to construct the well-known URL. If they differ, the client MUST NOT use the metadata.",
    },
    why: "Clients must stop here: another server may be posing as this one. A trailing slash is enough.",
    mend: "Name the issuer in authorization_servers exactly as its own metadata write it.",
    clients: clients.all,
    judge: (evidence) =>
      eachDocument(evidence, ({ issuer: said }, { issuer }) =>
        said === issuer ? pass(issuer) : fail(`asked ${issuer}, which says it is ${stringOf(said) ?? "nobody"}`),
      ),
  },
  {
    id: "as.endpoints",
    title: "The endpoints are there",
    rule: {
      document: "RFC 8414",
      section: "2",
      sentence:
        "authorization_endpoint: This is REQUIRED unless no grant types are supported that use the authorization endpoint. token_endpoint: This is REQUIRED unless only the implicit grant type is supported.",
    },
    why: "Without either there is no sign-in.",
    mend: "Publish both endpoints as absolute URLs.",
    clients: clients.all,
    judge: (evidence) =>
      eachDocument(evidence, (document, { issuer }) => {
        const missing = ["authorization_endpoint", "token_endpoint"].filter(
          (name) => !URL.canParse(stringOf(document[name]) ?? ""),
        );
        return missing.length === 0 ? pass("both are named") : fail(`${issuer} names no ${missing.join(" and no ")}`);
      }),
  },
  {
    id: "as.code-flow",
    title: "The authorization code flow is offered",
    rule: {
      document: "RFC 8414",
      section: "2",
      sentence:
        "response_types_supported: REQUIRED. JSON array containing a list of the OAuth 2.0 response_type values that this authorization server supports.",
    },
    why: "It is the only flow in which MCP clients sign people in.",
    mend: "Offer the response type code and the grant type authorization_code.",
    clients: clients.all,
    judge: (evidence) =>
      eachDocument(evidence, (document, { issuer }) => {
        const types = stringsOf(document["response_types_supported"]) ?? [];
        const grants = stringsOf(document["grant_types_supported"]) ?? ["authorization_code"];
        if (!types.includes("code")) return fail(`${issuer}: response_types_supported lacks code`);
        return grants.includes("authorization_code")
          ? pass("it is")
          : fail(`${issuer}: grant_types_supported lacks authorization_code`);
      }),
  },
  {
    id: "as.pkce",
    title: "PKCE with S256 is announced",
    rule: {
      document: documents.authorizationSecurity,
      section: "Authorization Code Protection",
      sentence:
        "If code_challenge_methods_supported is absent, the authorization server does not support PKCE and MCP clients MUST refuse to proceed.",
    },
    why: "Clients refuse to sign in, even when the server does PKCE and only does not say so.",
    mend: 'Publish code_challenge_methods_supported with "S256".',
    clients: clients.all,
    judge: (evidence) =>
      eachDocument(evidence, ({ code_challenge_methods_supported: value }, { issuer }) => {
        const methods = stringsOf(value);
        if (methods === undefined) return fail(`${issuer}: code_challenge_methods_supported is missing`);
        return methods.includes("S256")
          ? pass(methods.join(", "))
          : fail(`${issuer} offers ${methods.join(", ") || "none"}`);
      }),
  },
  {
    id: "as.oauth-metadata",
    title: "Clients that know only RFC 8414 find the metadata",
    rule: {
      document: "MCP 2025-06-18, Authorization",
      section: "Server Metadata Discovery",
      sentence:
        "MCP clients MUST follow the OAuth 2.0 Authorization Server Metadata RFC8414 specification to obtain the information required to interact with the authorization server.",
    },
    why: "They never look at openid-configuration.",
    mend: "Serve the document at /.well-known/oauth-authorization-server too. Slipway's servers mirror it on their own origin.",
    clients: clients.older,
    judge: (evidence) =>
      eachDocument(evidence, (_, { oauth, issuer }) =>
        jsonObjectOf(oauth) === undefined ? warn(`${issuer} has openid-configuration only`) : pass("they do"),
      ),
  },
  {
    id: "as.registration",
    title: "Clients can make themselves known",
    rule: {
      document: documents.registration,
      section: "Client Registration",
      sentence: "Prompt the user to enter the client information if no other option is available.",
    },
    why: "Without client-id metadata documents and without dynamic registration, every client needs an id that you hand out.",
    mend: "Switch client-id metadata documents on (client_id_metadata_document_supported), or dynamic registration; or tell your users which client id to enter.",
    clients: clients.unknown,
    judge: (evidence) =>
      eachDocument(evidence, (document, { issuer }) => {
        const ways = [
          document["client_id_metadata_document_supported"] === true ? "client-id metadata documents" : "",
          stringOf(document["registration_endpoint"]) === undefined ? "" : "dynamic registration",
        ].filter((way) => way !== "");
        return ways.length === 0 ? warn(`${issuer} offers neither`) : pass(ways.join(" and "));
      }),
  },
  {
    id: "as.public-clients",
    title: "Clients without a secret may use the token endpoint",
    rule: {
      document: "RFC 8252",
      section: "8.5",
      sentence:
        "Secrets that are statically included as part of an app distributed to multiple users should not be treated as confidential secrets.",
    },
    why: "Clients on a person's own machine can keep no secret.",
    mend: "Allow the method none, with PKCE, and list it in token_endpoint_auth_methods_supported.",
    clients: "clients on a person's own machine",
    judge: (evidence) =>
      eachDocument(evidence, ({ token_endpoint_auth_methods_supported: value }, { issuer }) => {
        const methods = stringsOf(value);
        if (methods === undefined) return pass("the methods are not listed");
        return methods.includes("none") ? pass("they may") : warn(`${issuer} lists ${methods.join(", ")}, not none`);
      }),
  },
  {
    id: "as.iss-parameter",
    title: "Authorization responses name their issuer",
    rule: {
      document: documents.authorization,
      section: "Authorization Response Validation",
      sentence:
        "MCP authorization servers SHOULD include the iss parameter in authorization responses. Authorization servers that include the iss parameter MUST advertise this by setting authorization_response_iss_parameter_supported to true in their metadata.",
    },
    why: "It is what keeps a client that uses several servers from sending one server's code to another. A later revision is to make it a must.",
    mend: "Send iss with each authorization response (RFC 9207), and announce it.",
    clients: clients.modern,
    judge: (evidence) =>
      eachDocument(evidence, ({ authorization_response_iss_parameter_supported: value }, { issuer }) =>
        value === true ? pass("announced") : warn(`${issuer} does not announce it`),
      ),
  },
  {
    id: "as.scopes",
    title: "The scopes that are needed are offered",
    rule: {
      document: "RFC 8414",
      section: "2",
      sentence:
        "scopes_supported: RECOMMENDED. JSON array containing a list of the OAuth 2.0 scope values that this authorization server supports.",
    },
    why: "A client that asks for a scope that does not exist gets invalid_scope, and no token.",
    mend: "Define the missing scopes at the authorization server, or map the document's scopes to those it has.",
    clients: clients.all,
    judge: judgeScopes,
  },
  {
    id: "as.cors",
    title: "Pages may read the authorization server's metadata",
    rule: {
      document: "Fetch Standard",
      section: "3.3.3",
      sentence:
        "Access-Control-Allow-Origin indicates whether the response can be shared, via returning the literal value of the Origin request header or * in a response.",
    },
    why: "A client in a browser cannot begin to sign in.",
    mend: "Allow the origins of such clients at the authorization server, or *: no cookie is involved.",
    clients: clients.browser,
    judge: (evidence) =>
      eachDocument(evidence, (_, { issuer, oauth, openid }) => {
        const found = [oauth, ...openid].filter((exchange) => jsonObjectOf(exchange) !== undefined);
        return found.some(isReadableByPages)
          ? pass("they may")
          : warn(`${issuer} sends no Access-Control-Allow-Origin`);
      }),
  },
];

/** The worst of what is found at each authorization server. */
export function eachServer(evidence: Evidence, judge: (server: AuthorizationServerEvidence) => Verdict): Verdict {
  return worst(evidence.servers.map(judge), "no authorization server is known");
}

function eachDocument(
  evidence: Evidence,
  judge: (document: JsonObject, server: AuthorizationServerEvidence) => Verdict,
): Verdict {
  return eachServer(evidence, (server) =>
    server.document === undefined ? skip("there is no metadata") : judge(server.document, server),
  );
}

function judgeScopes(evidence: Evidence): Verdict {
  const { answer } = evidence.open.legacy;
  const challenged = answer === undefined ? [] : scopesOf(bearerChallengeOf(answer.headers));
  const listed = stringsOf(evidence.metadata.document?.["scopes_supported"]) ?? [];
  const needed = [...new Set([...challenged, ...listed])].filter((scope) => scope !== "offline_access");
  if (needed.length === 0) return skip("no scope is needed");
  return eachDocument(evidence, ({ scopes_supported: value }, { issuer }) => {
    const offered = stringsOf(value);
    if (offered === undefined) return pass(`${issuer} does not list its scopes`);
    const missing = needed.filter((scope) => !offered.includes(scope));
    return missing.length === 0 ? pass(`all ${needed.length}`) : warn(`${issuer} does not list ${nameSome(missing)}`);
  });
}
