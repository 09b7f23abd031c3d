/** The program itself, in a child process, against a loopback API and key set: what a signal does to calls in flight. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { Agent, createServer, get, type IncomingMessage, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterEach, beforeAll, expect, test } from "vitest";
import { createKey, mint, type TestKey } from "../toy-world.ts";

const main = fileURLToPath(new URL("../../../templates/src/main.ts", import.meta.url));
const cleanups: (() => void)[] = [];
let key: TestKey;

beforeAll(async () => {
  key = await createKey("one");
});
afterEach(() => {
  for (const clean of cleanups.splice(0)) clean();
});

async function listen(server: Server): Promise<string> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  cleanups.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Makes a connection of its own. */
async function connectTo(url: string): Promise<void> {
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  await once(socket, "connect");
  socket.destroy();
}

interface Running {
  readonly url: string;
  readonly child: ChildProcess;
  readonly exited: Promise<readonly [code: number | null, signal: string | null]>;
  readonly output: () => string;
  /** Calls that the API holds. */
  readonly held: () => number;
  call(): Promise<{ status: number; isError: boolean }>;
}

/** Starts the program and waits until it listens. The API answers after `delayMs`; never, when it is absent. */
async function start(environment: Record<string, string>, delayMs?: number): Promise<Running> {
  let held = 0;
  const api = await listen(
    createServer((_request, response) => {
      held += 1;
      if (delayMs === undefined) return;
      setTimeout(() => response.writeHead(200, { "content-type": "application/json" }).end("[]"), delayMs);
    }),
  );
  const issuer = await listen(
    createServer((_request, response) => {
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ keys: [key.publicJwk] }));
    }),
  );
  const child = spawn(process.execPath, [main], {
    env: {
      PATH: process.env["PATH"],
      PORT: "0",
      PUBLIC_URL: "http://localhost:3000",
      OAUTH_ISSUER: issuer,
      OAUTH_JWKS_URI: `${issuer}/jwks`,
      API_BASE_URL: api,
      MAX_CONCURRENT_CALLS_PER_CALLER: "100",
      LAME_DUCK_MS: "200",
      ...environment,
    },
  });
  cleanups.push(() => child.kill("SIGKILL"));
  let output = "";
  const collect = (chunk: Buffer): void => {
    output += chunk.toString();
  };
  child.stdout.on("data", collect);
  child.stderr.on("data", collect);
  const exited = once(child, "exit").then(([code, signal]: (number | string | null)[]) => [code, signal] as never);
  while (!output.includes('"listening"'))
    await Promise.race([sleep(10), exited.then(() => Promise.reject(new Error(output)))]);
  const port = /"port":(\d+)/.exec(output)?.[1];
  const url = `http://127.0.0.1:${port}`;
  const now = Math.floor(Date.now() / 1000);
  const token = await mint(key, { iss: issuer, aud: "http://localhost:3000/mcp", iat: now, exp: now + 60 });
  return {
    url,
    child,
    exited,
    output: () => output,
    held: () => held,
    async call() {
      const response = await fetch(`${url}/mcp`, {
        method: "POST",
        headers: {
          authorization: `Bearer ${token}`,
          "content-type": "application/json",
          accept: "application/json, text/event-stream",
        },
        body: JSON.stringify({
          jsonrpc: "2.0",
          id: 1,
          method: "tools/call",
          params: { name: "list_pets", arguments: {} },
        }),
      });
      const { result } = (await response.json()) as { result?: { isError?: boolean } };
      return { status: response.status, isError: result?.isError === true };
    },
  };
}

async function untilHeld(running: Running, count: number): Promise<void> {
  while (running.held() < count) await sleep(5);
}

test("SIGTERM loses no call: not ready at once, then no new connection, every answer arrives, exit 0", async () => {
  const running = await start({ IDLE_GRACE_MS: "300" }, 800);
  const calls = Array.from({ length: 40 }, () => running.call());
  await untilHeld(running, 40);
  running.child.kill("SIGTERM");
  await sleep(60);
  const readiness = await fetch(`${running.url}/readyz`);
  expect([readiness.status, await readiness.json()]).toEqual([503, { status: "draining", callsInFlight: 40 }]);
  const late = running.call();
  await sleep(300);
  await expect(connectTo(running.url)).rejects.toMatchObject({ code: "ECONNREFUSED" });
  expect(await Promise.all([...calls, late])).toEqual(
    Array.from({ length: 41 }, () => ({ status: 200, isError: false })),
  );
  expect(await running.exited).toEqual([0, null]);
});

/** What a GET on the one connection of `agent` is answered with, and whether that connection stays. */
async function ask(
  agent: Agent,
  url: string,
): Promise<readonly [status: number | undefined, connection: string | undefined]> {
  const [answer] = (await once(get(url, { agent }), "response")) as [IncomingMessage];
  answer.resume();
  await once(answer, "end");
  return [answer.statusCode, answer.headers.connection];
}

