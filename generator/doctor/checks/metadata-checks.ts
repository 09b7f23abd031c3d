import { type Check, clients, documents, fail, nameSome, pass, skip, type Verdict, warn } from "../check.ts";
import type { Evidence, JsonObject } from "../evidence.ts";
import { describeExchange, type Exchange, jsonObjectOf, stringOf, stringsOf } from "../exchange.ts";
import { matchResource } from "../match-resource.ts";
import { somePage } from "../walk-metadata.ts";

/** The protected resource metadata (RFC 9728). */
export const metadataChecks: readonly Check[] = [
  {
    id: "metadata.document",
    title: "The metadata can be read",
    rule: {
      document: documents.authorization,
      section: "Overview",
      sentence: "MCP servers MUST implement OAuth 2.0 Protected Resource Metadata (RFC9728).",
    },
    why: "It is the only way from the MCP server to its authorization server.",
    mend: "Serve the document where the challenge says. With a path in the public URL, let the proxy pass /.well-known/oauth-protected-resource on as well.",
    clients: clients.all,
    judge: ({ open, metadata }) => {
      if (open.legacy.answer === undefined) return skip(open.legacy.problem);
      const { challenged } = metadata;
      if (challenged.failure !== "not-sent") {
        return jsonObjectOf(challenged) === undefined
          ? fail(`${challenged.url}, which the challenge names: ${describeExchange(challenged)}`)
          : pass(challenged.url);
      }
      if (metadata.document === undefined) return fail("there is none at either well-known place");
      return challenged.problem.includes("was not read") ? fail(challenged.problem) : pass("at a well-known place");
    },
  },
  {
    id: "metadata.well-known-path",
    title: "The metadata is where the URL's path says",
    rule: {
      document: "RFC 9728",
      section: "3.1",
      sentence:
        "If the resource identifier value contains a path or query component, any terminating slash following the host component MUST be removed before inserting /.well-known/ and the well-known URI path suffix between the host component and the path and/or query components.",
    },
    why: "Clients look here first when the challenge names nothing or cannot be read, as in a browser.",
    mend: "Serve the same document there too.",
    clients: "clients that do not see the challenge",
    judge: ({ metadata: { atPath, challenged, document } }) => {
      if (document === undefined) return skip("there is no metadata");
      if (challenged.url === atPath.url && jsonObjectOf(challenged) === undefined)
        return skip("the challenge names the same place");
      return judgePlace(atPath);
    },
  },
  {
    id: "metadata.well-known-root",
    title: "The metadata is at the origin's root",
    rule: {
      document: documents.discovery,
      section: "Protected Resource Metadata Discovery Requirements",
      sentence:
        "Serve metadata at a well-known URI as specified in RFC9728. This can be either: At the path of the server's MCP endpoint … At the root.",
    },
    why: "Older clients know only this place.",
    mend: "Serve the same document there too, unless another resource shares the origin.",
    clients: clients.older,
    judge: ({ metadata: { atPath, atRoot, document } }) => {
      if (document === undefined) return skip("there is no metadata");
      return atPath.url === atRoot.url ? skip("it is the same place as the path's") : judgePlace(atRoot);
    },
  },
  {
    id: "metadata.same",
    title: "Every place says the same",
    rule: {
      document: "RFC 9728",
      section: "3.3",
      sentence: "If these values are not identical, the data contained in the response MUST NOT be used.",
    },
    why: "Which authorization server a client meets would depend on how it came.",
    mend: "Serve one document at all places.",
    clients: clients.all,
    judge: ({ metadata: { challenged, atPath, atRoot } }) => {
      const found = [challenged, atPath, atRoot].map(jsonObjectOf).filter((document) => document !== undefined);
      const texts = new Set(
        found.map(({ resource, authorization_servers }) =>
          JSON.stringify([stringOf(resource), stringsOf(authorization_servers)]),
        ),
      );
      if (found.length < 2) return skip("there is one place at most");
      return texts.size === 1 ? pass("it does") : warn("resource or authorization_servers differ between the places");
    },
  },
  {
    id: "metadata.content-type",
    title: "The metadata is application/json",
    rule: {
      document: "RFC 9728",
      section: "3.2",
      sentence:
        "A successful response MUST use the 200 OK HTTP status code and return a JSON object using the application/json content type.",
    },
    why: "Clients that look at the type take the document for a page.",
    mend: "Send Content-Type: application/json.",
    clients: clients.strict,
    judge: ({ metadata: { challenged, atPath, atRoot } }) => {
      const source = [challenged, atPath, atRoot].find((exchange) => jsonObjectOf(exchange) !== undefined);
      if (source === undefined) return skip("there is no metadata");
      const type = source.answer?.headers.get("content-type") ?? "none";
      return /^application\/json\s*(?:;|$)/iu.test(type) ? pass(type) : fail(`the content type is ${type}`);
    },
  },
  {
    id: "metadata.resource",
    title: "The resource is the URL that was asked",
    rule: {
      document: "RFC 9728",
      section: "3.3",
      sentence:
        "If the protected resource metadata was retrieved from a URL returned by the protected resource via the WWW-Authenticate resource_metadata parameter, then the resource value returned MUST be identical to the URL that the client used to make the request to the resource server.",
    },
    why: "Clients ask for tokens for that resource. When it is another one they must not go on: it may be an attack.",
    mend: "Set the public URL of the server to what clients use, letter by letter (PUBLIC_URL, OAUTH_RESOURCE).",
    clients: clients.all,
    judge: (evidence) => withMetadata(evidence, (document) => judgeResource(document, evidence.endpoint)),
  },
  {
    id: "metadata.authorization-servers",
    title: "The metadata name an authorization server",
    rule: {
      document: documents.discovery,
      section: "Authorization Server Location",
      sentence:
        "The Protected Resource Metadata document returned by the MCP server MUST include the authorization_servers field containing at least one authorization server.",
    },
    why: "Clients do not know where to sign in.",
    mend: "List the issuer in authorization_servers (OAUTH_ISSUER), as an https URL without query and fragment.",
    clients: clients.all,
    judge: (evidence) =>
      withMetadata(evidence, (document) => {
        const named = stringsOf(document["authorization_servers"]) ?? [];
        if (named.length === 0) return fail("authorization_servers is missing or empty");
        const wrong = named.filter((issuer) => !isIssuer(issuer));
        return wrong.length === 0 ? pass(nameSome(named)) : fail(`no issuer identifier: ${nameSome(wrong)}`);
      }),
  },
  {
    id: "metadata.bearer-methods",
    title: "Tokens go into the header",
    rule: {
      document: documents.authorization,
      section: "Token Requirements",
      sentence: "MCP client MUST use the Authorization request header field.",
    },
    why: "A client that believes the metadata would not send its token, or send it where logs keep it.",
    mend: 'Say bearer_methods_supported: ["header"], or leave it out.',
    clients: clients.strict,
    judge: (evidence) =>
      withMetadata(evidence, ({ bearer_methods_supported: value }) => {
        if (value === undefined) return pass("not said");
        const methods = stringsOf(value) ?? [];
        if (!methods.includes("header")) return fail(`bearer_methods_supported lacks header: ${methods.join(", ")}`);
        return methods.includes("query") ? fail("bearer_methods_supported offers query") : pass(methods.join(", "));
      }),
  },
  {
    id: "metadata.cors",
    title: "Pages may read the metadata",
    rule: {
      document: "Fetch Standard",
      section: "3.3.3",
      sentence:
        "Access-Control-Allow-Origin indicates whether the response can be shared, via returning the literal value of the Origin request header or * in a response.",
    },
    why: "The documents are public, but a browser keeps them from a page without this header.",
    mend: "Send Access-Control-Allow-Origin: * with the metadata.",
    clients: clients.browser,
    judge: ({ metadata: { challenged, atPath, atRoot } }) => {
      const found = [challenged, atPath, atRoot].filter((exchange) => jsonObjectOf(exchange) !== undefined);
      if (found.length === 0) return skip("there is no metadata");
      const hidden = found.filter((exchange) => !isReadableByPages(exchange));
      return hidden.length === 0
        ? pass("they may")
        : warn(`not readable by pages: ${hidden.map(({ url }) => url).join(", ")}`);
    },
  },
  {
    id: "metadata.direct",
    title: "The metadata come without a redirect",
    rule: {
      document: "RFC 9728",
      section: "3.2",
      sentence: "A successful response MUST use the 200 OK HTTP status code.",
    },
    why: "Clients that refuse redirects, which is the safe thing to do here, find nothing.",
    mend: "Serve the document at the place itself.",
    clients: clients.strict,
    judge: ({ metadata: { challenged, atPath, atRoot, document } }) => {
      const redirected = [challenged, atPath, atRoot].filter(({ redirects }) => redirects.length > 0);
      if (document === undefined) return skip("there is no metadata");
      return redirected.length === 0 ? pass("they do") : warn(`redirected to ${redirected[0]?.redirects.at(-1) ?? ""}`);
    },
  },
  {
    id: "metadata.mirror",
    title: "The copy for the oldest clients is right",
    rule: {
      document: "MCP 2025-03-26, Authorization",
      section: "2.3.2",
      sentence:
        "The authorization base URL MUST be determined from the MCP server URL by discarding any existing path component.",
    },
    why: "Clients of 2025-03-26 look for the authorization server's metadata on the MCP server itself.",
    mend: "Serve the authorization server's own document there, or nothing.",
    clients: "clients of 2025-03-26",
    judge: (evidence) => {
      const mirror = jsonObjectOf(evidence.metadata.mirror);
      if (mirror === undefined) return skip("there is none, which only clients of 2025-03-26 notice");
      const named = stringsOf(evidence.metadata.document?.["authorization_servers"]) ?? [];
      const issuer = stringOf(mirror["issuer"]) ?? "nobody";
      return named.length === 0 || named.includes(issuer)
        ? pass(issuer)
        : warn(`it is of ${issuer}, whom the metadata do not name`);
    },
  },
];

