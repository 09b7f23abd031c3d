import { isSecure } from "../address-rules.ts";
import { type Check, clients, documents, fail, pass, skip, type Verdict, warn, worst } from "../check.ts";
import type { AuthorizationServerEvidence, Evidence } from "../evidence.ts";
import { type Exchange, stringOf } from "../exchange.ts";

const day = 86_400_000;

/** The address, its transport, and its clock. */
export const endpointChecks: readonly Check[] = [
  {
    id: "endpoint.redirect",
    title: "The endpoint answers itself",
    rule: {
      document: "RFC 9110",
      section: "15.4.2",
      sentence:
        "For historical reasons, a user agent MAY change the request method from POST to GET for the subsequent request.",
    },
    why: "A redirected POST arrives as GET or without its token, and the resource in the metadata no longer is the URL that was asked.",
    mend: "Give clients the final URL (mind a trailing slash, http and https, and www), and serve MCP there without a redirect.",
    clients: clients.all,
    judge: ({ open: { legacy } }) => {
      if (legacy.answer === undefined) return skip(legacy.problem);
      if (!isRedirect(legacy)) return pass(`${legacy.url} answers without a redirect`);
      return fail(
        `POST is redirected (${legacy.answer.status}) to ${legacy.answer.headers.get("location") ?? "nowhere"}`,
      );
    },
  },
  {
    id: "tls.https",
    title: "Tokens travel over https, or stay on this machine",
    rule: {
      document: documents.authorizationSecurity,
      section: "Communication Security",
      sentence: "All authorization server endpoints MUST be served over HTTPS.",
    },
    why: "Whoever is on the way can read and use the token.",
    mend: "Serve the endpoint and the authorization server over https; plain http is for loopback only.",
    clients: clients.all,
    judge: (evidence) => {
      const plain = addressesOf(evidence).filter((url) => !isSecure(url));
      return plain.length === 0
        ? pass("every address is https, or on this machine")
        : fail(`not https: ${plain.map((url) => url.href).join(", ")}`);
    },
  },
  {
    id: "tls.certificate",
    title: "The certificate is trusted",
    rule: {
      document: "RFC 6750",
      section: "5.3",
      sentence: "The client MUST validate the TLS certificate chain when making requests to protected resources.",
    },
    why: "Clients refuse the connection; people who switch the check off send their tokens to anybody.",
    mend: "Renew the certificate, serve the whole chain, and for the name that clients use. For a private CA, start doctor with NODE_EXTRA_CA_CERTS.",
    clients: clients.all,
    judge: (evidence) => {
      const all = exchangesOf(evidence);
      const failed = all.filter(({ failure }) => failure === "tls");
      if (failed.length > 0)
        return worst(
          failed.map(({ url, problem }) => fail(`${new URL(url).origin}: ${problem}`)),
          "",
        );
      const isSeen = all.some(({ answer }) => answer?.certificateEnds !== undefined);
      return isSeen ? pass("every certificate was accepted") : skip("nothing was asked over https");
    },
  },
  {
    id: "tls.expiry",
    title: "The certificate lasts",
    rule: {
      document: "RFC 5280",
      section: "4.1.2.5",
      sentence:
        "The certificate validity period is the time interval during which the CA warrants that it will maintain information about the status of the certificate.",
    },
    why: "On the day it ends every client stops at once.",
    mend: "Renew it, and let a machine do that from now on.",
    clients: clients.all,
    judge: (evidence) =>
      worst(
        exchangesOf(evidence).flatMap(({ url, answer }) => judgeExpiry(url, answer?.certificateEnds, evidence.now)),
        "nothing was asked over https",
      ),
  },
  {
    id: "tls.redirect",
    title: "http leads to https, or nowhere",
    rule: {
      document: "RFC 6750",
      section: "5.3",
      sentence:
        "Clients MUST always use TLS (https) or equivalent transport security when making requests with bearer tokens.",
    },
    why: "A client that was given the http address would send its token in the clear, and be answered.",
    mend: "Answer http with a permanent redirect to https, or close the port.",
    clients: clients.all,
    judge: ({ open: { plain } }) => {
      if (plain.failure === "not-sent") return skip(plain.problem);
      if (plain.answer === undefined) return pass("nothing answers over http");
      const target = URL.parse(plain.answer.headers.get("location") ?? "", plain.url);
      if (isRedirect(plain) && target?.protocol === "https:") return pass("http is redirected to https");
      return warn(`${plain.url} answers over http with status ${plain.answer.status}`);
    },
  },
  {
    id: "clock.skew",
    title: "The clocks agree",
    rule: {
      document: "RFC 7519",
      section: "4.1.4",
      sentence:
        "Implementers MAY provide for some small leeway, usually no more than a few minutes, to account for clock skew.",
    },
    why: "A server whose clock is ahead refuses fresh tokens as expired; one that is behind accepts old ones.",
    mend: "Run NTP on the machines of the MCP server and of the authorization server.",
    clients: clients.all,
    judge: judgeClocks,
  },
];

/** Whether an answer sends the client elsewhere. */
export function isRedirect({ answer }: Exchange): boolean {
  return answer !== undefined && [301, 302, 303, 307, 308].includes(answer.status);
}

function judgeExpiry(url: string, ends: number | undefined, now: number): readonly Verdict[] {
  if (ends === undefined) return [];
  const days = Math.floor((ends - now) / day);
  const host = new URL(url).host;
  return [days < 21 ? warn(`the certificate of ${host} ends in ${days} days`) : pass(`${host}: ${days} days left`)];
}

function judgeClocks({ open, servers }: Evidence): Verdict {
  const here = skewOf(open.legacy);
  if (here === undefined) return skip("the answer has no Date");
  const there = servers.map(({ oauth, openid }) => [oauth, ...openid].map(skewOf).find((skew) => skew !== undefined));
  // Against each other: this machine's own clock may be wrong. Against it only when there is nobody else.
  const others = there.filter((skew) => skew !== undefined);
  const worstSkew = (others.length === 0 ? [0] : others).map((other) => here - other);
  const seconds = Math.round(Math.max(...worstSkew.map(Math.abs)) / 1000);
  const text = `the MCP server's clock differs by ${seconds} s from ${others.length === 0 ? "this machine's" : "the authorization server's"}`;
  if (seconds > 60) return fail(text);
  return seconds > 10 ? warn(text) : pass(text);
}

/** Milliseconds by which a server's `Date` is ahead of this machine's clock. */
function skewOf({ answer }: Exchange): number | undefined {
  const date = Date.parse(answer?.headers.get("date") ?? "");
  return answer === undefined || Number.isNaN(date) ? undefined : date - answer.receivedAt;
}

function addressesOf({ endpoint, metadata, servers }: Evidence): readonly URL[] {
  const named = servers.flatMap(({ issuer, document }) => [
    issuer,
    ...["authorization_endpoint", "token_endpoint", "jwks_uri", "registration_endpoint"].map((name) =>
      stringOf(document?.[name]),
    ),
  ]);
  const urls = [stringOf(metadata.document?.["resource"]), ...named].map((text) => URL.parse(text ?? ""));
  return [endpoint, ...urls.filter((url) => url !== null && /^https?:$/u.test(url.protocol))].filter(
    (url) => url !== null,
  );
}

function exchangesOf({ open, servers }: Evidence): readonly Exchange[] {
  const ofServer = ({ oauth, openid, jwks }: AuthorizationServerEvidence): readonly Exchange[] => [
    oauth,
    ...openid,
    jwks,
  ];
  return [open.legacy, ...servers.flatMap(ofServer)];
}