test("a connection that idles is served while no new one is accepted, and closed by that answer or when its time is up", async () => {
  const running = await start({ LAME_DUCK_MS: "100", IDLE_GRACE_MS: "1000" }, 0);
  const [used, unused] = [new Agent({ keepAlive: true, maxSockets: 1 }), new Agent({ keepAlive: true, maxSockets: 1 })];
  const health = `${running.url}/healthz`;
  expect([await ask(used, health), await ask(unused, health)]).toEqual([
    [200, "keep-alive"],
    [200, "keep-alive"],
  ]);
  const started = performance.now();
  running.child.kill("SIGTERM");
  await sleep(20);
  // Whatever is in front may still make connections: there is no reason yet to have it make more of them.
  expect(await ask(used, health)).toEqual([200, "keep-alive"]);
  await sleep(400);
  await expect(connectTo(running.url)).rejects.toMatchObject({ code: "ECONNREFUSED" });
  expect(await ask(used, health)).toEqual([200, "close"]);
  expect(await running.exited).toEqual([0, null]);
  expect(performance.now() - started).toBeGreaterThan(1_100);
});

test("a stop does not wait when no connection is left", async () => {
  const running = await start({ LAME_DUCK_MS: "50", IDLE_GRACE_MS: "5000" }, 0);
  const started = performance.now();
  running.child.kill("SIGTERM");
  expect(await running.exited).toEqual([0, null]);
  expect(performance.now() - started).toBeLessThan(3_000);
});

test("a connection on which nothing has come holds no stop", async () => {
  const running = await start({ LAME_DUCK_MS: "50", IDLE_GRACE_MS: "200" }, 0);
  const socket = connect(Number(new URL(running.url).port), "127.0.0.1");
  await once(socket, "connect");
  const started = performance.now();
  running.child.kill("SIGTERM");
  expect(await running.exited).toEqual([0, null]);
  expect([running.output().includes("time is up"), performance.now() - started < 5_000]).toEqual([false, true]);
  socket.destroy();
});

test("a call that never ends is aborted with an answer, after the drain time", async () => {
  const running = await start({ DRAIN_TIMEOUT_MS: "300", LAME_DUCK_MS: "0" });
  const call = running.call();
  await untilHeld(running, 1);
  const started = performance.now();
  running.child.kill("SIGTERM");
  expect(await call).toEqual({ status: 200, isError: true });
  expect(await running.exited).toEqual([0, null]);
  expect(performance.now() - started).toBeLessThan(2_500);
});

const one = { MAX_CONCURRENT_CALLS_PER_CALLER: "1", MAX_BATCH_CALLS: "1", QUEUE_TIMEOUT_MS: "10000" };

test("SIGTERM loses no call that waits for its turn", async () => {
  const running = await start({ ...one, LAME_DUCK_MS: "0" }, 150);
  const calls = Array.from({ length: 4 }, () => running.call());
  await untilHeld(running, 1);
  running.child.kill("SIGTERM");
  expect(await Promise.all(calls)).toEqual(Array.from({ length: 4 }, () => ({ status: 200, isError: false })));
  expect([running.held(), await running.exited]).toEqual([4, [0, null]]);
});

test("calls that still wait after the drain time are told 503, and are not sent", async () => {
  const running = await start({ ...one, LAME_DUCK_MS: "0", DRAIN_TIMEOUT_MS: "300" });
  const calls = Array.from({ length: 3 }, () => running.call());
  await untilHeld(running, 1);
  running.child.kill("SIGTERM");
  const answers = await Promise.all(calls);
  expect(answers.toSorted((a, b) => a.status - b.status)).toEqual([
    { status: 200, isError: true },
    { status: 503, isError: false },
    { status: 503, isError: false },
  ]);
  expect([running.held(), await running.exited]).toEqual([1, [0, null]]);
});

test("a second signal ends it at once", async () => {
  const running = await start({});
  const call = running.call().catch(() => "lost");
  await untilHeld(running, 1);
  running.child.kill("SIGINT");
  await sleep(50);
  const started = performance.now();
  running.child.kill("SIGINT");
  expect([await running.exited, await call]).toEqual([[1, null], "lost"]);
  expect(performance.now() - started).toBeLessThan(1_000);
});

test("a wrong environment: one message, exit 2", async () => {
  const child = spawn(process.execPath, [main], {
    env: { PATH: process.env["PATH"], PORT: "x", LOG_LEVEL: "loud", OAUTH_ISSUER: "https://as.example" },
  });
  let message = "";
  child.stderr.on("data", (chunk: Buffer) => {
    message += chunk.toString();
  });
  const [code] = (await once(child, "close")) as [number];
  expect([code, message]).toEqual([
    2,
    [
      "The server cannot start: 4 problems in its configuration.",
      "  - PORT must be a whole number from 0 to 65535.",
      "  - LOG_LEVEL must be one of trace, debug, info, warn, error, fatal, silent.",
      "  - PUBLIC_URL (publicUrl) is not a URL: write it in full, like https://example.com/path.",
      "  - API_BASE_URL (apiBaseUrl) is missing: name the API that the callers' tokens are sent to.",
      "",
    ].join("\n"),
  ]);
});