function judgePlace(place: Exchange): Verdict {
  return jsonObjectOf(place) === undefined ? warn(`${place.url}: ${describeExchange(place)}`) : pass(place.url);
}

function withMetadata({ metadata }: Evidence, judge: (document: JsonObject) => Verdict): Verdict {
  return metadata.document === undefined ? skip("there is no metadata") : judge(metadata.document);
}

function judgeResource({ resource }: JsonObject, endpoint: URL): Verdict {
  const url = URL.parse(stringOf(resource) ?? "");
  if (url === null || typeof resource !== "string") return fail("resource is missing, or no URL");
  if (resource.includes("#")) return fail(`resource has a fragment: ${resource}`);
  const text = `resource is ${resource}, but the endpoint is ${endpoint.href}`;
  switch (matchResource(resource, endpoint)) {
    case "same":
      return pass(resource);
    case "parent":
      return warn(`${text}: the SDK's clients take a parent path, others refuse it`);
    case "other":
      return fail(text);
  }
}

/** RFC 8414, 2: a URL that uses the https scheme and has no query or fragment. */
function isIssuer(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^https?:$/u.test(url.protocol) && !/[?#]/u.test(text);
}

/** Whether a browser lets any page read an answer (Fetch, CORS check). */
export function isReadableByPages({ answer }: Exchange): boolean {
  return ["*", somePage].includes(answer?.headers.get("access-control-allow-origin") ?? "");
}
