import { type Check, clients, documents, fail, pass, skip, type Verdict, warn } from "../check.ts";
import type { Evidence } from "../evidence.ts";
import { describeExchange, resultOf } from "../exchange.ts";
import { browserRequestHeaders } from "../walk-open.ts";
import { isRedirect } from "./endpoint-checks.ts";

/** What pages may do. */
export const browserChecks: readonly Check[] = [
  {
    id: "cors.preflight",
    title: "The named origin may send MCP requests",
    rule: {
      document: "Fetch Standard",
      section: "3.3.3",
      sentence:
        "Access-Control-Allow-Headers indicates which headers are supported by the response's URL for the purposes of the CORS protocol.",
    },
    why: "The browser does not even send the request.",
    mend: "Allow the origin (ALLOWED_ORIGINS), POST, and the headers authorization, content-type, mcp-protocol-version, mcp-method and mcp-name; answer the preflight before the token is checked.",
    clients: clients.browser,
    judge: judgePreflight,
  },
  {
    id: "cors.challenge",
    title: "The named origin may read the challenge",
    rule: {
      document: "Fetch Standard",
      section: "3.3.3",
      sentence:
        "Access-Control-Expose-Headers indicates which headers can be exposed as part of the response by listing their names.",
    },
    why: "A page that cannot read WWW-Authenticate does not learn how to sign in.",
    mend: "Send Access-Control-Allow-Origin on refusals too, and Access-Control-Expose-Headers: WWW-Authenticate.",
    clients: clients.browser,
    judge: ({ origin, open: { fromOrigin } }) => {
      if (origin === undefined) return skip(fromOrigin.problem);
      if (isRedirect(fromOrigin)) return skip("the endpoint redirects");
      if (fromOrigin.answer === undefined) return fail(fromOrigin.problem);
      const { headers, status } = fromOrigin.answer;
      if (!isAllowed(headers, origin)) return fail(`the answer (status ${status}) does not allow ${origin}`);
      const exposed = listOf(headers, "access-control-expose-headers");
      return exposed.includes("www-authenticate") ? pass("it may") : fail("WWW-Authenticate is not exposed");
    },
  },
  {
    id: "http.origin",
    title: "Pages of other origins are refused",
    rule: {
      document: documents.http,
      section: "Security & Endpoint",
      sentence:
        "Servers MUST validate the Origin header on all incoming connections. If the Origin header is present and invalid, servers MUST respond with HTTP 403 Forbidden.",
    },
    why: "Any page could talk to the server by DNS rebinding.",
    mend: "Refuse every Origin that is not in a list with 403.",
    clients: clients.attacker,
    judge: ({ session }) => {
      if (session === undefined) return skip("needs a token (--token, --sign-in)");
      const { foreignOrigin } = session;
      if (foreignOrigin.answer === undefined) return skip(foreignOrigin.problem);
      if (foreignOrigin.answer.status === 403) return pass("403");
      const text = `a request with Origin https://doctor.invalid: ${describeExchange(foreignOrigin)}`;
      return resultOf(foreignOrigin) === undefined ? warn(text) : fail(text);
    },
  },
];

function judgePreflight({ origin, open }: Evidence): Verdict {
  const { preflight } = open;
  if (origin === undefined) return skip(preflight.problem);
  if (isRedirect(open.legacy)) return skip("the endpoint redirects");
  if (preflight.answer === undefined) return fail(preflight.problem);
  const { headers, status } = preflight.answer;
  if (status < 200 || status > 299) return fail(`the preflight is answered with status ${status}`);
  if (!isAllowed(headers, origin)) return fail(`the preflight does not allow ${origin}`);
  const methods = listOf(headers, "access-control-allow-methods");
  // POST is a CORS-safelisted method: a browser sends it whether it is listed or not.
  const allowed = listOf(headers, "access-control-allow-headers");
  const isStar = allowed.includes("*");
  const missing = browserRequestHeaders.filter(
    (name) => !allowed.includes(name) && !(isStar && name !== "authorization"),
  );
  return missing.length === 0
    ? pass(methods.join(", ").toUpperCase() || "POST")
    : fail(`the preflight does not allow the headers ${missing.join(", ")}`);
}

function isAllowed(headers: Headers, origin: string): boolean {
  return ["*", origin].includes(headers.get("access-control-allow-origin") ?? "");
}

function listOf(headers: Headers, name: string): readonly string[] {
  const values = (headers.get(name) ?? "").split(",").map((value) => value.trim().toLowerCase());
  return values.filter((value) => value !== "");
}
