/** The nginx site of a project, run by nginx: what it lets through, how answers flow, and what it never does twice. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { createHandler } from "../../templates/src/handler.ts";
import { createJsonLog } from "../../templates/src/runtime/log.ts";
import { createNodeListener } from "../../templates/src/runtime/node/node-listener.ts";
import { close, listen } from "../examples/loopback-world.ts";
import { freePort } from "../support/free-port.ts";
import { deployed, fileOf, toyWithEverything } from "./deployed-toy.ts";
import { hasTool } from "./machine-tools.ts";
import { type NginxSite, startNginx } from "./nginx-site.ts";

let site: string;
beforeAll(async () => {
  site = fileOf(await deployed(await toyWithEverything()), "deploy/nginx.conf");
});

const portOf = (server: Server): number => (server.address() as AddressInfo).port;

/** A server behind the site, closed when the test is over. */
async function upstream(listener: RequestListener): Promise<number> {
  const server = createServer({ keepAliveTimeout: 65_000 }, listener);
  await listen(server);
  onTestFinished(async () => await close(server));
  return portOf(server);
}

async function inFront(ports: readonly number[]): Promise<NginxSite> {
  const nginx = await startNginx(site, ports);
  onTestFinished(async () => await nginx[Symbol.asyncDispose]());
  return nginx;
}

/** A port as that of a machine that is gone: of a stopped process, whose queue of connections is full, so that further ones get no answer. */
async function silentPort(): Promise<number> {
  const program = `const server = require("node:net").createServer();
    server.listen({ port: 0, host: "127.0.0.1", backlog: 1 }, () => console.log(server.address().port));`;
  const child = spawn(process.execPath, ["-e", program], { stdio: ["ignore", "pipe", "inherit"] });
  const [said] = (await once(child.stdout, "data")) as [Buffer];
  child.kill("SIGSTOP");
  const port = Number(said.toString());
  const queued = Array.from({ length: 4 }, () => connect(port, "127.0.0.1").on("error", () => {}));
  onTestFinished(() => {
    for (const socket of queued) socket.destroy();
    child.kill("SIGKILL");
  });
  await sleep(100);
  return port;
}

async function toyServer(publicUrl: string): Promise<number> {
  const handler = createHandler({
    publicUrl,
    oauthIssuer: ["https://login.example.com"],
    apiBaseUrl: "https://api.example.com",
    effects: { log: createJsonLog(() => {}) },
  });
  return await upstream(createNodeListener(handler));
}

describe.skipIf(!hasTool("nginx"))("nginx", { timeout: 30_000 }, () => {
  test.each([
    ["the root", "https://mcp.example.com", ""],
    ["a path", "https://mcp.example.com/tools", "/tools"],
  ])("passes the endpoint and its metadata on, with PUBLIC_URL at %s", async (_where, publicUrl, base) => {
    const nginx = await inFront([await toyServer(publicUrl)]);
    const refused = await nginx.ask(`${base}/mcp`, { method: "POST" });
    const challenge = String(refused.headers["www-authenticate"]);
    const named = /resource_metadata="(?<url>[^"]+)"/u.exec(challenge)?.groups?.["url"] ?? "";
    expect([refused.statusCode, new URL(named).origin]).toEqual([401, "https://mcp.example.com"]);
    for (const path of [new URL(named).pathname, `/.well-known/oauth-protected-resource${base}/mcp`]) {
      const answer = await nginx.ask(path);
      expect([path, answer.statusCode]).toEqual([path, 200]);
      expect(JSON.parse(await text(answer))).toMatchObject({ resource: `${publicUrl}/mcp` });
    }
    for (const path of ["/healthz", "/readyz", `${base}/mcp/more`, "/other", "/.well-known/other"]) {
      expect([path, (await nginx.ask(path)).statusCode]).toEqual([path, 404]);
    }
    expect((await nginx.ask("/")).statusCode).toBe(200);
  });

  test("hands an answer on as it comes, and a request", async () => {
    const heard: string[] = [];
    const port = await upstream((request, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" }).write("data: 1\n\n");
      request.on("data", (chunk: Buffer) => heard.push(chunk.toString()));
      request.on("end", () => void setTimeout(() => response.end("data: 2\n\n"), 200));
    });
    const answer = await (await inFront([port])).ask("/mcp", { method: "POST", body: "{}" });
    const [first] = (await once(answer, "data")) as [Buffer];
    expect(first.toString()).toBe("data: 1\n\n");
    expect(await text(answer)).toBe("data: 2\n\n");
    expect(heard).toEqual(["{}"]);
  });

  test("lets the longest token through, and the client's Host", async () => {
    const port = await upstream((request, response) => {
      response.end(`${request.headers.host} ${String(request.headers.authorization?.length)}`);
    });
    const headers = { authorization: `Bearer ${"a".repeat(8_192)}` };
    const answer = await (await inFront([port])).ask("/mcp", { method: "POST", headers });
    expect(await text(answer)).toBe("mcp.example.com 8199");
  });

  test("goes to another replica when one is not there", async () => {
    const port = await upstream((_request, response) => response.end("done"));
    const nginx = await inFront([await freePort(), port]);
    const answers = await Promise.all(
      Array.from({ length: 20 }, async () => await nginx.ask("/mcp", { method: "POST" })),
    );
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array.from({ length: 20 }, () => 200));
  });

  test("goes to another replica when one does not even answer to a connection", async () => {
    const port = await upstream((_request, response) => response.end("done"));
    const nginx = await inFront([await silentPort(), port]);
    const answers = await Promise.all([1, 2].map(async () => await nginx.ask("/mcp", { method: "POST", body: "{}" })));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200]);
  });

  test("keeps the requests of a client of HTTP+SSE at one replica, and hands its events on as they come", async () => {
    const replica =
      (name: string): RequestListener =>
      (request, response) => {
        if (request.method === "POST") return void response.writeHead(202).end(name);
        response.writeHead(200, { "content-type": "text/event-stream" }).write(`data: ${name}\n\n`);
      };
    const nginx = await inFront(await Promise.all(["a", "b", "c"].map(async (name) => await upstream(replica(name)))));
    const stream = await nginx.ask("/mcp/sse");
    const [event] = (await once(stream, "data")) as [Buffer];
    const [, name] = /data: (.)/u.exec(event.toString()) ?? [];
    for (let turn = 0; turn < 6; turn++) {
      const taken = await nginx.ask("/mcp/messages?sessionId=x", { method: "POST", body: "{}" });
      expect([taken.statusCode, await text(taken)]).toEqual([202, name]);
    }
    stream.destroy();
  });

  test("sends no call twice when a connection breaks in the middle of it", async () => {
    let executed = 0;
    const breaking: RequestListener = (request) => {
      executed += 1;
      request.socket.destroy();
    };
    const nginx = await inFront([await upstream(breaking), await upstream(breaking)]);
    const answer = await nginx.ask("/mcp", { method: "POST", body: "{}" });
    expect([answer.statusCode, executed]).toEqual([502, 1]);
  });
});
