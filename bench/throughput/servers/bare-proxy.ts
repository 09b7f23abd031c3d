/**
 * The reference: a bare Node proxy that verifies the caller's JWT on each request, as jose does it, and passes the request on.
 * It knows nothing of MCP, scopes, schemas or limits.
 */
import { Agent, createServer, type IncomingMessage, request as send, type ServerResponse } from "node:http";
import { argv } from "node:process";
import { createRemoteJWKSet, jwtVerify } from "jose";

const [port, api, issuer, audience] = argv.slice(2);
if (port === undefined || api === undefined || issuer === undefined || audience === undefined)
  throw new Error("bare-proxy.ts PORT API ISSUER AUDIENCE");

const expected = { issuer, audience, typ: "at+jwt" };
const keys = createRemoteJWKSet(new URL("/jwks", issuer));
const agent = new Agent({ keepAlive: true, maxSockets: 256 });
const target = new URL(api);

async function pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const token = incoming.headers.authorization?.slice("Bearer ".length) ?? "";
  try {
    await jwtVerify(token, keys, expected);
  } catch {
    outgoing.writeHead(401).end();
    return;
  }
  const { method, url: path } = incoming;
  const headers = { ...incoming.headers, host: target.host };
  const options = { agent, host: target.hostname, port: target.port, method, path, headers };
  const forwarded = send(options, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
  });
  forwarded.on("error", () => outgoing.destroy());
  incoming.pipe(forwarded);
}

createServer((incoming, outgoing) => void pass(incoming, outgoing)).listen(Number(port), "127.0.0.1");
