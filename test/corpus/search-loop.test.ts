import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { countTokens } from "gpt-tokenizer/encoding/o200k_base";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generate } from "../../generator/generate.ts";
import { searchTokens } from "../../generator/token-budget.ts";
import { connectWithToken, type TokenClient } from "../support/connect-with-token.ts";
import { type RunningProject, startProject } from "../support/start-project.ts";
import { type TokenIssuer, tokenIssuer } from "../support/token-issuer.ts";
import { startEchoApi } from "./generate-and-call.ts";

const root = join(import.meta.dirname, "../..");
const spec = join(root, "../shared/specs/github.json");
const folder = join(root, ".tmp/corpus/github-search");
const available = existsSync(spec);

let issuer: TokenIssuer;
let api: Awaited<ReturnType<typeof startEchoApi>>;
let server: RunningProject;

beforeAll(async () => {
  if (!available) return;
  issuer = await tokenIssuer();
  api = await startEchoApi();
  await rm(folder, { recursive: true, force: true });
  // The document names no scopes: these stand in for what an operator would write.
  const rules = [
    { match: { path: "/**" }, scopes: ["write"] },
    { match: { method: "GET" }, scopes: ["read"] },
  ];
  await generate({ spec, out: folder, tools: { rules } });
  const environment = { OAUTH_ISSUER: issuer.url, API_BASE_URL: api.url, LAME_DUCK_MS: "0", TOOL_MODE: "search" };
  server = await startProject(folder, environment);
}, 120_000);

afterAll(async () => {
  if (!available) return;
  await server.stop();
  await api.close();
  await issuer.close();
});

// Named in the report, so that a run without it cannot pass for one with it.
test.runIf(!available)("SKIPPED: github.json is not beside the repository (../shared/specs)", (context) => {
  expect(available).toBe(false);
  context.skip();
});

interface Found {
  readonly name: string;
  readonly required: readonly string[];
  readonly scopes: readonly string[];
  readonly writes: boolean;
}

async function search(client: TokenClient, query: string): Promise<readonly Found[]> {
  const { structuredContent } = await client.callTool({ name: "search_tools", arguments: { query } });
  return (structuredContent as { tools: readonly Found[] }).tools;
}

describe.runIf(available).each(["v1", "v2"] as const)("1,223 tools by search, client %s", (kind) => {
  const connect = async (scope: string): Promise<TokenClient> =>
    await connectWithToken(kind, server.url, await issuer.mint({ aud: server.resource, sub: kind, scope }));

  test("what is listed costs less than 1,500 tokens", async () => {
    const client = await connect("read");
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual([
      "search_tools",
      "describe_tool",
      "call_read_tool",
      "call_write_tool",
    ]);
    expect(countTokens(JSON.stringify(tools))).toBeLessThanOrEqual(searchTokens);
    await client.close();
  });

  test("search, describe, call; a write is challenged for its scope, and goes through with it", async () => {
    const client = await connect("read");
    const found = await search(client, "File an issue on acme/storefront: the footer links to an old page");
    const create = found.find(({ name }) => name === "issues_create");
    expect(create).toMatchObject({ required: ["owner", "repo", "body.title"], scopes: ["write"], writes: true });

    const described = await client.callTool({ name: "describe_tool", arguments: { names: ["issues_create"] } });
    const [tool] = (described.structuredContent as { tools: { inputSchema: { required: string[] } }[] }).tools;
    expect(tool?.inputSchema.required).toEqual(["owner", "repo", "body"]);

    const args = { owner: "acme", repo: "storefront", body: JSON.stringify({ title: "Old page" }) };
    const call = { name: "call_write_tool", arguments: { name: "issues_create", arguments: args } };
    api.requests.length = 0;
    await expect(client.callTool(call)).rejects.toThrow(/insufficient|scope|403/i);
    expect(api.requests).toEqual([]);
    await client.close();

    const stepped = await connect("read write");
    const done = await stepped.callTool(call);
    expect(done.isError ?? false).toBe(false);
    expect(JSON.stringify(done.content)).toContain("Mended: body came as text");
    expect(api.requests.map(({ method, path }) => [method, path])).toEqual([["POST", "/repos/acme/storefront/issues"]]);
    await stepped.close();
  });

  test("the challenge through a caller is that of the tool itself", async () => {
    const token = await issuer.mint({ aud: server.resource, sub: kind, scope: "read" });
    const response = await fetch(server.url, {
      method: "POST",
      headers: {
        authorization: `Bearer ${token}`,
        "content-type": "application/json",
        accept: "application/json, text/event-stream",
      },
      body: JSON.stringify({
        jsonrpc: "2.0",
        id: 1,
        method: "tools/call",
        params: { name: "call_write_tool", arguments: { name: "issues_create", arguments: {} } },
      }),
    });
    expect(response.status).toBe(403);
    expect(response.headers.get("www-authenticate")).toMatch(
      /error="insufficient_scope".* issues_create .*scope="write"/,
    );
  });

  test("a request of two steps finds both, and the read one is called as a read", async () => {
    const client = await connect("read");
    const names = (
      await search(client, "Look at the leaked secret warnings of acme/etl and mark the first as used in tests")
    ).map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(["secret_scanning_list_alerts_for_repo", "secret_scanning_update_alert"]),
    );
    api.requests.length = 0;
    const args = { owner: "acme", repo: "etl" };
    await client.callTool({
      name: "call_read_tool",
      arguments: { name: "secret_scanning_list_alerts_for_repo", arguments: args },
    });
    expect(api.requests.map(({ method, path }) => [method, path])).toEqual([
      ["GET", "/repos/acme/etl/secret-scanning/alerts"],
    ]);
    await client.close();
  });

  test("?services= narrows the connection", async () => {
    const narrow = new URL(server.url);
    narrow.searchParams.set("services", "issues,pulls");
    const client = await connectWithToken(
      kind,
      narrow,
      await issuer.mint({ aud: server.resource, sub: kind, scope: "read" }),
    );
    const names = (await search(client, "secret scanning alerts of a repository, and its issues")).map(
      ({ name }) => name,
    );
    expect(names.some((name) => name.startsWith("issues_"))).toBe(true);
    expect(names.filter((name) => !/^(?:issues|pulls)_/.test(name))).toEqual([]);
    await client.close();
  });
});
