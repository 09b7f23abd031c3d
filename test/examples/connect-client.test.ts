/** The client in code of docs/moving-from-stdio.md: signs in against oidc-provider and calls the generated server. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { ana } from "../../demo/authorization-server/users.ts";
import { signInHeadless } from "../../demo/authorization-server/sign-in-headless.ts";
import { connect } from "../../examples/connect-client/connect.ts";
import { createLoopbackSignIn } from "../../examples/connect-client/loopback-sign-in.ts";
import { startHarbourWorld, type HarbourWorld } from "../e2e/support/harbour-world.ts";

let world: HarbourWorld;
beforeAll(async () => {
  world = await startHarbourWorld();
});
afterAll(async () => world.close());

/** What a browser does with the authorization URL: the person signs in, and the callback is visited. */
function browse(change: (callback: URL) => URL): (url: URL) => void {
  return (url) => {
    void (async () => {
      const callback = await signInHeadless(url, { user: ana, decision: "allow" });
      await (await fetch(change(new URL(callback)))).text();
    })();
  };
}

test("signs in once, lists and calls", async () => {
  const signIn = await createLoopbackSignIn(browse((callback) => callback));
  try {
    const client = await connect(world.mcpUrl, signIn);
    const { tools } = await client.listTools();
    const result = await client.callTool({ name: "get_harbour_status", arguments: {} });
    await client.close();
    expect(tools.length).toBe(48);
    expect(result.isError ?? false).toBe(false);
    expect(world.apiRequests.map(({ path }) => path)).toEqual(["/v1/status"]);
  } finally {
    signIn.close();
  }
});

test("refuses an answer that belongs to another sign-in", async () => {
  const forge = (callback: URL): URL => {
    callback.searchParams.set("state", "forged");
    return callback;
  };
  const signIn = await createLoopbackSignIn(browse(forge));
  try {
    await expect(connect(world.mcpUrl, signIn)).rejects.toThrow("the answer does not belong to this sign-in");
  } finally {
    signIn.close();
  }
});
