/** Tools that a caller's scopes do not allow, hidden by config: what real clients see before a step-up and after it. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ana } from "../../demo/authorization-server/users.ts";
import { api } from "../../generated/harbour/src/api.ts";
import { tools } from "../../generated/harbour/src/tools/index.ts";
import { clientKinds, connect } from "./support/connect.ts";
import { startHarbourWorld } from "./support/harbour-world.ts";
import type { HarbourWorld } from "./support/harbour-world.ts";
import { HeadlessProvider } from "./support/headless-provider.ts";

let world: HarbourWorld;

beforeAll(async () => {
  world = await startHarbourWorld({}, { unauthorizedTools: "hidden" });
});
afterAll(async () => {
  await world.close();
});

/** Tools that these scopes open, by the table that the generator wrote. */
function openTo(scopes: readonly string[]): string[] {
  return tools
    .filter(({ scopes: sets }) => sets.length === 0 || sets.some((set) => set.every((scope) => scopes.includes(scope))))
    .map(({ name }) => name)
    .toSorted();
}

describe.each(clientKinds)("client %s", (kind) => {
  test("lists what its scopes allow; a hidden tool still asks for a step-up, and is listed after it", async () => {
    const provider = new HeadlessProvider(ana);
    provider.keepsRefreshToken = kind !== "v1";
    const client = await connect(kind, world.mcpUrl, provider);
    const { read } = api.scopes.baseline;
    const before = await client.listTools();
    expect(before.tools.map(({ name }) => name)).toEqual(openTo(read));
    const isModern = client.revision === "2026-07-28";
    expect(before).toMatchObject(isModern ? { cacheScope: "private", ttlMs: 60_000 } : { tools: before.tools });
    expect(before.tools.map(({ name }) => name)).not.toContain("set_berth_notice");

    world.apiRequests.length = 0;
    const call = { name: "set_berth_notice", arguments: { berthId: "A-01", body: "Mind the cleat" } };
    await expect(client.callTool(call)).rejects.toThrow(/unauthorized|insufficient|scope|403/i);
    expect(world.apiRequests).toEqual([]);
    await client.finishSignIn();
    expect((await client.callTool(call)).isError).toBeUndefined();
    await client.close();

    // A client that is new to the list, as every one is after a minute: nobody else's list is served to it.
    const again = await connect(kind, world.mcpUrl, provider);
    const after = await again.listTools();
    // The old SDK asks for the scopes of the challenge alone, and so gives up those that it had.
    const granted = kind === "v1" ? ["berths:write"] : [...read, "berths:write"];
    expect(after.tools.map(({ name }) => name)).toEqual(openTo(granted));
    await again.close();
  });
});
