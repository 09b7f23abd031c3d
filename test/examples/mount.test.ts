/** The examples are programs: each is booted here, challenged, and called by a real client. */
import { createServer, type Server } from "node:http";
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createApp as createExpressApp } from "../../examples/mount-express/server.ts";
import { createApp as createFastifyApp } from "../../examples/mount-fastify/server.ts";
import { createApp as createHonoApp } from "../../examples/mount-hono/server.ts";
import type { HandlerOptions } from "../../generated/harbour/src/runtime/handler-options.ts";
import type { Log } from "../../generated/harbour/src/runtime/log.ts";
import { createNodeListener } from "../../generated/harbour/src/runtime/node/node-listener.ts";
import { close, listen, originOf, startLoopbackWorld, type LoopbackWorld } from "./loopback-world.ts";

const publicUrl = "http://localhost:8080";
const resource = `${publicUrl}/mcp`;
const metadataUrl = `${publicUrl}/.well-known/oauth-protected-resource/mcp`;

const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };

const mounts: Readonly<Record<string, (options: HandlerOptions) => Promise<Server>>> = {
  async express(options) {
    const server = createServer(createExpressApp(options));
    await listen(server);
    return server;
  },
  async fastify(options) {
    const app = createFastifyApp(options);
    await app.listen({ port: 0, host: "127.0.0.1" });
    return app.server;
  },
  async hono(options) {
    const app = createHonoApp(options);
    const server = createServer(createNodeListener({ fetch: async (request) => app.fetch(request) }, { log: silent }));
    await listen(server);
    return server;
  },
};

describe.each(Object.entries(mounts))("the handler mounted in %s", (_name, mount) => {
  let world: LoopbackWorld;
  let server: Server;
  let origin: string;

  beforeAll(async () => {
    world = await startLoopbackWorld();
    server = await mount({
      publicUrl,
      oauthIssuer: [world.issuer],
      apiBaseUrl: world.apiBaseUrl,
      allowedHosts: ["127.0.0.1"],
      effects: { log: silent },
    });
    origin = originOf(server);
  });
  afterAll(async () => {
    await close(server);
    await world[Symbol.asyncDispose]();
  });

  test("challenges a request without a token", async () => {
    const response = await fetch(`${origin}/mcp`, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json, text/event-stream" },
      body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/list" }),
    });
    await response.arrayBuffer();
    expect(response.status).toBe(401);
    expect(response.headers.get("www-authenticate")).toMatch(/^Bearer /);
    expect(response.headers.get("www-authenticate")).toContain(`resource_metadata="${metadataUrl}"`);
  });

  test("serves the resource's metadata", async () => {
    const response = await fetch(`${origin}${new URL(metadataUrl).pathname}`);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ resource, authorization_servers: [world.issuer] });
  });

  test("lists and calls for a client with a token, and forwards that token", async () => {
    const token = await world.mint(resource, "berths:read");
    const client = new Client({ name: "test", version: "1.0.0" });
    await client.connect(
      new StreamableHTTPClientTransport(new URL(`${origin}/mcp`), { authProvider: { token: async () => token } }),
    );
    const { tools } = await client.listTools();
    const result = await client.callTool({ name: "get_harbour_status", arguments: {} });
    await client.close();

    expect(tools.map((tool) => tool.name)).toContain("get_harbour_status");
    expect(result.isError ?? false).toBe(false);
    expect(world.apiRequests).toEqual([`GET /v1/status Bearer ${token}`]);
  });

  test("leaves the app's own routes alone", async () => {
    const response = await fetch(`${origin}/hello`);
    expect(await response.json()).toEqual({ hello: "harbour" });
  });
});
