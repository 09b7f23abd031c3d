/** The SDK's own clients, of both lines, against the toy on a real socket. */
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { Client as ClientV1 } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport as TransportV1 } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ListeningServer, serve } from "../../templates/src/runtime/node/serve.ts";
import { bearer, createKey, createWorld, mint, recordingLog, type TestKey, type ToyWorld } from "./toy-world.ts";

let world: ToyWorld;
let server: ListeningServer;
let key: TestKey;
let url: URL;
let headers: Record<string, string>;

beforeAll(async () => {
  key = await createKey("one");
  world = createWorld({ keys: [key], publicUrl: "http://localhost:3000", oauthAudience: ["https://pets.example/mcp"] });
  server = await serve(world.handler, {
    port: 0,
    host: "127.0.0.1",
    lameDuckMs: 0,
    drainTimeoutMs: 500,
    log: recordingLog([]),
  });
  url = new URL(`http://localhost:${server.port}/mcp`);
  headers = bearer(await mint(key, { scope: "pets:read" }));
});
afterAll(async () => {
  await server.stop();
});

const names = ["create_pet", "get_pet", "list_pets"];
const answer = { content: [{ type: "text", text: '[{"id":"1","name":"Rex"}]' }] };

describe("the v2 client", () => {
  test.each([
    ["auto", "auto", "modern"],
    ["pinned to 2026-07-28", { pin: "2026-07-28" }, "modern"],
    ["legacy", "legacy", "legacy"],
  ] as const)("%s", async (_name, mode, era) => {
    const client = new Client({ name: "test", version: "1" }, { versionNegotiation: { mode } });
    await client.connect(new StreamableHTTPClientTransport(url, { requestInit: { headers } }));
    expect(client.getProtocolEra()).toBe(era);
    const { tools } = await client.listTools();
    expect(tools.map((tool) => tool.name)).toEqual(names);
    expect(await client.callTool({ name: "list_pets", arguments: { limit: 1 } })).toMatchObject(answer);
    const bad = await client.callTool({ name: "list_pets", arguments: { limit: 0 } });
    expect(bad.isError).toBe(true);
    await expect(client.callTool({ name: "create_pet", arguments: { name: "x" } })).rejects.toMatchObject({
      name: "InsufficientScopeError",
    });
    await expect(client.callTool({ name: "nope", arguments: {} })).rejects.toMatchObject({ code: -32602 });
    await client.close();
  });
});

test("the v1 client", async () => {
  const client = new ClientV1({ name: "test", version: "1" });
  await client.connect(new TransportV1(url, { requestInit: { headers } }));
  const { tools } = await client.listTools();
  expect(tools.map((tool) => tool.name)).toEqual(names);
  expect(await client.callTool({ name: "list_pets", arguments: {} })).toMatchObject(answer);
  await expect(client.callTool({ name: "nope", arguments: {} })).rejects.toMatchObject({ code: -32602 });
  await client.close();
});
