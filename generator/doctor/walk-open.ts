import type { OpenEvidence } from "./evidence.ts";
import { notSent } from "./exchange.ts";
import type { HttpClient } from "./http-client.ts";
import { isLoopback } from "./address-rules.ts";
import { initializeRequest, modernRequest } from "./mcp-requests.ts";

/** Headers that clients in browsers must be allowed to send. */
export const browserRequestHeaders: readonly string[] = [
  "authorization",
  "content-type",
  "mcp-method",
  "mcp-name",
  "mcp-protocol-version",
];

/** A token that nobody issued. */
const nobodysToken = "slipway-doctor.not-a-token";

/** Knocks at the MCP endpoint without a token, in every way that clients do. */
export async function walkOpen(client: HttpClient, endpoint: URL, origin: string | undefined): Promise<OpenEvidence> {
  const legacy = await client.send(initializeRequest(endpoint, {}));
  // Nobody there: the rest would only say so again.
  if (legacy.answer === undefined) return nothing(legacy);
  const withoutOrigin = notSent("no origin was named (--origin)");
  const headers = { accept: "application/json, text/event-stream" };
  return {
    legacy,
    modern: await client.send(modernRequest(endpoint, { method: "server/discover" }, {})),
    get: await client.send({ method: "GET", url: endpoint, headers, headersOnly: true }),
    options: await client.send({ method: "OPTIONS", url: endpoint }),
    wrongToken: await client.send(initializeRequest(endpoint, { authorization: `Bearer ${nobodysToken}` })),
    preflight: origin === undefined ? withoutOrigin : await preflight(client, endpoint, origin),
    fromOrigin: origin === undefined ? withoutOrigin : await client.send(initializeRequest(endpoint, { origin })),
    plain: await knockInTheClear(client, endpoint),
  };
}

function nothing(legacy: OpenEvidence["legacy"]): OpenEvidence {
  const none = notSent("the endpoint did not answer");
  return {
    legacy,
    modern: none,
    get: none,
    options: none,
    wrongToken: none,
    preflight: none,
    fromOrigin: none,
    plain: none,
  };
}

async function preflight(client: HttpClient, endpoint: URL, origin: string): Promise<OpenEvidence["preflight"]> {
  return await client.send({
    method: "OPTIONS",
    url: endpoint,
    headers: {
      origin,
      "access-control-request-method": "POST",
      "access-control-request-headers": browserRequestHeaders.join(","),
    },
  });
}

async function knockInTheClear(client: HttpClient, endpoint: URL): Promise<OpenEvidence["plain"]> {
  if (endpoint.protocol !== "https:") return notSent("the endpoint is not https");
  if (endpoint.port !== "" || isLoopback(endpoint)) return notSent("the port has no counterpart for http");
  const plain = new URL(endpoint);
  plain.protocol = "http:";
  return await client.send({ method: "GET", url: plain, headersOnly: true });
}
