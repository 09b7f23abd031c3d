import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createQuietLog } from "../../demo/activity.ts";
import type { RecordedRequest } from "../../demo/harbour-api/harbour-app.ts";
import { startDemo } from "../../demo/start-demo.ts";
import type { Demo } from "../../demo/start-demo.ts";
import { everyToolCall as calls } from "./every-tool-calls.ts";
import { operations } from "./harbour-document.ts";

describe("every tool of the generated server, against the real API", () => {
  const requests: RecordedRequest[] = [];
  let demo: Demo;
  let client: Client;
  beforeAll(async () => {
    const ports = { server: 0, api: 0, authorizationServer: 0 };
    demo = await startDemo({
      directory: "generated/harbour",
      log: createQuietLog(),
      ports,
      onRequest: (request) => requests.push(request),
    });
    const token = await demo.authorizationServer.controls.mint({});
    client = new Client(
      { name: "every-tool", version: "1.0.0" },
      { versionNegotiation: { mode: { pin: "2026-07-28" } } },
    );
    await client.connect(
      new StreamableHTTPClientTransport(new URL(demo.mcpUrl), { authProvider: { token: async () => token } }),
    );
  });
  afterAll(async () => {
    await client.close();
    await demo.close();
  });

  test("is called here", async () => {
    const { tools } = await client.listTools();
    expect(calls.map(([tool]) => tool).toSorted()).toEqual(tools.map(({ name }) => name).toSorted());
    expect(tools.length).toBe(operations.length);
  });

  test.each(calls)("%s", async (name, args, requestLine) => {
    const before = requests.length;
    const result = await client.callTool({ name, arguments: { ...args } });
    expect(result.isError === true ? result.content : []).toEqual([]);
    expect(requests.slice(before).map(({ method, path }) => `${method} ${path}`)).toEqual([requestLine]);
  });
});
