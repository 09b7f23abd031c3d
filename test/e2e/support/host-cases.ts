import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { expect, test } from "vitest";
import { tools } from "../../../generated/harbour/src/tools/index.ts";
import { everyToolCall } from "../../demo/every-tool-calls.ts";
import { connectWithToken } from "../../support/connect-with-token.ts";
import type { HostWorld } from "./host-world.ts";
import { type Era, eras, rawHeaders, rawRequest } from "./raw-message.ts";

const names = tools.map(({ name }) => name).toSorted();

/** What a host's server is tested through. */
export interface HostUnderTest {
  world(): HostWorld;
}

async function ask(
  world: HostWorld,
  era: Era,
  asked: { token: string; method: string; params?: object },
): Promise<Response> {
  const message = rawRequest(era, 1, asked.method, asked.params);
  return await fetch(`${world.publicUrl}/mcp`, {
    method: "POST",
    headers: rawHeaders(era, message, asked.token),
    body: JSON.stringify(message),
  });
}

/** The few cases that show that a server runs on its host: challenge, metadata, list, call, step-up, wrong arguments and tokens. */
export function testHost(host: HostUnderTest): void {
  test("challenges whoever has no token, and names its metadata", async () => {
    const { publicUrl, issuer } = host.world();
    const response = await fetch(`${publicUrl}/mcp`, { method: "POST" });
    expect(response.status).toBe(401);
    expect(response.headers.get("www-authenticate")).toBe(
      `Bearer scope="berths:read bookings:read invoices:read photos:read vessels:read", resource_metadata="${publicUrl}/.well-known/oauth-protected-resource/mcp"`,
    );
    const metadata = await fetch(`${publicUrl}/.well-known/oauth-protected-resource/mcp`);
    expect(await metadata.json()).toMatchObject({ resource: `${publicUrl}/mcp`, authorization_servers: [issuer] });
  });

  test.each(["v1", "v2"] as const)("client %s lists and calls, and the API gets its token", async (kind) => {
    const world = host.world();
    const token = await world.token();
    const client = await connectWithToken(kind, new URL(`${world.publicUrl}/mcp`), token);
    expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(names);
    world.apiRequests.length = 0;
    const result = await client.callTool({ name: "list_berths", arguments: { limit: 2 } });
    expect(result).toMatchObject({ structuredContent: { items: [{}, {}] } });
    expect(world.apiRequests.map(({ path, headers }) => [path, headers["authorization"]])).toEqual([
      ["/v1/berths?limit=2", `Bearer ${token}`],
    ]);
    await client.close();
  });

  test.each(eras)("wrong arguments reach no API, and are told as on Node (%s)", async (era) => {
    const world = host.world();
    world.apiRequests.length = 0;
    const params = { name: "list_berths", arguments: { limit: 0, dock: 5, nonsense: true } };
    const response = await ask(world, era, { token: await world.token(), method: "tools/call", params });
    const { result } = (await response.json()) as { result: { isError: boolean; content: { text: string }[] } };
    expect(result.isError).toBe(true);
    for (const name of ["limit", "dock", "nonsense"]) expect(result.content[0]?.text).toContain(name);
    expect(world.apiRequests).toEqual([]);
  });

  test.each(eras)("a bad token gets nowhere (%s)", async (era) => {
    const world = host.world();
    world.apiRequests.length = 0;
    const good = await world.token();
    const [head = "", payload = "", signature = ""] = good.split(".");
    const forged = `${head}.${payload}.${signature.startsWith("A") ? "B" : "A"}${signature.slice(1)}`;
    const bad = [
      forged,
      `${head}.${payload}.`,
      "abc",
      await world.token({ aud: "https://other.example" }),
      await world.token({ exp: 1_700_000_000 }),
      await world.token({ iss: "https://other.example" }),
    ];
    for (const token of bad) {
      const params = { name: "list_berths", arguments: {} };
      const response = await ask(world, era, { token, method: "tools/call", params });
      expect([token, response.status]).toEqual([token, 401]);
      expect(response.headers.get("www-authenticate")).toContain('error="invalid_token"');
    }
    expect(world.apiRequests).toEqual([]);
  });

  test.each(["first", "last"] as const)("two Authorization lines are refused, with the good one %s", async (place) => {
    const world = host.world();
    const good = `Bearer ${await world.token()}`;
    const lines = place === "first" ? [good, "Bearer other"] : ["Bearer other", good];
    const message = rawRequest("2025-11-25", 1, "tools/list");
    const { authorization: _, ...others } = rawHeaders("2025-11-25", message, "");
    const headers = [...Object.entries(others).flat(), "host", new URL(world.publicUrl).host];
    for (const line of lines) headers.push("authorization", line);
    const sent = request(`${world.publicUrl}/mcp`, { method: "POST", headers, agent: false });
    sent.end(JSON.stringify(message));
    const [response] = (await once(sent, "response")) as [IncomingMessage];
    response.resume();
    expect([400, 401]).toContain(response.statusCode);
  });

  test.each(eras)("a missing scope is asked for (%s)", async (era) => {
    const world = host.world();
    world.apiRequests.length = 0;
    const params = { name: "set_berth_notice", arguments: { berthId: "A-01", body: "Mind the cleat" } };
    const token = await world.token({ scope: "berths:read" });
    const response = await ask(world, era, { token, method: "tools/call", params });
    expect(response.status).toBe(403);
    expect(response.headers.get("www-authenticate")).toMatch(/error="insufficient_scope".* scope="[^"]*berths:write/);
    expect(world.apiRequests).toEqual([]);
  });

  test("many at once are served, each with its own token and answer", async () => {
    const world = host.world();
    const tokens = await Promise.all(["ana", "ben"].map((sub) => world.token({ sub })));
    world.apiRequests.length = 0;
    const limits = Array.from({ length: 24 }, (_, index) => (index % 7) + 1);
    const counts = await Promise.all(
      limits.map(async (limit, index) => {
        const params = { name: "list_berths", arguments: { limit } };
        const response = await ask(world, "2026-07-28", {
          token: tokens[index % 2] ?? "",
          method: "tools/call",
          params,
        });
        const answer = (await response.json()) as { result: { structuredContent: { items: object[] } } };
        return answer.result.structuredContent.items.length;
      }),
    );
    expect(counts).toEqual(limits);
    expect(world.apiRequests.map(({ headers }) => String(headers["authorization"])).toSorted()).toEqual(
      limits.map((_, index) => `Bearer ${tokens[index % 2]}`).toSorted(),
    );
  });
}

/** Every tool of the Harbour server, called once, in an order that works on a fresh harbour. */
export function testEveryTool(host: HostUnderTest): void {
  test("every tool becomes the request that it becomes on Node, and succeeds", async () => {
    const world = host.world();
    const client = await connectWithToken("v2", new URL(`${world.publicUrl}/mcp`), await world.token());
    world.apiRequests.length = 0;
    const failed: unknown[] = [];
    for (const [name, args] of everyToolCall) {
      const result = await client.callTool({ name, arguments: { ...args } });
      if (result.isError === true) failed.push([name, result.content]);
    }
    expect(failed).toEqual([]);
    expect(world.apiRequests.map(({ method, path }) => `${method} ${path}`)).toEqual(
      everyToolCall.map(([, , requestLine]) => requestLine),
    );
    await client.close();
  });
}
