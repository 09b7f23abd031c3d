/** Modes exchange and credentials with the real parts: oidc-provider, the Harbour API, a generated server, real clients. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ana, ben } from "../../demo/authorization-server/users.ts";
import type { AuthorizationServer, DemoUser } from "../../generator/dev/authorization-server/options.ts";
import { connect } from "./support/connect.ts";
import { HeadlessProvider } from "./support/headless-provider.ts";
import {
  apiAudience,
  claimsOf,
  clientId,
  clientSecret,
  startUpstreamWorld,
  type UpstreamWorld,
} from "./support/upstream-world.ts";

describe("exchange", () => {
  let world: UpstreamWorld;

  beforeAll(async () => {
    world = await startUpstreamWorld({ mode: "exchange", clientId, resource: [apiAudience] }, () => ({
      OAUTH_CLIENT_SECRET: clientSecret,
    }));
  });

  afterAll(async () => {
    await world[Symbol.asyncDispose]();
  });

  test("a signed-in user's call reaches the API with the API's audience and the operation's scopes only", async () => {
    const provider = new HeadlessProvider(ana);
    const client = await connect("v2 auto", world.mcpUrl, provider);
    world.apiRequests.length = 0;
    const account = await client.callTool({ name: "get_account", arguments: {} });
    expect(account.structuredContent).toMatchObject({ user: "ana", client: clientId });
    expect((await client.callTool({ name: "list_berths", arguments: { limit: 1 } })).isError).toBeUndefined();
    expect((await client.callTool({ name: "list_invoices", arguments: {} })).isError).toBeUndefined();
    const { iss, sub, ...own } = claimsOf({
      headers: { authorization: `Bearer ${provider.tokens()?.access_token}` },
    } as never);
    expect([iss, sub, own["aud"]]).toEqual([world.authorization.issuer, "ana", world.resource]);
    expect(
      world.apiRequests
        .map((request) => claimsOf(request))
        .map(({ iss: by, sub: who, aud, scope }) => [by, who, aud, scope]),
    ).toEqual([
      [iss, "ana", apiAudience, expect.stringContaining("berths:read")],
      [iss, "ana", apiAudience, "berths:read"],
      [iss, "ana", apiAudience, "invoices:read"],
    ]);
    expect(JSON.stringify(world.apiRequests)).not.toContain(provider.tokens()?.access_token);
    await client.close();
  });

  test("step-up: a write is exchanged for the write's scope", async () => {
    const provider = new HeadlessProvider(ana);
    const client = await connect("v2 auto", world.mcpUrl, provider);
    const notice = { name: "set_berth_notice", arguments: { berthId: "A-01", body: "Mind the cleat" } };
    await expect(client.callTool(notice)).rejects.toThrow(/unauthorized|insufficient|scope|403/i);
    await client.finishSignIn();
    world.apiRequests.length = 0;
    expect((await client.callTool(notice)).isError).toBeUndefined();
    expect(world.apiRequests.map((request) => claimsOf(request)["scope"])).toEqual(["berths:write"]);
    await client.close();
  });

  test("the authorization server refuses: a clear error, and nothing reaches the API", async () => {
    const token = await world.authorization.controls.mint({ scope: "berths:read" });
    world.authorization.controls.fault.token = { status: 400, body: JSON.stringify({ error: "invalid_target" }) };
    world.apiRequests.length = 0;
    const result = await call(world.mcpUrl, token, "list_berths");
    delete world.authorization.controls.fault.token;
    expect([result.outcome, world.apiRequests]).toEqual(["upstream_auth_refused", []]);
  });

  test("two users, hundreds of calls at once, keys rotated, the server stopped and started: nobody gets the other's answer", async () => {
    const { authorization } = world;
    const { controls } = authorization;
    world.apiRequests.length = 0;
    const load = { running: true };
    const users = [ana, ben].flatMap((user) => Array.from({ length: 4 }, async () => await callAll(user, world, load)));
    await delay(700);
    await authorization.stop();
    await delay(800);
    await authorization.start();
    await delay(700);
    await controls.rotate({ keepOld: true });
    await delay(700);
    await authorization.stop();
    await delay(500);
    await authorization.start();
    await controls.rotate({ keepOld: false });
    await delay(6500);
    load.running = false;
    const outcomes = (await Promise.all(users)).flat();
    const counts = Map.groupBy(outcomes, (outcome) => outcome);
    const told = Object.fromEntries([...counts].map(([outcome, all]) => [outcome, all.length]));
    expect(Object.keys(told).filter((outcome) => !clear.has(outcome))).toEqual([]);
    expect(told["ok"]).toBeGreaterThan(300);
    // The outage was met, by calls whose token had not been exchanged yet.
    expect(told["upstream_auth_unavailable"]).toBeGreaterThan(0);
    for (const request of world.apiRequests) {
      const { aud, scope } = claimsOf(request);
      expect([aud, String(scope).split(" ").includes("berths:read")]).toEqual([apiAudience, true]);
    }
    // After it all, everybody is served.
    for (const user of [ana, ben]) {
      const token = await tokenOf(user, authorization);
      expect(await call(world.mcpUrl, token, "get_account")).toEqual({ outcome: "ok", user: user.username });
    }
    expect(world.logLines.join("\n")).not.toMatch(/eyJ|harbour-s3cret/);
  }, 60_000);
});

describe("credentials", () => {
  let world: UpstreamWorld;
  const addClientFlow = {
    overlay: "1.0.0",
    info: { title: "Client credentials", version: "1" },
    actions: [
      {
        target: "$.components.securitySchemes.harbour.flows",
        update: { clientCredentials: { tokenUrl: "https://login.harbour.example/token", scopes: {} } },
      },
    ],
  };

  beforeAll(async () => {
    world = await startUpstreamWorld(
      { mode: "credentials", requires: { scope: "harbour:use" } },
      ({ issuer }) => ({
        UPSTREAM_HARBOUR_CLIENT_ID: clientId,
        UPSTREAM_HARBOUR_CLIENT_SECRET: clientSecret,
        UPSTREAM_HARBOUR_TOKEN_URL: `${issuer}/token`,
        UPSTREAM_HARBOUR_RESOURCE: apiAudience,
      }),
      addClientFlow,
    );
  });

  afterAll(async () => {
    await world[Symbol.asyncDispose]();
  });

  test("a sign-in is asked for the required scope; the API sees the server's client, never the user's token", async () => {
    const provider = new HeadlessProvider(ana);
    const client = await connect("v2 auto", world.mcpUrl, provider);
    expect(provider.authorizationUrls.map((url) => url.searchParams.get("scope"))).toEqual([
      "harbour:use offline_access",
    ]);
    world.apiRequests.length = 0;
    const account = await client.callTool({ name: "get_account", arguments: {} });
    expect(account.structuredContent).toMatchObject({ user: clientId });
    expect((await client.callTool({ name: "list_invoices", arguments: {} })).isError).toBeUndefined();
    expect(
      world.apiRequests.map((request) => claimsOf(request)).map(({ sub, aud, scope }) => [sub, aud, scope]),
    ).toEqual([
      // Any valid token will do there: no scope is asked for.
      [clientId, apiAudience, undefined],
      [clientId, apiAudience, "invoices:read"],
    ]);
    expect(JSON.stringify(world.apiRequests)).not.toContain(provider.tokens()?.access_token);
    await client.close();
  });

  test("without the scope: 403, whatever else the token may", async () => {
    world.apiRequests.length = 0;
    const token = await world.authorization.controls.mint({ scope: "berths:read harbour:admin" });
    expect([await call(world.mcpUrl, token, "list_berths"), world.apiRequests]).toEqual([{ outcome: "HTTP 403" }, []]);
    const metadata = await fetch(new URL("/.well-known/oauth-protected-resource/mcp", world.mcpUrl));
    expect(await metadata.json()).toMatchObject({ scopes_supported: ["harbour:use"] });
  });

  test("the authorization server is gone: known tokens go on, and the rest says so", async () => {
    const token = await world.authorization.controls.mint({ scope: "harbour:use" });
    expect((await call(world.mcpUrl, token, "get_account")).outcome).toBe("ok");
    await world.authorization.stop();
    world.apiRequests.length = 0;
    const kept = await call(world.mcpUrl, token, "get_account");
    const fresh = await call(world.mcpUrl, token, "list_photos");
    await world.authorization.start();
    expect([kept.outcome, fresh.outcome, world.apiRequests.length]).toEqual(["ok", "upstream_auth_unavailable", 1]);
  });
});

/** Every way in which a call may fail meanwhile, each of which says what it is. */
const clear: ReadonlySet<string> = new Set([
  "ok",
  "upstream_auth_unavailable",
  "upstream_auth_refused",
  // The API's own keys: it asks the same authorization server.
  "upstream_unauthorized",
  "upstream_error",
  // Of ours, with a challenge or Retry-After: a key that nobody can know yet.
  "HTTP 401",
  "HTTP 503",
]);

