/** Clients that leave, at any moment: nothing of theirs stays behind. */
import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import { createNodeListener } from "../../templates/src/runtime/node/node-listener.ts";
import { serve } from "../../templates/src/runtime/node/serve.ts";
import { createLegacySse } from "../../templates/src/runtime/node/sse/create-legacy-sse.ts";
import { createKey, createWorld, mint, recordingLog, type ToyOptions, type ToyWorld } from "../runtime/toy-world.ts";

const key = await createKey("one");
const token = await mint(key);

interface ServedWorld extends ToyWorld {
  readonly port: number;
}

async function start(options: ToyOptions = {}): Promise<ServedWorld> {
  const world = createWorld({ keys: [key], features: { legacySse: createLegacySse }, legacySse: true, ...options });
  const log = recordingLog(world.lines);
  const server = await serve(world.handler, { port: 0, host: "127.0.0.1", lameDuckMs: 0, drainTimeoutMs: 1_000, log });
  onTestFinished(async () => await server.stop());
  return Object.assign(world, { port: server.port });
}

const head = ["Host: pets.example", `Authorization: Bearer ${token}`] as const;

function post(message: object, ...lines: readonly string[]): string {
  const body = JSON.stringify(message);
  const types = ["Content-Type: application/json", "Accept: application/json, text/event-stream"];
  const length = `Content-Length: ${body.length}`;
  return `${["POST /mcp HTTP/1.1", ...head, ...types, length, ...lines].join("\r\n")}\r\n\r\n${body}`;
}

const openStream = `${["GET /mcp/sse HTTP/1.1", ...head].join("\r\n")}\r\n\r\n`;
const list = { jsonrpc: "2.0", id: 1, method: "tools/list" };
const call = (meta?: object): object => ({
  jsonrpc: "2.0",
  id: 1,
  method: "tools/call",
  params: { name: "list_pets", arguments: {}, ...(meta && { _meta: meta }) },
});

/** A connection on which something was sent. That it breaks is no error here. */
function send(port: number, bytes: string): Socket {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => {});
  socket.write(bytes);
  return socket;
}

async function eventually(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error("it did not come to that");
    await sleep(5);
  }
}

/** A world that judges nobody before it is told to. */
async function undecided(): Promise<{ readonly world: ServedWorld; readonly decide: () => void }> {
  const world = await start();
  const decided = Promise.withResolvers<void>();
  const { jwks } = world;
  world.jwks = async (signal) => {
    await decided.promise;
    return await jwks(signal);
  };
  return { world, decide: decided.resolve };
}

const ended = (world: ToyWorld): readonly unknown[] =>
  world.lines.filter(({ message }) => message === "request").map(({ status, outcome }) => [status, outcome]);

describe("while the token is judged", () => {
  test("by whoever opens sessions: they end, and take no place", async () => {
    const { world, decide } = await undecided();
    const sockets = Array.from({ length: 8 }, () => send(world.port, openStream));
    await eventually(() => world.keyFetches.length > 0);
    await sleep(50);
    for (const socket of sockets) socket.destroy();
    await sleep(50);
    decide();
    await eventually(() => ended(world).length === 8);
    const headers = { authorization: `Bearer ${token}`, host: "pets.example" };
    const opened = await world.handler.fetch(new Request("https://pets.example/mcp/sse", { headers }));
    expect(opened.status).toBe(200);
    await opened.body?.cancel();
  });

  test("with the body: the request ends, and is no fault of the server", async () => {
    const { world, decide } = await undecided();
    const socket = send(world.port, post(list));
    await eventually(() => world.keyFetches.length > 0);
    socket.destroy();
    await sleep(50);
    decide();
    await eventually(() => ended(world).length === 1);
    expect(ended(world)).toEqual([[499, "client_gone"]]);
    expect(world.lines.filter(({ level }) => level === "error")).toEqual([]);
  });
});

test("in the middle of the body: no fault of the server either", async () => {
  const world = await start();
  const socket = send(world.port, post(list).slice(0, -5));
  await eventually(() => world.keyFetches.length > 0);
  await sleep(50);
  socket.destroy();
  await eventually(() => ended(world).length === 1);
  expect(ended(world)).toEqual([[499, "client_gone"]]);
  expect(world.lines.filter(({ level }) => level === "error")).toEqual([]);
});

test("behind a call that is still served: what was sent ahead ends too", async () => {
  const world = await start();
  let aborted = 0;
  world.api = async (_url, init) =>
    await new Promise((_resolve, reject) => {
      init?.signal?.addEventListener("abort", () => {
        aborted += 1;
        reject(new DOMException("gone", "AbortError"));
      });
    });
  const socket = send(world.port, post(call()).repeat(2) + openStream.repeat(8));
  await eventually(() => world.apiRequests.length === 2);
  await sleep(50);
  socket.destroy();
  await eventually(() => aborted === 2 && world.handler.callsInFlight() === 0);
  const other = send(world.port, openStream);
  const [first] = (await once(other, "data")) as [Buffer];
  expect(first.toString()).toMatch(/^HTTP\/1\.1 200 /);
  other.destroy();
});

