import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ana, ben } from "../../demo/authorization-server/users.ts";
import { clientKinds, connect } from "./support/connect.ts";
import type { ClientKind, Exchange } from "./support/connect.ts";
import { startHarbourWorld } from "./support/harbour-world.ts";
import type { HarbourWorld } from "./support/harbour-world.ts";
import { HeadlessProvider } from "./support/headless-provider.ts";
import { tools } from "../../generated/harbour/src/tools/index.ts";

let world: HarbourWorld;

beforeAll(async () => {
  world = await startHarbourWorld();
});

afterAll(async () => {
  await world.close();
});

beforeEach(() => {
  world.apiRequests.length = 0;
});

const revisions: { readonly [kind in ClientKind]: string } = {
  v1: "2025-11-25",
  "v2 pinned to 2026-07-28": "2026-07-28",
  "v2 auto": "2026-07-28",
  "v2 default": "2025-11-25",
};

describe.each(clientKinds)("client %s", (kind) => {
  test("walks 401, metadata, registration, PKCE, a token with `resource`, list, call", async () => {
    const seen: Exchange[] = [];
    const provider = new HeadlessProvider(ben);
    const client = await connect(kind, world.mcpUrl, provider, seen);

    const refused = seen.find(({ status }) => status === 401);
    expect(refused?.challenge).toBe(
      `Bearer scope="berths:read bookings:read invoices:read photos:read vessels:read", resource_metadata="${world.mcpUrl.origin}/.well-known/oauth-protected-resource/mcp"`,
    );
    const path = (url: string): string => new URL(url).pathname;
    const steps = seen.map(({ method, url }) => `${method} ${path(url)}`);
    expect(steps).toContain("GET /.well-known/oauth-protected-resource/mcp");
    expect(steps).toContain("POST /register");
    const [authorize] = provider.authorizationUrls;
    expect(authorize?.searchParams.get("code_challenge_method")).toBe("S256");
    expect(authorize?.searchParams.get("resource")).toBe(world.resource);
    // The new SDK asks for a refresh token of its own accord, when the authorization server offers one.
    const refresh = kind === "v1" ? "" : " offline_access";
    expect(authorize?.searchParams.get("scope")).toBe(
      `berths:read bookings:read invoices:read photos:read vessels:read${refresh}`,
    );
    const tokenRequest = new URLSearchParams(seen.find(({ url }) => path(url) === "/token")?.body);
    expect(tokenRequest.get("resource")).toBe(world.resource);
    expect(tokenRequest.has("code_verifier")).toBe(true);

    expect(client.revision).toBe(revisions[kind]);
    const listed = await client.listTools();
    expect(listed.tools.map(({ name }) => name)).toEqual(tools.map(({ name }) => name).toSorted());

    const result = await client.callTool({ name: "list_berths", arguments: { limit: 2 } });
    expect(result.isError).toBeUndefined();
    expect(result.structuredContent).toMatchObject({ items: [{}, {}] });
    expect(JSON.parse(String(result.content[0]?.["text"]))).toEqual(result.structuredContent);
    expect(world.apiRequests.map(({ method, path: target }) => `${method} ${target}`)).toEqual([
      "GET /v1/berths?limit=2",
    ]);
    expect(world.apiRequests[0]?.headers["authorization"]).toBe(`Bearer ${provider.tokens()?.access_token}`);

    const mcpAnswers = seen.filter(({ url, status }) => path(url) === "/mcp" && status === 200);
    expect(new Set(mcpAnswers.map(({ contentType }) => contentType?.split(";")[0]))).toEqual(
      new Set(["application/json"]),
    );
    await client.close();
  });

  test("wrong arguments, a wrong tool and an error of the API come back as what they are", async () => {
    const client = await connect(kind, world.mcpUrl, new HeadlessProvider(ben));
    const wrong = await client.callTool({ name: "list_berths", arguments: { limit: 0, dock: 5, nonsense: true } });
    expect(wrong.isError).toBe(true);
    expect(world.apiRequests).toEqual([]);
    const missing = await client.callTool({ name: "get_berth", arguments: { berthId: "b-none-9999" } });
    expect(missing).toMatchObject({ isError: true });
    await expect(client.callTool({ name: "list_berth", arguments: {} })).rejects.toMatchObject({ code: -32602 });
    await client.close();
  });

  test("a client that was connected goes on after the server restarts", async () => {
    const client = await connect(kind, world.mcpUrl, new HeadlessProvider(ben));
    await client.callTool({ name: "list_berths", arguments: { limit: 1 } });
    await world.restart();
    const result = await client.callTool({ name: "list_berths", arguments: { limit: 1 } });
    expect(result.isError).toBeUndefined();
    await client.close();
  });
});

test("two callers at load with equal JSON-RPC ids never see each other's data or token", async () => {
  const people = [
    { user: ana, tool: "list_berths" },
    { user: ben, tool: "list_vessels" },
  ] as const;
  const clients = await Promise.all(
    people.map(async ({ user }) => {
      const provider = new HeadlessProvider(user);
      const client = await connect("v2 pinned to 2026-07-28", world.mcpUrl, provider);
      const token = provider.tokens()?.access_token ?? "";
      await client.close();
      return token;
    }),
  );
  world.apiRequests.length = 0;
  const call = async (person: 0 | 1, id: number): Promise<void> => {
    const response = await fetch(world.mcpUrl, {
      method: "POST",
      headers: {
        authorization: `Bearer ${clients[person]}`,
        "content-type": "application/json",
        accept: "application/json, text/event-stream",
        "mcp-protocol-version": "2025-11-25",
      },
      body: JSON.stringify({
        jsonrpc: "2.0",
        id,
        method: "tools/call",
        params: { name: people[person].tool, arguments: { limit: (id % 7) + 1 } },
      }),
    });
    const answer = (await response.json()) as {
      id: number;
      result: { structuredContent: { items: Record<string, unknown>[] } };
    };
    expect(answer.id).toBe(id);
    const { items } = answer.result.structuredContent;
    expect(items.length).toBeLessThanOrEqual((id % 7) + 1);
    expect(items.every((item) => ("dock" in item || "dockId" in item) === (person === 0))).toBe(true);
  };
  for (let round = 0; round < 25; round++) {
    await Promise.all(
      Array.from({ length: 16 }, async (_, index) => call(index % 2 === 0 ? 0 : 1, Math.floor(index / 2))),
    );
  }
  expect(world.apiRequests).toHaveLength(400);
  for (const { path, headers } of world.apiRequests) {
    const owner = path.startsWith("/v1/berths") ? 0 : 1;
    expect(headers["authorization"]).toBe(`Bearer ${clients[owner]}`);
  }
});

test("no token stands in any log line", () => {
  expect(world.logLines.length).toBeGreaterThan(100);
  const tokens = new Set(
    world.apiRequests.map(({ headers }) => headers["authorization"]?.slice("Bearer ".length) ?? ""),
  );
  for (const line of world.logLines) for (const token of tokens) expect(line.includes(token.slice(-20))).toBe(false);
});
