import { Client as ModernClient } from "@modelcontextprotocol/client";
import { StdioClientTransport as ModernStdio } from "@modelcontextprotocol/client/stdio";
import { Client as LegacyClient } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport as LegacyStdio } from "@modelcontextprotocol/sdk/client/stdio.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createHandler } from "../../generated/harbour/src/handler.ts";
import { createJsonLog } from "../../generated/harbour/src/runtime/log.ts";
import { optionsFromEnvironment } from "../../generated/harbour/src/runtime/options-from-environment.ts";
import { tools } from "../../generated/harbour/src/tools/index.ts";
import { everyToolCall } from "../demo/every-tool-calls.ts";
import { type HostWorld, startHostWorld } from "./support/host-world.ts";
import { type Era, eras, rawHeaders, rawRequest } from "./support/raw-message.ts";
import { startStdio, stdioEntry } from "./support/stdio-process.ts";

const names = tools.map(({ name }) => name).toSorted();
const silent = createJsonLog(() => {});

/** Ids and secrets that the API makes up are not the same twice. */
function withoutChance(text: string): string {
  return text.replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, "<uuid>");
}

/** The answers of one server to every call, in the table's order, and to a few more. */
const questions: readonly (readonly [method: string, params: { readonly name?: string }])[] = [
  ["tools/list", {}],
  ...everyToolCall.map(([name, args]) => ["tools/call", { name, arguments: args }] as const),
  ["tools/call", { name: "list_berths", arguments: { limit: 0, nonsense: true } } as object],
  ["tools/call", { name: "get_berth", arguments: { berthId: "b-none-9999" } } as object],
  ["tools/call", { name: "no_such_tool", arguments: {} } as object],
  ["no/such/method", {}],
];

async function overHttp(era: Era, world: HostWorld): Promise<string[]> {
  const handler = createHandler({ ...optionsFromEnvironment(world.environment), effects: { log: silent } });
  const token = await world.token();
  const answers: string[] = [];
  for (const [index, [method, params]] of questions.entries()) {
    const message = rawRequest(era, index, method, params);
    const response = await handler.fetch(
      new Request(`${world.publicUrl}/mcp`, {
        method: "POST",
        headers: rawHeaders(era, message, token),
        body: JSON.stringify(message),
      }),
    );
    answers.push(await response.text());
  }
  await handler.close();
  return answers;
}

async function overStdio(era: Era, world: HostWorld): Promise<string[]> {
  const server = startStdio({ ...world.environment, MCP_TOKEN: await world.token() });
  if (era === "2025-11-25") {
    const clientInfo = { name: "raw", version: "1" };
    server.send(rawRequest(era, 0, "initialize", { protocolVersion: era, capabilities: {}, clientInfo }));
    expect(JSON.parse((await server.line()) ?? "null")).toMatchObject({ result: { protocolVersion: era } });
    server.send({ jsonrpc: "2.0", method: "notifications/initialized" });
  }
  const answers: string[] = [];
  for (const [index, [method, params]] of questions.entries()) {
    server.send(rawRequest(era, index, method, params));
    answers.push((await server.line()) ?? `nothing: ${server.errors()}`);
  }
  expect(await server.end()).toEqual({ code: 0, rest: [] });
  return answers;
}

describe.each(eras)("stdio and HTTP, %s", (era) => {
  test("answer alike, byte for byte: the list, every tool, wrong arguments, unknown tools and methods", async () => {
    const now = new Date();
    const worlds = await Promise.all([startHostWorld(now), startHostWorld(now)]);
    try {
      const [http, stdio] = await Promise.all([overHttp(era, worlds[0]), overStdio(era, worlds[1])]);
      const label = (index: number): string => `${questions[index]?.[0]} ${questions[index]?.[1].name ?? ""}: `;
      expect(stdio.map((text, index) => label(index) + withoutChance(text))).toEqual(
        http.map((text, index) => label(index) + withoutChance(text)),
      );
      const succeeded = stdio.slice(1, 1 + everyToolCall.length).map((text) => JSON.parse(text) as object);
      expect(succeeded.filter((one) => !("result" in one) || JSON.stringify(one.result).includes('"isError"'))).toEqual(
        [],
      );
      expect(everyToolCall.map(([name]) => name).toSorted()).toEqual(names);
      const lines = worlds.map(({ apiRequests }) => apiRequests.map(({ method, path }) => `${method} ${path}`));
      expect(lines[1]).toEqual(lines[0]);
    } finally {
      await Promise.all(worlds.map((world) => world.close()));
    }
  });
});

