/** The server on a real socket: what Node does to a request before the handler sees it. */
import { once } from "node:events";
import { connect } from "node:net";
import { afterEach, expect, test } from "vitest";
import { type ListeningServer, serve } from "../../../templates/src/runtime/node/serve.ts";
import { bearer, createKey, createWorld, mint, recordingLog, type ToyWorld } from "../toy-world.ts";

let server: ListeningServer | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

const log = recordingLog([]);

async function start(world: ToyWorld): Promise<ListeningServer> {
  server = await serve(world.handler, { port: 0, host: "127.0.0.1", lameDuckMs: 0, drainTimeoutMs: 1_000, log });
  return server;
}

/** Sends bytes as they are; answers what comes back until the connection closes or `enough` of it is there. */
async function raw(port: number, text: string): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  socket.setEncoding("utf8");
  let received = "";
  socket.on("data", (chunk: string) => {
    received += chunk;
  });
  socket.write(text);
  await once(socket, "close");
  return received;
}

const message = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/list" });
const head = (headers: readonly string[], line = "POST /mcp HTTP/1.1"): string =>
  `${[line, ...headers, "Accept: application/json, text/event-stream", "Content-Type: application/json", `Content-Length: ${message.length}`, "Connection: close"].join("\r\n")}\r\n\r\n${message}`;

test("a good request, and the attacks that only a socket can make", async () => {
  const key = await createKey("one");
  const world = createWorld({
    keys: [key],
    publicUrl: "http://localhost:3000",
    oauthAudience: ["https://pets.example/mcp"],
  });
  const { port } = await start(world);
  const good = `Authorization: Bearer ${await mint(key)}`;
  const bad = "Authorization: Bearer x.y.z";
  const host = "Host: localhost:3000";
  const statusOf = async (text: string): Promise<string> => (await raw(port, text)).slice(9, 12);
  expect({
    good: await statusOf(head([host, good])),
    twoTokens: await statusOf(head([host, good, bad])),
    twoTokensTheOtherWay: await statusOf(head([host, bad, good])),
    theSameTwice: await statusOf(head([host, good, good])),
    basicAndBearer: await statusOf(head([host, "Authorization: Basic YTpi", good])),
    twoHosts: await statusOf(head([host, "Host: evil.example", good])),
    foreignHost: await statusOf(head(["Host: evil.example", good])),
    noHost: await statusOf(head([good])),
    absoluteTarget: await statusOf(head([host, good], "POST http://evil.example/mcp HTTP/1.1")),
    userInHost: await statusOf(head(["Host: evil@localhost", good])),
    pathInHost: await statusOf(head(["Host: localhost/x?", good])),
    trace: await statusOf(head([host, good], "TRACE /mcp HTTP/1.1")),
    asterisk: await statusOf(head([host, good], "OPTIONS * HTTP/1.1")),
    foldedHeader: await statusOf(head([host, "Authorization: Bearer", ` ${await mint(key)}`])),
    twoLengths: await statusOf(head([host, good, "Content-Length: 1"])),
    chunkedAndLength: await statusOf(head([host, good, "Transfer-Encoding: chunked"])),
    longHeader: await statusOf(head([host, `Authorization: Bearer ${"a".repeat(17_000)}`])),
  }).toEqual({
    good: "200",
    twoTokens: "400",
    twoTokensTheOtherWay: "400",
    theSameTwice: "400",
    basicAndBearer: "401",
    twoHosts: "400",
    foreignHost: "403",
    noHost: "400",
    absoluteTarget: "400",
    userInHost: "400",
    pathInHost: "400",
    trace: "400",
    asterisk: "400",
    foldedHeader: "400",
    twoLengths: "400",
    chunkedAndLength: "400",
    longHeader: "431",
  });
  expect([world.apiRequests, world.strays]).toEqual([[], []]);
});

test("an unknown sender's body is not waited for", async () => {
  const world = createWorld({ publicUrl: "http://localhost:3000" });
  const { port } = await start(world);
  const socket = connect(port, "127.0.0.1");
  socket.write(
    "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\nContent-Type: application/json\r\n\r\n{",
  );
  const [answer] = (await once(socket, "data")) as [Buffer];
  socket.destroy();
  expect(answer.toString().slice(0, 25)).toBe("HTTP/1.1 401 Unauthorized");
});

test("a large refused body does not cost the client its answer", async () => {
  const world = createWorld({ publicUrl: "http://localhost:3000" });
  const { port } = await start(world);
  const response = await fetch(`http://localhost:${port}/mcp`, { method: "POST", body: "x".repeat(3_000_000) });
  expect([response.status, await response.json()]).toEqual([
    401,
    { error: "unauthorized", error_description: "a bearer token is needed" },
  ]);
});

test("a client that hangs up frees its place and stops the call to the API", async () => {
  const key = await createKey("one");
  const world = createWorld({
    keys: [key],
    publicUrl: "http://localhost:3000",
    oauthAudience: ["https://pets.example/mcp"],
  });
  const aborted = Promise.withResolvers<void>();
  world.api = (_url, init) =>
    new Promise((_resolve, reject) => {
      init?.signal?.addEventListener("abort", () => {
        aborted.resolve();
        reject(init.signal?.reason as Error);
      });
    });
  const { port } = await start(world);
  const hangUp = new AbortController();
  const call = fetch(`http://localhost:${port}/mcp`, {
    method: "POST",
    signal: hangUp.signal,
    headers: {
      ...bearer(await mint(key)),
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
    },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: "list_pets", arguments: {} } }),
  });
  while (world.apiRequests.length === 0) await new Promise(setImmediate);
  expect(world.handler.callsInFlight()).toBe(1);
  hangUp.abort();
  await expect(call).rejects.toThrow("aborted");
  await aborted.promise;
  while (world.handler.callsInFlight() > 0) await new Promise(setImmediate);
});
