/** Private certificate authorities and outbound proxies by Node's own settings: the program as it is run, against a CA made here. */
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer as createPlainServer, type Server } from "node:http";
import { createServer } from "node:https";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connectWithToken } from "../../support/connect-with-token.ts";
import { startProject } from "../../support/start-project.ts";
import { createKey, mint } from "../toy-world.ts";

const templates = join(import.meta.dirname, "..", "..", "..", "templates");
const hasOpenssl = ((): boolean => {
  try {
    execFileSync("openssl", ["version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
})();

/** The authorization server and the API behind one certificate of a CA that nobody knows. */
interface PrivateNetwork {
  readonly ca: string;
  readonly port: number;
  readonly proxy: string;
  /** What the proxy was asked to connect to, once each. */
  readonly tunnels: Set<string>;
  readonly apiRequests: string[];
  issuer: string;
}

const key = await createKey("one");
const network: PrivateNetwork = { ca: "", port: 0, proxy: "", tunnels: new Set(), apiRequests: [], issuer: "" };
const open: { close(): unknown; closeAllConnections(): void }[] = [];
let folder = "";

beforeAll(async () => {
  if (!hasOpenssl) return;
  folder = mkdtempSync(join(tmpdir(), "private-ca-"));
  const certificate = makeCertificate(folder);
  const server = createServer(certificate, (request, response) => {
    response.setHeader("content-type", "application/json");
    if (request.url === "/jwks") return response.end(JSON.stringify({ keys: [key.publicJwk] }));
    if (request.url?.startsWith("/v1/") !== true) {
      return response.end(JSON.stringify({ issuer: network.issuer, jwks_uri: `${network.issuer}/jwks` }));
    }
    network.apiRequests.push(`${request.headers.host}${request.url}`);
    return response.end("[]");
  });
  const port = await listen(server);
  const proxy = createPlainServer().on("connect", (request, socket) => {
    network.tunnels.add(request.url ?? "");
    const upstream = connect(port, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      upstream.pipe(socket).pipe(upstream);
    });
    upstream.on("error", () => socket.destroy());
    socket.on("error", () => upstream.destroy());
  });
  Object.assign(network, { ca: join(folder, "ca.pem"), port, proxy: `http://127.0.0.1:${await listen(proxy)}` });
});

afterAll(() => {
  for (const server of open) {
    server.closeAllConnections();
    server.close();
  }
  if (folder !== "") rmSync(folder, { recursive: true });
});

async function listen(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  open.push(server);
  return (server.address() as AddressInfo).port;
}

/** A CA and a certificate of it for localhost and two names that no DNS knows (RFC 6761, 6.2). */
function makeCertificate(into: string): { key: Buffer; cert: Buffer } {
  const openssl = (line: string): void => {
    execFileSync("openssl", line.split(" "), { cwd: into, stdio: "ignore" });
  };
  const elliptic = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes";
  openssl(`req -x509 ${elliptic} -keyout ca.key -out ca.pem -days 2 -subj /CN=private-ca`);
  openssl(`req ${elliptic} -keyout server.key -out server.csr -subj /CN=localhost`);
  writeFileSync(join(into, "names"), "subjectAltName=DNS:localhost,DNS:as.internal.test,DNS:api.internal.test\n");
  openssl("x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile names -out server.pem");
  return { key: readFileSync(join(into, "server.key")), cert: readFileSync(join(into, "server.pem")) };
}

/** Starts the program, calls a tool with a good token; what came of it. */
async function callThrough(issuer: string, api: string, environment: Record<string, string>): Promise<unknown> {
  network.issuer = issuer;
  network.tunnels.clear();
  network.apiRequests.length = 0;
  const project = await startProject(templates, { OAUTH_ISSUER: issuer, API_BASE_URL: api, ...environment });
  const now = Math.floor(Date.now() / 1000);
  const token = await mint(key, { iss: issuer, aud: project.resource, iat: now, exp: now + 300 });
  try {
    const client = await connectWithToken("v2", project.url, token);
    const { isError = false } = await client.callTool({ name: "list_pets", arguments: {} });
    await client.close();
    return { isError, api: network.apiRequests, tunnels: [...network.tunnels] };
  } catch {
    const response = await fetch(project.url, { method: "POST", headers: { authorization: `Bearer ${token}` } });
    return { status: response.status, api: network.apiRequests, tunnels: [...network.tunnels] };
  } finally {
    await project.stop();
  }
}

describe.skipIf(!hasOpenssl)("Node's own settings", () => {
  const local = (): string => `https://localhost:${network.port}`;

  test("NODE_EXTRA_CA_CERTS: a private CA is trusted, for the keys and for the API", async () => {
    const outcome = await callThrough(local(), `${local()}/v1`, { NODE_EXTRA_CA_CERTS: network.ca });
    expect(outcome).toEqual({ isError: false, api: [`localhost:${network.port}/v1/pets`], tunnels: [] });
  });

  test("without it nothing is: no keys, 503, and no call", async () => {
    expect(await callThrough(local(), `${local()}/v1`, {})).toEqual({ status: 503, api: [], tunnels: [] });
  });

  test("NODE_USE_ENV_PROXY and HTTPS_PROXY: everything goes through the proxy", async () => {
    const outcome = await callThrough("https://as.internal.test", "https://api.internal.test/v1", {
      NODE_EXTRA_CA_CERTS: network.ca,
      NODE_USE_ENV_PROXY: "1",
      HTTPS_PROXY: network.proxy,
    });
    expect(outcome).toEqual({
      isError: false,
      api: ["api.internal.test/v1/pets"],
      tunnels: ["as.internal.test:443", "api.internal.test:443"],
    });
  });

  test("NO_PROXY leaves a host out", async () => {
    const outcome = await callThrough(local(), "https://api.internal.test/v1", {
      NODE_EXTRA_CA_CERTS: network.ca,
      NODE_USE_ENV_PROXY: "1",
      HTTPS_PROXY: network.proxy,
      NO_PROXY: "localhost",
    });
    expect(outcome).toEqual({
      isError: false,
      api: ["api.internal.test/v1/pets"],
      tunnels: ["api.internal.test:443"],
    });
  });

  test("HTTPS_PROXY alone does nothing", async () => {
    const outcome = await callThrough(local(), `${local()}/v1`, {
      NODE_EXTRA_CA_CERTS: network.ca,
      HTTPS_PROXY: network.proxy,
    });
    expect(outcome).toEqual({ isError: false, api: [`localhost:${network.port}/v1/pets`], tunnels: [] });
  });
});