test("an answer that is a stream, whose client left before its first byte, is ended", async () => {
  const cancelled = Promise.withResolvers<void>();
  const arrived = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<Response>();
  const fetched = async (): Promise<Response> => {
    arrived.resolve();
    return await answer.promise;
  };
  const server = createServer(createNodeListener({ fetch: fetched }, { log: recordingLog([]) }));
  onTestFinished(() => void server.close());
  await once(server.listen(0, "127.0.0.1"), "listening");
  const socket = send((server.address() as AddressInfo).port, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  await arrived.promise;
  socket.destroy();
  await sleep(50);
  const body = new ReadableStream({ cancel: () => cancelled.resolve() });
  answer.resolve(new Response(body, { headers: { "content-type": "text/event-stream" } }));
  await expect(cancelled.promise).resolves.toBeUndefined();
});

test("a body that a framework has read before is told to who mounted the handler there", async () => {
  const lines: ToyWorld["lines"] = [];
  const world = createWorld({ keys: [key], effects: { log: recordingLog(lines) } });
  const listener = createNodeListener(world.handler, { log: recordingLog(lines) });
  const server = createServer((incoming, outgoing) => {
    incoming.resume();
    incoming.once("end", () => setImmediate(() => listener(incoming, outgoing)));
  });
  onTestFinished(() => void server.close());
  await once(server.listen(0, "127.0.0.1"), "listening");
  const socket = send((server.address() as AddressInfo).port, post(list, "Connection: close"));
  const [first] = (await once(socket, "data")) as [Buffer];
  expect(first.toString()).toMatch(/^HTTP\/1\.1 500 /);
  expect(lines.filter(({ level }) => level === "error")).toMatchObject([{ error: "TypeError" }]);
});

/** What may be begun. A part of it is sent, or all. */
const beginnings: readonly string[] = [
  post(list),
  post(call()),
  post(call({ progressToken: 1 })),
  post(call(), "Transfer-Encoding: chunked").replace(/Content-Length: \d+\r\n/, ""),
  post([call(), { ...call(), id: 2 }, list].map((message, id) => ({ ...message, id }))),
  post({ jsonrpc: "2.0", id: 1, method: "ping" }),
  post(call()).repeat(3),
  openStream,
  post(call()) + openStream,
];

test(
  "at random moments, again and again: no place, timer, session or promise is left",
  { timeout: 600_000 },
  async () => {
    const times = process.env["FULL"] === "1" ? 20_000 : 600;
    const unhandled: unknown[] = [];
    const note = (error: unknown): void => void unhandled.push(error);
    process.on("unhandledRejection", note);
    onTestFinished(() => void process.off("unhandledRejection", note));
    const limits = {
      maxConcurrentCallsPerCaller: 10,
      maxConcurrentCalls: 10,
      queueTimeoutMs: 20,
      rateLimitCallsPerCaller: 0,
      rateLimitCalls: 0,
      maxSseSessionsPerCaller: 40,
    };
    const world = await start({ limits });
    world.api = async (_url, init) => {
      await sleep(Math.random() * 4, undefined, { ...(init?.signal && { signal: init.signal }) });
      return Response.json([]);
    };
    const timersOf = (): number => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
    const one = async (): Promise<void> => {
      const bytes = beginnings[Math.floor(Math.random() * beginnings.length)] ?? "";
      const isWhole = Math.random() < 0.7;
      const socket = send(world.port, isWhole ? bytes : bytes.slice(0, Math.ceil(Math.random() * bytes.length)));
      socket.resume();
      await Promise.race([sleep(Math.random() * 8), once(socket, "close")]);
      if (Math.random() < 0.5) socket.resetAndDestroy();
      else socket.destroy();
    };
    const many = async (count: number): Promise<void> => {
      for (let at = 0; at < count; at += 30) await Promise.all(Array.from({ length: 30 }, one));
      await eventually(() => world.handler.callsInFlight() === 0);
    };
    await many(60);
    await sleep(100);
    const timers = timersOf();
    const before = process.memoryUsage().rss;
    await many(times);
    const probe = await world.handler.fetch(new Request("https://pets.example/readyz"));
    expect(await probe.json()).toMatchObject({ status: "ready" });
    await eventually(() => timersOf() <= timers + 1);
    const kept = world.lines.filter(({ level }) => level === "error" || level === "warn");
    expect({ unhandled, kept: kept.slice(0, 3), inFlight: world.handler.callsInFlight() }).toEqual({
      unhandled: [],
      kept: [],
      inFlight: 0,
    });
    // All places can be had: those of sessions, and those of calls.
    const streams = Array.from({ length: 40 }, () => send(world.port, openStream));
    const answers = await Promise.all(streams.map(async (stream) => String((await once(stream, "data")).at(0))));
    expect(answers.filter((text) => text.startsWith("HTTP/1.1 200 "))).toHaveLength(40);
    for (const stream of streams) stream.destroy();
    if (process.env["FULL"] === "1") {
      console.log(`${times} left; resident: ${before / 1e6} MB before, ${process.memoryUsage().rss / 1e6} MB after`);
    }
  },
);
