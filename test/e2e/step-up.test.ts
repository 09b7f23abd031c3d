import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ana } from "../../demo/authorization-server/users.ts";
import { clientKinds, connect } from "./support/connect.ts";
import { startHarbourWorld } from "./support/harbour-world.ts";
import type { HarbourWorld } from "./support/harbour-world.ts";
import { HeadlessProvider } from "./support/headless-provider.ts";

let world: HarbourWorld;

beforeAll(async () => {
  world = await startHarbourWorld();
});

afterAll(async () => {
  await world.close();
});

const notice = { name: "set_berth_notice", arguments: { berthId: "A-01", body: "Mind the cleat" } };

/** A write's arguments depend on the seed: the first berth of the list. */
async function noticeFor(client: Awaited<ReturnType<typeof connect>>): Promise<typeof notice> {
  const listed = await client.callTool({ name: "list_berths", arguments: { limit: 1 } });
  const { items } = listed.structuredContent as { items: { id: string }[] };
  return { ...notice, arguments: { ...notice.arguments, berthId: items[0]?.id ?? "" } };
}

function scopesOf(token: string | undefined): string[] {
  const [, payload = ""] = (token ?? "").split(".");
  const claims = JSON.parse(Buffer.from(payload, "base64url").toString()) as { scope: string };
  return claims.scope.split(" ").toSorted();
}

describe.each(clientKinds)("step-up by the machinery of client %s", (kind) => {
  test("a write with a read token is challenged, the user allows more, the same call succeeds", async () => {
    const provider = new HeadlessProvider(ana);
    provider.keepsRefreshToken = kind !== "v1";
    const client = await connect(kind, world.mcpUrl, provider);
    expect(scopesOf(provider.tokens()?.access_token)).not.toContain("berths:write");
    const call = await noticeFor(client);
    world.apiRequests.length = 0;
    await expect(client.callTool(call)).rejects.toThrow(/unauthorized|insufficient|scope|403/i);
    expect(world.apiRequests).toEqual([]);
    expect(provider.authorizationUrls.at(-1)?.searchParams.get("scope")?.split(" ")).toContain("berths:write");
    await client.finishSignIn();
    expect(scopesOf(provider.tokens()?.access_token)).toContain("berths:write");
    const done = await client.callTool(call);
    expect(done.isError).toBeUndefined();
    expect(world.apiRequests.map(({ method, headers }) => [method, headers["authorization"]])).toEqual([
      ["PUT", `Bearer ${provider.tokens()?.access_token}`],
    ]);
    await client.close();
  });

  test("when the user declines, the call stays refused and reads go on", async () => {
    const provider = new HeadlessProvider(ana);
    provider.keepsRefreshToken = kind !== "v1";
    const client = await connect(kind, world.mcpUrl, provider);
    const call = await noticeFor(client);
    provider.decision = "deny";
    await expect(client.callTool(call)).rejects.toThrow(/unauthorized|insufficient|scope|403/i);
    await expect(client.finishSignIn()).rejects.toThrow(/The user said no|code/i);
    world.apiRequests.length = 0;
    await expect(client.callTool(call)).rejects.toThrow(/unauthorized|insufficient|scope|403/i);
    expect(world.apiRequests).toEqual([]);
    const read = await client.callTool({ name: "list_berths", arguments: { limit: 1 } });
    expect(read.isError).toBeUndefined();
    await client.close();
  });
});
