/** The reference for `tools/list`: the same bytes from memory, for a request whose JWT is verified and whose body is read. */
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { argv } from "node:process";
import { createRemoteJWKSet, jwtVerify } from "jose";

const [port, file, issuer, audience] = argv.slice(2);
if (port === undefined || file === undefined || issuer === undefined || audience === undefined)
  throw new Error("static-list.ts PORT FILE ISSUER AUDIENCE");

const keys = createRemoteJWKSet(new URL("/jwks", issuer));
const bytes = readFileSync(file);

createServer((incoming, outgoing) => {
  incoming.resume();
  const token = incoming.headers.authorization?.slice("Bearer ".length) ?? "";
  jwtVerify(token, keys, { issuer, audience, typ: "at+jwt" }).then(
    () => outgoing.writeHead(200, { "content-type": "application/json", "content-length": bytes.length }).end(bytes),
    () => outgoing.writeHead(401).end(),
  );
}).listen(Number(port), "127.0.0.1");
