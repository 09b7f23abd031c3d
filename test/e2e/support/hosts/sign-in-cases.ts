import { describe, expect, test } from "vitest";
import { ana, ben } from "../../../../demo/authorization-server/users.ts";
import { tools } from "../../../../generated/harbour/src/tools/index.ts";
import { clientKinds, connect, type Exchange } from "../connect.ts";
import { HeadlessProvider } from "../headless-provider.ts";
import { serveOn, type TestedHost } from "./tested-host.ts";

const names = tools.map(({ name }) => name).toSorted();

/** Real clients, from the first 401 to a write that needed a step-up. */
export function testSignIn(host: TestedHost): void {
  const served = serveOn(host);

  describe.each(clientKinds)("client %s", (kind) => {
    test("401, metadata, a token, the list, a call", async () => {
      const world = served.world();
      const seen: Exchange[] = [];
      const provider = new HeadlessProvider(ben);
      const client = await connect(kind, new URL(`${world.publicUrl}/mcp`), provider, seen);
      expect(seen.find(({ status }) => status === 401)?.challenge).toBe(
        `Bearer scope="berths:read bookings:read invoices:read photos:read vessels:read", resource_metadata="${world.publicUrl}/.well-known/oauth-protected-resource/mcp"`,
      );
      expect(client.revision).toBe(kind === "v1" || kind === "v2 default" ? "2025-11-25" : "2026-07-28");
      expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(names);
      world.apiRequests.length = 0;
      const result = await client.callTool({ name: "list_berths", arguments: { limit: 2 } });
      expect(result).toMatchObject({ structuredContent: { items: [{}, {}] } });
      expect(world.apiRequests.map(({ method, path, headers }) => [method, path, headers["authorization"]])).toEqual([
        ["GET", "/v1/berths?limit=2", `Bearer ${provider.tokens()?.access_token}`],
      ]);
      await client.close();
    });

    test("a write is challenged, the user allows more, the same call reaches the API once", async () => {
      const world = served.world();
      const provider = new HeadlessProvider(ana);
      provider.keepsRefreshToken = kind !== "v1";
      const client = await connect(kind, new URL(`${world.publicUrl}/mcp`), provider);
      const call = { name: "set_berth_notice", arguments: { berthId: "A-01", body: "Mind the cleat" } };
      world.apiRequests.length = 0;
      await expect(client.callTool(call)).rejects.toThrow(/unauthorized|insufficient|scope|403/i);
      expect(world.apiRequests).toEqual([]);
      await client.finishSignIn();
      expect((await client.callTool(call)).isError).toBeUndefined();
      expect(world.apiRequests.map(({ method, path }) => `${method} ${path}`)).toEqual(["PUT /v1/berths/A-01/notice"]);
      await client.close();
    });
  });

  test("its log holds no token", () => {
    expect(served.log()).toContain('"tool":"list_berths"');
    expect(served.log()).not.toMatch(/eyJ[\w-]{8}/);
  });
}
