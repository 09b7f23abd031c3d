import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ana } from "../../demo/authorization-server/users.ts";
import { startAuthorizationServer } from "../../generator/dev/authorization-server/authorization-server.ts";
import type { AuthorizationServer } from "../../generator/dev/authorization-server/options.ts";
import { generate } from "../../generator/generate.ts";
import { clientKinds, connect } from "../e2e/support/connect.ts";
import { HeadlessProvider } from "../e2e/support/headless-provider.ts";
import { freePort } from "../support/free-port.ts";
import { type RunningProject, startProject } from "../support/start-project.ts";
import { startEchoApi } from "./generate-and-call.ts";

const root = join(import.meta.dirname, "../..");
const spec = join(root, "../shared/specs/github.json");
const folder = join(root, ".tmp/corpus/github-step-up");
const available = existsSync(spec);

let authorization: AuthorizationServer;
let api: Awaited<ReturnType<typeof startEchoApi>>;
let server: RunningProject;

beforeAll(async () => {
  if (!available) return;
  const port = await freePort();
  authorization = await startAuthorizationServer({
    resources: [{ resource: `http://localhost:${port}/mcp`, scopes: ["read", "write"] }],
    users: [ana],
  });
  api = await startEchoApi();
  await rm(folder, { recursive: true, force: true });
  // The document names no scopes: these stand in for what an operator would write.
  const rules = [
    { match: { path: "/**" }, scopes: ["write"] },
    { match: { method: "GET" }, scopes: ["read"] },
  ];
  await generate({ spec, out: folder, tools: { rules, mode: "search" } });
  const environment = { OAUTH_ISSUER: authorization.issuer, API_BASE_URL: api.url, LAME_DUCK_MS: "0" };
  server = await startProject(folder, { ...environment, PORT: String(port) });
}, 120_000);

afterAll(async () => {
  if (!available) return;
  await server.stop();
  await api.close();
  await authorization.close();
});

// Named in the report, so that a run without it cannot pass for one with it.
test.runIf(!available)("SKIPPED: github.json is not beside the repository (../shared/specs)", (context) => {
  expect(available).toBe(false);
  context.skip();
});

describe.runIf(available).each(clientKinds)("1,223 tools by search, with a sign-in, client %s", (kind) => {
  test("signs in, searches, describes, reads; is challenged for a write, signs in for more, writes", async () => {
    const provider = new HeadlessProvider(ana);
    provider.keepsRefreshToken = kind !== "v1";
    const client = await connect(kind, server.url, provider);

    const found = await client.callTool({
      name: "search_tools",
      arguments: { query: "File an issue on acme/storefront: the footer links to an old page" },
    });
    const { tools } = found.structuredContent as { tools: { name: string; scopes: string[] }[] };
    expect(tools.find(({ name }) => name === "issues_create")?.scopes).toEqual(["write"]);
    const described = await client.callTool({ name: "describe_tool", arguments: { names: ["issues_create"] } });
    expect(described.isError).toBeUndefined();

    api.requests.length = 0;
    const repository = { owner: "acme", repo: "storefront" };
    const read = { name: "call_read_tool", arguments: { name: "repos_get", arguments: repository } };
    expect((await client.callTool(read)).isError).toBeUndefined();
    const args = { ...repository, body: { title: "The footer links to an old page" } };
    const write = { name: "call_write_tool", arguments: { name: "issues_create", arguments: args } };
    await expect(client.callTool(write)).rejects.toThrow(/unauthorized|insufficient|scope|403/i);
    expect(api.requests.map(({ method, path }) => `${method} ${path}`)).toEqual(["GET /repos/acme/storefront"]);

    expect(provider.authorizationUrls.at(-1)?.searchParams.get("scope")?.split(" ")).toContain("write");
    await client.finishSignIn();
    expect((await client.callTool(write)).isError).toBeUndefined();
    expect(api.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "GET /repos/acme/storefront",
      "POST /repos/acme/storefront/issues",
    ]);
    await client.close();
  });
});
