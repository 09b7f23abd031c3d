import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo, Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { endpointChecks } from "../../generator/doctor/checks/endpoint-checks.ts";
import { doctor } from "../../generator/doctor/doctor.ts";
import type { Evidence } from "../../generator/doctor/evidence.ts";
import { createHttpClient } from "../../generator/doctor/http-client.ts";
import { type Exchange, notSent } from "../../generator/doctor/exchange.ts";

const folder = mkdtempSync(join(tmpdir(), "slipway-doctor-"));
const servers: (Server & { closeAllConnections(): void })[] = [];
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

async function listen(server: (typeof servers)[number]): Promise<number> {
  servers.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

async function serve(listener: RequestListener): Promise<URL> {
  return new URL(`http://127.0.0.1:${await listen(createServer(listener))}/mcp`);
}

const limits = { maxRequests: 10, maxBytes: 1000, timeout: 300, maxTotal: 10_000 };

describe("createHttpClient", () => {
  const client = createHttpClient(limits, Date.now);
  const get = async (listener: RequestListener, follow = false): Promise<Exchange> =>
    await createHttpClient(limits, Date.now).send({ method: "GET", url: await serve(listener), follow });

  it("refuses an answer that is too long", async () => {
    const exchange = await get((_, response) => response.end("x".repeat(1001)));
    expect(exchange.problem).toBe("the answer is longer than 1000 bytes");
  });

  it("refuses one that is too long when it is unpacked", async () => {
    const exchange = await get((_, response) =>
      response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync("x".repeat(100_000))),
    );
    expect(exchange).toMatchObject({ answer: undefined, failure: "network" });
  });

  it("waits so long and no longer", async () => {
    const began = performance.now();
    const exchange = await get((_, response) => response.writeHead(200).write("x"));
    expect(exchange.problem).toBe("no answer in time");
    expect(performance.now() - began).toBeLessThan(2000);
  });

  it("reads the response in an event stream that stays open", async () => {
    const exchange = await get((_, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write(
        ': hello\n\ndata: {"jsonrpc":"2.0","method":"notifications/message"}\n\ndata: {"jsonrpc":"2.0",\ndata: "result":{}}\n\n',
      );
    });
    expect(exchange.answer?.json).toEqual({ jsonrpc: "2.0", result: {} });
  });

  it("follows three redirects within the origin, none out of it", async () => {
    let count = 0;
    const around = await get((_, response) => response.writeHead(302, { location: `/${(count += 1)}` }).end(), true);
    expect([around.answer?.status, around.redirects.length, count]).toEqual([302, 3, 4]);
    const away = await get((_, response) => response.writeHead(302, { location: "https://evil.example/" }).end(), true);
    expect([away.answer?.status, away.redirects]).toEqual([302, []]);
  });

  it("makes so many requests and no more", async () => {
    const url = await serve((_, response) => response.end("{}"));
    const exchanges = [];
    for (let index = 0; index < 12; index += 1) exchanges.push(await client.send({ method: "GET", url }));
    expect(exchanges.map(({ failure }) => failure)).toEqual([
      ...Array.from({ length: 10 }, () => "none"),
      "not-sent",
      "not-sent",
    ]);
    expect(client.count).toBe(10);
  });

  it("sends repeated headers as they are given", async () => {
    const url = await serve((request, response) =>
      response.end(JSON.stringify(request.headersDistinct["authorization"])),
    );
    const exchange = await createHttpClient(limits, Date.now).send({
      method: "GET",
      url,
      headers: { authorization: ["a", "b"] },
    });
    expect(exchange.answer?.json).toEqual(["a", "b"]);
  });
});