interface Answered {
  /** `ok`, the code of a tool's error, or `HTTP <status>`. */
  readonly outcome: string;
  readonly user?: string;
}

async function call(url: URL, token: string, name: string): Promise<Answered> {
  const response = await fetch(url, {
    method: "POST",
    headers: {
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
      "mcp-protocol-version": "2025-06-18",
    },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/call", params: { name, arguments: {} } }),
  });
  const body = (await response.json()) as {
    result?: { isError?: boolean; structuredContent?: { user?: string; error?: { code: string } } };
  };
  if (response.status !== 200) return { outcome: `HTTP ${response.status}` };
  const content = body.result?.structuredContent;
  if (body.result?.isError === true) return { outcome: content?.error?.code ?? "no code" };
  return { outcome: "ok", ...(content?.user !== undefined && { user: content.user }) };
}

async function tokenOf(user: DemoUser, authorization: AuthorizationServer): Promise<string> {
  return await authorization.controls.mint({ sub: user.username, scope: "berths:read" });
}

/** Calls, one after the other, with a new token every fifth time; an answer of somebody else is an outcome that is not clear. */
async function callAll(user: DemoUser, world: UpstreamWorld, load: { readonly running: boolean }): Promise<string[]> {
  const outcomes: string[] = [];
  let token = "";
  for (let count = 0; load.running; count++) {
    if (count % 5 === 0) token = await tokenOf(user, world.authorization);
    const answered = await call(world.mcpUrl, token, "get_account");
    const isMine = answered.outcome !== "ok" || answered.user === user.username;
    outcomes.push(isMine ? answered.outcome : `${user.username} got the answer of ${answered.user}`);
    if (answered.outcome !== "ok") await delay(20);
  }
  return outcomes;
}

async function delay(ms: number): Promise<void> {
  await new Promise((done) => {
    setTimeout(done, ms);
  });
}
