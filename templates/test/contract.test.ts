/**
 * Whether this server is what the API's document says: started in front of a mock of the API, used as a client uses it. Tests of
 * your own go into `custom.test.ts`.
 */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { api } from "../src/api.ts";
import { custom } from "../src/custom.ts";
import { tools } from "../src/tools/index.ts";
import { startContractWorld } from "./support/contract-world.ts";
import type { ContractWorld } from "./support/contract-world.ts";
import { judgeCall } from "./support/judge-call.ts";

let world: ContractWorld;
before(async () => {
  world = await startContractWorld();
});
after(async () => {
  await world[Symbol.asyncDispose]();
});

const listing = { jsonrpc: "2.0", id: 1, method: "tools/list" };

/** Scopes as clients ask for them. */
function asked(scopes: readonly string[]): readonly string[] {
  const spelled = world.document.scopes.asked ?? {};
  return [
    ...new Set(scopes.map((scope) => (Object.hasOwn(spelled, scope) ? (spelled[scope] ?? scope) : scope))),
  ].toSorted();
}

/** Parameters of a `WWW-Authenticate: Bearer` challenge. */
function challengeOf(response: Response): Readonly<Record<string, string>> {
  const header = response.headers.get("www-authenticate") ?? "";
  assert.match(header, /^Bearer /);
  return Object.fromEntries([...header.matchAll(/([a-z_]+)="([^"]*)"/g)].map(([, name, value]) => [name, value]));
}

function scopesOf(challenge: Readonly<Record<string, string>>): readonly string[] {
  return (challenge["scope"] ?? "")
    .split(" ")
    .filter((scope) => scope !== "")
    .toSorted();
}

describe("metadata (RFC 9728)", () => {
  test("names this resource, its authorization server and the scopes of the tools", async () => {
    for (const path of ["/.well-known/oauth-protected-resource/mcp", "/.well-known/oauth-protected-resource"]) {
      const response = await fetch(new URL(path, world.mcpUrl));
      assert.equal(response.status, 200);
      const metadata = (await response.json()) as Readonly<Record<string, unknown>>;
      assert.equal(metadata["resource"], world.mcpUrl);
      assert.deepEqual(metadata["authorization_servers"], [world.issuer.issuer]);
      const offered = (metadata["scopes_supported"] ?? []) as readonly string[];
      assert.deepEqual(offered.toSorted(), asked(world.document.scopes.supported));
    }
  });
});

describe("tokens", () => {
  test("without one: 401, with the metadata and the baseline of scopes", async () => {
    const response = await world.post(listing);
    assert.equal(response.status, 401);
    const challenge = challengeOf(response);
    const metadata = await fetch(challenge["resource_metadata"] ?? "");
    assert.equal(((await metadata.json()) as { resource?: unknown }).resource, world.mcpUrl);
    assert.deepEqual(scopesOf(challenge), asked(world.document.scopes.baseline.read));
  });

  test("a good one is let in", async () => {
    assert.equal((await world.post(listing, await world.token([]))).status, 200);
  });

  const wrong = {
    "that is expired": { expiresIn: -600 },
    "signed by somebody else": { isForeign: true },
    "for another resource": { claims: { aud: "https://other.example/mcp" } },
    "of another issuer": { claims: { iss: "https://issuer.example" } },
    "that is not valid yet": { claims: { nbf: Math.floor(Date.now() / 1000) + 3600 } },
  };
  for (const [what, wish] of Object.entries(wrong)) {
    test(`one ${what}: 401 invalid_token`, async () => {
      const response = await world.post(listing, await world.token([], wish));
      assert.equal(response.status, 401);
      assert.equal(challengeOf(response)["error"], "invalid_token");
    });
  }
});

describe("tools", () => {
  test("are those of the document, no more and no less", async () => {
    const client = await world.connect();
    const listed = (await client.listTools()).map(({ name }) => name).toSorted();
    assert.deepEqual(listed, world.document.operations.map(({ tool }) => tool).toSorted());
  });

  test("each is refused to a token without its scopes, naming them: 403 insufficient_scope", async (context) => {
    const token = await world.token([]);
    for (const { tool, scopes } of world.document.operations) {
      if (scopes.length === 0 || scopes.some((all) => all.length === 0)) continue;
      await context.test(tool, async () => {
        const call = { jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: tool, arguments: {} } };
        const response = await world.post(call, token);
        assert.equal(response.status, 403);
        const challenge = challengeOf(response);
        assert.equal(challenge["error"], "insufficient_scope");
        const alternatives = scopes.map((all) => asked(all).join(" "));
        assert.ok(
          alternatives.includes(scopesOf(challenge).join(" ")),
          `${challenge["scope"]}: none of ${alternatives.join("; ")}`,
        );
      });
    }
  });

  test("each sends what the document says, and gives its answer back", async (context) => {
    const client = await world.connect();
    const listed = new Map((await client.listTools()).map((tool) => [tool.name, tool]));
    const hooks: Readonly<Record<string, { readonly before?: unknown } | undefined>> = custom.hooks ?? {};
    for (const operation of world.document.operations) {
      await context.test(operation.tool, async (call) => {
        const tool = listed.get(operation.tool);
        assert.ok(tool, "the tool is not listed");
        const isHooked = Object.hasOwn(hooks, operation.tool) && hooks[operation.tool]?.before !== undefined;
        const select = tools.find(({ name }) => name === operation.tool)?.select;
        const mode = api.upstream?.mode ?? "forward";
        const verdict = await judgeCall({ world, client, operation, tool, isHooked, select, mode });
        assert.deepEqual(verdict.wrong, []);
        if (verdict.skipped !== undefined) call.skip(verdict.skipped);
        for (const note of verdict.notes) call.diagnostic(note);
      });
    }
  });
});