describe("doctor", () => {
  it("says that nobody answers", async () => {
    const url = await serve(() => {});
    servers.pop()?.close();
    await expect(doctor({ url: url.href })).rejects.toMatchObject({
      code: "server-unreachable",
      message: `${url.origin} cannot be reached: connect ECONNREFUSED ${url.host}.`,
    });
  });

  it.each([
    [{ url: "mcp.example.com" }, /is no address of an MCP server/u],
    [{ url: "ftp://mcp.example.com" }, /is no address of an MCP server/u],
    [{ url: "https://a:b@mcp.example.com" }, /must not hold/u],
    [{ url: "https://mcp.example.com", token: "a b" }, /The token is none/u],
    [{ url: "http://mcp.example.com", token: "abc" }, /not sent over plain http/u],
    [{ url: "http://mcp.example.com", signIn: { open: () => {} } }, /not sent over plain http/u],
    [{ url: "https://mcp.example.com", origin: "https://a.example/" }, /is no origin/u],
    [{ url: "https://mcp.example.com", token: "abc", signIn: { open: () => {} } }, /not both/u],
  ])("refuses %o", async (options, message) => {
    await expect(doctor(options)).rejects.toMatchObject({ code: "bad-usage", message: expect.stringMatching(message) });
  });

  it("survives a server that talks nonsense", async () => {
    const nonsense = `{"resource":${"[".repeat(5000)}${"]".repeat(5000)},"authorization_servers":[5,{},"x","https://[","\\u001b[2J"],"scopes_supported":7}`;
    const url = await serve((request, response) => {
      response.writeHead(request.method === "GET" ? 200 : 401, {
        "content-type": "application/json",
        "www-authenticate": 'Bearer resource_metadata="/x", scope=7',
      });
      response.end(nonsense);
    });
    const report = await doctor({ url: url.href, token: "opaque", callRead: true, origin: "https://a.example" });
    expect(report.checks).toHaveLength(78);
    expect(report.counts.fail).toBeGreaterThan(5);
  });

  it("speaks to an old server with sessions and an opaque token", async () => {
    const seen: string[] = [];
    const url = await serve((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const session = request.headers["mcp-session-id"];
        const body = Buffer.concat(chunks).toString();
        const method = body.startsWith("{") ? (JSON.parse(body) as { method: string }).method : request.method;
        if (request.headers.authorization !== "Bearer opaque-token") {
          return response.writeHead(401, { "www-authenticate": "Bearer" }).end();
        }
        seen.push(`${method} ${String(session)}`);
        const answer = (result: object): void => {
          response.writeHead(200, { "content-type": "text/event-stream", "mcp-session-id": "s1" });
          response.end(`event: message\ndata: ${JSON.stringify({ jsonrpc: "2.0", id: 1, result })}\n\n`);
        };
        if (method === "initialize") return answer({ protocolVersion: "2025-06-18", capabilities: { tools: {} } });
        if (session === undefined) return response.writeHead(400).end("no session");
        return method === "tools/list" ? answer({ tools: [] }) : response.writeHead(202).end();
      });
    });
    const { checks } = await doctor({ url: url.href, token: "opaque-token" });
    const results = Object.fromEntries(checks.map(({ id, result }) => [id, result]));
    expect(seen.slice(0, 4)).toEqual([
      "initialize undefined",
      "server/discover undefined",
      "notifications/initialized s1",
      "tools/list s1",
    ]);
    expect([
      results["token.accepted"],
      results["protocol.legacy"],
      results["protocol.modern"],
      results["tools.list"],
    ]).toEqual(["pass", "pass", "warn", "pass"]);
    expect([
      results["token.altered-signature"],
      results["token.alg-none"],
      results["protocol.unknown-version"],
    ]).toEqual(["pass", "skip", "skip"]);
  });
});

describe("TLS", () => {
  const defaults = getCACertificates("default");
  afterEach(() => setDefaultCACertificates(defaults));

  function certificate(name: string, days: number): { key: string; cert: string } {
    const [key, cert] = [join(folder, `${name}.key`), join(folder, `${name}.crt`)];
    const subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"];
    execFileSync(
      "openssl",
      [
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-days",
        String(days),
        "-keyout",
        key,
        "-out",
        cert,
        ...subject,
      ],
      { stdio: "ignore" },
    );
    return { key: readFileSync(key, "utf8"), cert: readFileSync(cert, "utf8") };
  }

  let short: { key: string; cert: string };
  let long: { key: string; cert: string };
  beforeAll(() => {
    short = certificate("short", 10);
    long = certificate("long", 100);
  });

  async function outcomes(pair: typeof short, isTrusted: boolean): Promise<Record<string, string>> {
    if (isTrusted) setDefaultCACertificates([...defaults, pair.cert]);
    const port = await listen(
      createTlsServer(pair, (_, response) => response.writeHead(401, { "www-authenticate": "Bearer" }).end()),
    );
    const { checks } = await doctor({ url: `https://127.0.0.1:${port}/mcp` });
    return Object.fromEntries(
      checks.filter(({ id }) => /^tls|^challenge.status/u.test(id)).map(({ id, result }) => [id, result]),
    );
  }

  it("finds a certificate that nobody trusts, and asks no further", async () => {
    expect(await outcomes(long, false)).toEqual({
      "tls.https": "pass",
      "tls.certificate": "fail",
      "tls.expiry": "skip",
      "tls.redirect": "skip",
      "challenge.status": "skip",
    });
  });

  it("finds one that ends soon", async () => {
    expect(await outcomes(short, true)).toEqual({
      "tls.https": "pass",
      "tls.certificate": "pass",
      "tls.expiry": "warn",
      "tls.redirect": "skip",
      "challenge.status": "pass",
    });
  });

  it("is content with one that lasts", async () => {
    expect(await outcomes(long, true)).toMatchObject({ "tls.certificate": "pass", "tls.expiry": "pass" });
  });

  const redirect = endpointChecks.find(({ id }) => id === "tls.redirect");

  it.each<[string, Partial<Exchange>, string]>([
    ["a redirect to https", plain(308, "https://mcp.example.com/mcp"), "pass"],
    ["a closed port", { failure: "network", problem: "connect ECONNREFUSED" }, "pass"],
    ["a redirect to http", plain(308, "http://www.mcp.example.com/mcp"), "warn"],
    ["an answer", plain(401), "warn"],
    ["no http port", notSent("the port has no counterpart for http"), "skip"],
  ])("%s on port 80", (_, exchange, want) => {
    const open = { plain: { ...notSent(""), failure: "none", url: "http://mcp.example.com/mcp", ...exchange } };
    expect(redirect?.judge({ open } as unknown as Evidence).result).toBe(want);
  });
});

function plain(status: number, location?: string): Partial<Exchange> {
  const headers = new Headers(location === undefined ? {} : { location });
  return { answer: { status, headers, text: "", json: undefined, certificateEnds: undefined, receivedAt: 0 } };
}
