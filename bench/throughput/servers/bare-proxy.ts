/**
 * The reference: a bare Node proxy that verifies the caller's JWT on each request, as jose does it, and passes the request on.
 * It knows nothing of MCP, scopes, schemas or limits.
 */
import { Agent, createServer, request as send } from "node:http";
import { argv } from "node:process";
import { createRemoteJWKSet, jwtVerify } from "jose";

const [port, api, issuer, audience] = argv.slice(2);
if (port === undefined || api === undefined || issuer === undefined || audience === undefined)
  throw new Error("bare-proxy.ts PORT API ISSUER AUDIENCE");

const keys = createRemoteJWKSet(new URL("/jwks", issuer));
const agent = new Agent({ keepAlive: true, maxSockets: 256 });
const target = new URL(api);

createServer((incoming, outgoing) => {
  const token = incoming.headers.authorization?.slice("Bearer ".length) ?? "";
  jwtVerify(token, keys, { issuer, audience, typ: "at+jwt" }).then(
    () => {
      const headers = { ...incoming.headers, host: target.host };
      const options = {
        host: target.hostname,
        port: target.port,
        method: incoming.method,
        path: incoming.url,
        headers,
      };
      const forwarded = send({ ...options, agent }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      });
      forwarded.on("error", () => outgoing.destroy());
      incoming.pipe(forwarded);
    },
    () => outgoing.writeHead(401).end(),
  );
}).listen(Number(port), "127.0.0.1");