describe("the server over stdio", () => {
  let world: HostWorld;
  beforeAll(async () => {
    world = await startHostWorld();
  });
  afterAll(async () => {
    await world.close();
  });

  test.each(["v1", "v2 pinned", "v2 auto", "v2 default"] as const)("client %s lists and calls", async (kind) => {
    const MCP_TOKEN = await world.token();
    const server = {
      command: process.execPath,
      args: [stdioEntry],
      env: { ...world.environment, MCP_TOKEN },
      stderr: "pipe" as const,
    };
    const negotiation = { "v2 pinned": { pin: "2026-07-28" }, "v2 auto": "auto", "v2 default": "legacy" } as const;
    const call = { name: "list_berths", arguments: { limit: 2 } };
    if (kind === "v1") {
      const client = new LegacyClient({ name: "test", version: "1" });
      await client.connect(new LegacyStdio(server));
      expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(names);
      expect(await client.callTool(call)).toMatchObject({ structuredContent: { items: [{}, {}] } });
      await client.close();
      return;
    }
    const client = new ModernClient(
      { name: "test", version: "1" },
      { versionNegotiation: { mode: negotiation[kind] } },
    );
    await client.connect(new ModernStdio(server));
    expect(client.getNegotiatedProtocolVersion()).toBe(kind === "v2 default" ? "2025-11-25" : "2026-07-28");
    expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(names);
    expect(await client.callTool(call)).toMatchObject({ structuredContent: { items: [{}, {}] } });
    await client.close();
  });

  test.each(eras)("a missing scope is a tool's error that names it, and reaches no API (%s)", async (era) => {
    const server = startStdio({ ...world.environment, MCP_TOKEN: await world.token({ scope: "berths:read" }) });
    world.apiRequests.length = 0;
    const args = { berthId: "A-01", body: "Mind the cleat" };
    server.send(rawRequest(era, 7, "tools/call", { name: "set_berth_notice", arguments: args }));
    expect(JSON.parse((await server.line()) ?? "null")).toEqual({
      jsonrpc: "2.0",
      id: 7,
      result: {
        isError: true,
        content: [
          {
            type: "text",
            text: "The tool set_berth_notice needs the scope berths:write; this sign-in grants only berths:read. Sign in again and allow it.",
          },
        ],
        ...(era === "2026-07-28" && { resultType: "complete" }),
      },
    });
    expect(world.apiRequests).toEqual([]);
    await server.end();
  });

  test("a token that ends while the server runs refuses the next call, in words", async () => {
    const now = Math.floor(Date.now() / 1000);
    // The gate lets clocks differ by 5 s.
    const server = startStdio({ ...world.environment, MCP_TOKEN: await world.token({ exp: now + 1 }) });
    const ask = async (id: number, method: string): Promise<unknown> => {
      server.send(rawRequest("2025-11-25", id, method, { name: "list_berths", arguments: { limit: 1 } }));
      return JSON.parse((await server.line()) ?? "null");
    };
    expect(await ask(1, "ping")).toEqual({ jsonrpc: "2.0", id: 1, result: {} });
    await new Promise((done) => {
      setTimeout(done, Math.max(0, (now + 7) * 1000 - Date.now()));
    });
    expect(await ask(2, "ping")).toMatchObject({
      error: { code: -32600, message: expect.stringMatching(/expired/) as string },
    });
    expect(await ask(3, "tools/call")).toMatchObject({
      result: { isError: true, content: [{ text: expect.stringMatching(/expired/) as string }] },
    });
    await server.end();
  });

  test.each([
    ["no token", "", "MCP_TOKEN is missing: the access token of the user whom this server works for."],
    [
      "a header for a token",
      "Bearer abc",
      "MCP_TOKEN must be an access token as it was issued: no spaces, no quotes, no Bearer in front.",
    ],
    ["a text that is no JWT", "abc", "MCP_TOKEN is refused: "],
  ])("does not start with %s, and says so", async (_what, MCP_TOKEN, said) => {
    const server = startStdio({ ...world.environment, MCP_TOKEN });
    expect(await server.end()).toEqual({ code: 2, rest: [] });
    expect(server.errors()).toContain(said);
  });

  test("does not start with a token for another audience, nor an expired one; neither is told anywhere", async () => {
    for (const claims of [{ aud: "https://other.example" }, { exp: 1_700_000_000 }]) {
      const token = await world.token(claims);
      const server = startStdio({ ...world.environment, MCP_TOKEN: token });
      expect(await server.end()).toEqual({ code: 2, rest: [] });
      expect(server.errors()).toContain("MCP_TOKEN is refused: ");
      expect(server.errors()).not.toContain(token.slice(-20));
    }
  });

  test("cannot serve several tenants, and lists everything that is wrong at once", async () => {
    const { PUBLIC_URL: _, ...environment } = world.environment;
    const server = startStdio({ ...environment, TENANTS: "acme,globex", LOG_LEVEL: "loud" });
    expect((await server.end()).code).toBe(2);
    for (const said of ["MCP_TOKEN is missing", "LOG_LEVEL must be", "over stdio there is one user"]) {
      expect(server.errors()).toContain(said);
    }
  });

  test("answers side by side, and what is cancelled is not answered", async () => {
    const server = startStdio({ ...world.environment, MCP_TOKEN: await world.token() });
    const ids = [1, 2, 3, 4, 5, 6, 7, 8];
    for (const id of ids)
      server.send(rawRequest("2026-07-28", id, "tools/call", { name: "list_berths", arguments: { limit: id } }));
    server.send({ jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId: 8 } });
    const answered = new Map<number, number>();
    for (const _ of ids.slice(1)) {
      const answer = JSON.parse((await server.line()) ?? "null") as {
        id: number;
        result: { structuredContent: { items: object[] } };
      };
      answered.set(answer.id, answer.result.structuredContent.items.length);
    }
    expect([...answered].toSorted(([a], [b]) => a - b)).toEqual(ids.slice(1).map((_, index) => [index + 1, index + 1]));
    expect(await server.end()).toEqual({ code: 0, rest: [] });
  });
});
