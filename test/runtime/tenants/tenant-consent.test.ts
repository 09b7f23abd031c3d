/** What was sealed for one tenant is nothing to another, also where all have one resource identifier. */
import { expect, test } from "vitest";
import { type Answer, answering, secret } from "../confirm/confirm-world.ts";
import { bearer, createKey, mcpRequest } from "../toy-world.ts";
import { createTenantWorld, endpointOf, mintFor, type TenantWorld } from "./tenant-world.ts";

const key = await createKey("one");
const shared = "https://pets.example";

function worldOfTwo(options: object = {}): TenantWorld {
  return createTenantWorld({
    servers: { acme: [key], globex: [key] },
    tenants: ["acme", "globex"],
    oauthResource: shared,
    oauthAudience: [shared],
    toolConfirm: "writes",
    stateSecret: [secret],
    api: async () => new Response("x".repeat(70_000), { headers: { "content-type": "text/plain" } }),
    ...options,
  });
}

async function say(world: TenantWorld, tenant: string, method: string, params: object): Promise<Answer> {
  const token = await mintFor(key, tenant, { aud: shared });
  const request = mcpRequest("modern", method, { ...params }, bearer(token), { elicitation: {} });
  const response = await world.handler.fetch(new Request(endpointOf(tenant), request));
  return { status: response.status, ...((await response.json()) as object) };
}

test("a link of one tenant reads nothing at another", async () => {
  const world = worldOfTwo();
  const { result } = await say(world, "acme", "tools/call", { name: "get_pet", arguments: { petId: "1" } });
  const uri = result?.content?.find(({ type }) => type === "resource_link")?.["uri"];
  world.apiRequests.length = 0;
  const elsewhere = await say(world, "globex", "resources/read", { uri });
  expect([elsewhere.error?.code, world.apiRequests]).toEqual([-32_602, []]);
  const here = await say(world, "acme", "resources/read", { uri });
  expect([here.error, world.apiRequests.map(({ url }) => url)]).toEqual([
    undefined,
    ["https://acme.api.example/v1/pets/1"],
  ]);
});

test("consent given at one tenant is none at another", async () => {
  const world = worldOfTwo({ apiBaseUrl: "https://api.example/v1" });
  const call = { name: "create_pet", arguments: { name: "Rex" } };
  const asked = await say(world, "acme", "tools/call", call);
  const elsewhere = await say(world, "globex", "tools/call", { ...call, ...answering(asked) });
  expect([elsewhere.error?.code, world.apiRequests]).toEqual([-32_602, []]);
});

test("an answer stays used when its tenant was let go meanwhile", async () => {
  const world = worldOfTwo({ limits: { maxTenants: 1 } });
  const call = { name: "create_pet", arguments: { name: "Rex" } };
  const asked = await say(world, "acme", "tools/call", call);
  await say(world, "acme", "tools/call", { ...call, ...answering(asked) });
  await say(world, "globex", "tools/list", {});
  const again = await say(world, "acme", "tools/call", { ...call, ...answering(asked) });
  expect([again.result?.structuredContent?.error?.["code"], world.apiRequests.length]).toEqual([
    "confirmation_used",
    1,
  ]);
});
