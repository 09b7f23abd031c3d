import { request } from "node:http";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { setTimeout } from "node:timers/promises";
import { Miniflare } from "miniflare";
import { expect, test } from "vitest";
import { freePort } from "../support/free-port.ts";
import { tokenIssuer } from "../support/token-issuer.ts";
import { type HostWorld, startHostWorld } from "./support/host-world.ts";
import { bundleHarbourWorker, wrangler } from "./support/hosts/tested-host.ts";
import { rawHeaders, rawRequest } from "./support/raw-message.ts";
import { bundleWorker } from "./support/worker-bundle.ts";

const { compatibility_date: compatibilityDate, compatibility_flags: compatibilityFlags } = wrangler;
const script = await bundleHarbourWorker();

/** What all workers here logged. */
const lines: string[] = [];

/** The real runtime, with these variables and the settings of wrangler.jsonc. */
function startWorker(port: number, bindings: Readonly<Record<string, string>>): Miniflare {
  return new Miniflare({
    modules: true,
    script,
    compatibilityDate,
    compatibilityFlags,
    bindings,
    host: "127.0.0.1",
    port,
    handleRuntimeStdio: (stdout: Readable, stderr: Readable) => {
      for (const stream of [stdout, stderr]) stream.on("data", (chunk: Buffer) => lines.push(chunk.toString()));
    },
  });
}

test("a cold worker serves many requests at once: they share the keys that the first one fetches", async () => {
  const world = await startHostWorld();
  const worker = startWorker(world.port, world.environment);
  try {
    await worker.ready;
    const token = await world.token();
    const calls = Array.from({ length: 16 }, async (_, id) => await callBerths(world, token, id));
    expect(await Promise.all(calls)).toEqual(Array.from({ length: 16 }, () => 200));
  } finally {
    await worker.dispose();
    await world.close();
  }
});

test("calls wait for their turn, and are counted: a request that ends lets in one that waits", async () => {
  const world = await startHostWorld();
  const limits = {
    MAX_CONCURRENT_CALLS: "2",
    MAX_CONCURRENT_CALLS_PER_CALLER: "1",
    MAX_BATCH_CALLS: "1",
    QUEUE_TIMEOUT_MS: "10000",
    RATE_LIMIT_CALLS_PER_CALLER: "12",
  };
  const worker = startWorker(world.port, { ...world.environment, ...limits });
  try {
    await worker.ready;
    const token = await world.token();
    const calls = Array.from({ length: 12 }, async (_, id) => await callBerths(world, token, id));
    expect(await Promise.all(calls)).toEqual(Array.from({ length: 12 }, () => 200));
    expect(await callBerths(world, token, 13)).toBe(429);
  } finally {
    await worker.dispose();
    await world.close();
  }
});

/** One call of a 2025 client: 200 when it has a result, else its status. */
async function callBerths(world: HostWorld, token: string, id: number): Promise<number> {
  const response = await fetch(`${world.publicUrl}/mcp`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
      "mcp-protocol-version": "2025-11-25",
    },
    body: JSON.stringify({
      jsonrpc: "2.0",
      id,
      method: "tools/call",
      params: { name: "list_berths", arguments: { limit: 1 } },
    }),
  });
  const hasResult = JSON.stringify(await response.json()).includes('"structuredContent"');
  return hasResult || response.status !== 200 ? response.status : -1;
}

test("a worker without its variables answers 500, tells its log what is missing, and tells the client nothing of it", async () => {
  const before = lines.length;
  const worker = startWorker(0, { PUBLIC_URL: "" });
  try {
    const response = await worker.dispatchFetch("http://localhost/mcp");
    expect([response.status, await response.json()]).toEqual([
      500,
      {
        error: "server_misconfigured",
        message: "The server is not configured. Its log says what is missing or wrong.",
      },
    ]);
  } finally {
    await worker.dispose();
  }
  for (const name of ["PUBLIC_URL", "OAUTH_ISSUER", "API_BASE_URL"])
    expect(lines.slice(before).join("")).toContain(name);
});

test("REDIS_URL is refused: a Worker is generated without a store that replicas share", async () => {
  const before = lines.length;
  const worker = startWorker(0, {
    PUBLIC_URL: "https://mcp.example",
    OAUTH_ISSUER: "https://login.example",
    API_BASE_URL: "https://api.example",
    REDIS_URL: "redis://127.0.0.1:6379",
  });
  try {
    expect((await worker.dispatchFetch("http://localhost/healthz")).status).toBe(500);
  } finally {
    await worker.dispose();
  }
  expect(lines.slice(before).join("")).toContain("leave REDIS_URL (redisUrl) out");
});

test("who goes away while keys are fetched takes nobody else along", async () => {
  const issuer = await tokenIssuer(600);
  const port = await freePort();
  const publicUrl = `http://127.0.0.1:${port}`;
  const worker = startWorker(port, { PUBLIC_URL: publicUrl, OAUTH_ISSUER: issuer.url, API_BASE_URL: issuer.url });
  try {
    await worker.ready;
    const token = await issuer.mint({ aud: `${publicUrl}/mcp` });
    const message = rawRequest("2025-11-25", 1, "tools/list");
    const asked = {
      method: "POST",
      headers: rawHeaders("2025-11-25", message, token),
      body: JSON.stringify(message),
    };
    const list = async (): Promise<number> => {
      const response = await fetch(`${publicUrl}/mcp`, { ...asked, signal: AbortSignal.timeout(8_000) });
      await response.text();
      return response.status;
    };
    const first = request(`${publicUrl}/mcp`, { method: "POST", headers: asked.headers, agent: false });
    first.on("error", () => undefined);
    first.end(asked.body);
    const second = setTimeout(150).then(list);
    await setTimeout(300);
    // A reset: workerd does not look for the end of a connection that it reads nothing from.
    first.socket?.resetAndDestroy();
    expect(await second).toBe(200);
    expect(await list()).toBe(200);
  } finally {
    await worker.dispose();
    await issuer.close();
  }
});

test("what is renewed in the background is renewed, although the request that began it was answered", async () => {
  const issuer = await tokenIssuer(400);
  const refreshing = await bundleWorker(join(import.meta.dirname, "support/refreshing-worker.ts"));
  const worker = new Miniflare({ modules: true, script: refreshing, compatibilityDate });
  try {
    const started = await worker.dispatchFetch(`http://localhost/start?from=${issuer.url}/jwks`);
    expect(await started.text()).toBe("started");
    await setTimeout(800);
    const got = worker.dispatchFetch("http://localhost/get").then(async (response) => response.text());
    const late = setTimeout(3_000, "nothing within 3 s");
    expect(await Promise.race([got, late])).toContain('"keys"');
  } finally {
    await worker.dispose();
    await issuer.close();
  }
});

test("the bundle makes no code of text, and needs nothing of Node", () => {
  expect(script.match(/\beval\(|\bnew Function\b|from\s*"node:|import\("node:/g) ?? []).toEqual([]);
});

test("no token stands in a worker's log", () => {
  expect(lines.join("")).toContain('"tool":"list_berths"');
  expect(lines.join("")).not.toMatch(/eyJ[\w-]{8}/);
});
