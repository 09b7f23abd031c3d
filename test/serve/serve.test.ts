/** Several servers behind one port, as real processes: what one does is no business of the other. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generate } from "../../generator/generate.ts";
import { connectPatiently, type PatientServer } from "../../examples/two-servers/agent.ts";
import { type RunningServers, serve } from "../../generator/serve/serve.ts";
import type { ServeEvent } from "../../generator/serve/serve-options.ts";
import { type TokenIssuer, tokenIssuer } from "../support/token-issuer.ts";

const scratch = join(import.meta.dirname, "../../.tmp");
const names = ["alpha", "beta"] as const;
type Name = (typeof names)[number];

let folder: string;
let issuer: TokenIssuer;
let api: Server;
let servers: RunningServers;
const events: ServeEvent[] = [];

beforeAll(async () => {
  mkdirSync(scratch, { recursive: true });
  folder = mkdtempSync(join(scratch, "serve-"));
  issuer = await tokenIssuer();
  api = createServer((incoming, response) => {
    response.setHeader("content-type", "application/json").end(JSON.stringify({ path: incoming.url }));
  });
  await new Promise<void>((done) => {
    api.listen(0, "127.0.0.1", done);
  });
  const base = `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
  for (const name of names) await makeProject(name, `${base}/${name}`);
  servers = await serve({
    projects: names.map((name) => join(folder, name)),
    port: 0,
    publicUrl: "http://127.0.0.1:9999",
    environment: { PATH: "/usr/bin:/bin", SECRET_OF_THE_PARENT: "x" },
    onEvent: (event) => events.push(event),
    timing: { firstDelayMs: 100, probeIntervalMs: 100, probeTimeoutMs: 500 },
  });
  await until(async () => (await servers.status()).every(({ ready }) => ready === true));
}, 60_000);

afterAll(async () => {
  await servers.stop();
  await issuer.close();
  api.closeAllConnections();
  api.close();
  rmSync(folder, { recursive: true, force: true });
});

async function makeProject(name: Name, apiBaseUrl: string): Promise<void> {
  const spec = join(folder, `${name}.json`);
  const operation = { operationId: `read_${name}`, responses: { 200: { description: "" } } };
  writeFileSync(
    spec,
    JSON.stringify({ openapi: "3.1.0", info: { title: name, version: "1" }, paths: { "/x": { get: operation } } }),
  );
  await generate({ spec, out: join(folder, name), name });
  const settings = {
    OAUTH_ISSUER: issuer.url,
    API_BASE_URL: apiBaseUrl,
    LAME_DUCK_MS: "0",
    ALLOWED_HOSTS: "127.0.0.1",
  };
  const lines = Object.entries(settings).map(([key, value]) => `${key}=${value}\n`);
  writeFileSync(join(folder, name, ".env"), lines.join(""));
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`it did not come about: ${JSON.stringify(events)}`);
    await new Promise((done) => {
      setTimeout(done, 20);
    });
  }
}

const endpoint = (name: Name): URL => new URL(`http://127.0.0.1:${servers.port}/${name}/mcp`);
const tokenFor = async (name: Name): Promise<string> => issuer.mint({ aud: `http://127.0.0.1:9999/${name}/mcp` });

describe("two servers behind one port", () => {
  test("each has its own metadata, below its path and at the root", async () => {
    for (const name of names) {
      const paths = [
        `/${name}/.well-known/oauth-protected-resource`,
        `/.well-known/oauth-protected-resource/${name}/mcp`,
      ];
      for (const path of paths) {
        const metadata = (await (await fetch(`http://127.0.0.1:${servers.port}${path}`)).json()) as object;
        expect(metadata).toMatchObject({ resource: `http://127.0.0.1:9999/${name}/mcp` });
      }
    }
  });

  test("a token of one is refused at the other", async () => {
    const response = await fetch(endpoint("beta"), {
      method: "POST",
      headers: { authorization: `Bearer ${await tokenFor("alpha")}`, "content-type": "application/json" },
      body: "{}",
    });
    expect(response.status).toBe(401);
    expect(response.headers.get("www-authenticate")).toContain('resource_metadata="http://127.0.0.1:9999/');
    expect(response.headers.get("www-authenticate")).toContain("/beta/mcp");
  });

  test("two Authorization headers reach the server, which refuses them", async () => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const headers = [
        "host",
        "127.0.0.1",
        "authorization",
        "Bearer a",
        "authorization",
        "Bearer b",
        "content-length",
        "2",
      ];
      const sent = request(endpoint("alpha"), { method: "POST", headers }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      });
      sent.on("error", reject);
      sent.end("{}");
    });
    expect(status).toBe(400);
  });

  test("an agent that uses both survives a crash of one: the other loses nothing", async () => {
    const agents: Record<Name, PatientServer> = {
      alpha: connectPatiently({ url: endpoint("alpha"), token: await tokenFor("alpha") }),
      beta: connectPatiently({ url: endpoint("beta"), token: await tokenFor("beta") }),
    };
    expect([await agents.alpha.listTools(), await agents.beta.listTools()]).toEqual([["read_alpha"], ["read_beta"]]);
    const call = async (name: Name): Promise<unknown> => {
      const result = (await agents[name].call(`read_${name}`, {})) as { structuredContent?: unknown };
      return result.structuredContent;
    };
    expect([await call("alpha"), await call("beta")]).toEqual([{ path: "/alpha/x" }, { path: "/beta/x" }]);

    const [crashed] = await servers.status();
    process.kill(crashed?.pid ?? 0, "SIGKILL");
    await until(async () => events.some(({ server, kind }) => server === "alpha" && kind === "ended"));
    const down = await fetch(endpoint("alpha"), { method: "POST" });
    expect([down.status, down.headers.get("retry-after")]).toEqual([503, "2"]);
    for (let count = 0; count < 20; count++) expect(await call("beta")).toEqual({ path: "/beta/x" });

    // No waiting here: the agent is patient.
    expect(await call("alpha")).toEqual({ path: "/alpha/x" });
    await Promise.all([agents.alpha.close(), agents.beta.close()]);
    const restarts = (await servers.status()).map((server) => [server.name, server.restarts]);
    expect(restarts).toEqual([
      ["alpha", 1],
      ["beta", 0],
    ]);
    expect(events.filter(({ kind }) => kind === "ended")).toEqual([
      { server: "alpha", kind: "ended", text: "ended by SIGKILL" },
    ]);
  });

  test("one page and one health answer show all; other paths are not found", async () => {
    const get = async (path: string): Promise<Response> => fetch(`http://127.0.0.1:${servers.port}${path}`);
    const page = await get("/");
    const text = await page.text();
    expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
    for (const name of names) expect(text).toContain(`http://127.0.0.1:9999/${name}/mcp`);
    expect((await get("/healthz")).status).toBe(200);
    expect((await get("/readyz")).status).toBe(200);
    expect((await get("/gamma/mcp")).status).toBe(404);
  });

  test("a server that hangs is ended and started again", async () => {
    const [, hung] = await servers.status();
    process.kill(hung?.pid ?? 0, "SIGSTOP");
    await until(async () => events.some(({ server, kind }) => server === "beta" && kind === "unhealthy"));
    await until(async () => (await servers.status()).every(({ ready }) => ready === true));
    expect(events.filter(({ server, kind }) => server === "beta" && kind === "ended").map(({ text }) => text)).toEqual([
      "ended by SIGKILL",
    ]);
  });

  test.runIf(process.platform === "linux")("a server sees of our environment only what the list names", async () => {
    const [status] = await servers.status();
    const environment = readFileSync(`/proc/${status?.pid ?? 0}/environ`, "utf8").split("\0");
    expect(environment.filter((entry) => entry.startsWith("SECRET"))).toEqual([]);
  });
});

test("a folder that is no project, and two of one name, are refused with what to do", async () => {
  await expect(serve({ projects: [folder], port: 0 })).rejects.toThrow("is no generated project");
  const twice = join(folder, "alpha");
  await expect(serve({ projects: [twice, twice], port: 0 })).rejects.toThrow("are both called alpha");
});
