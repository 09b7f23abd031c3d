/** Hidden, fixed and renamed arguments, from the document and a config to the request that reaches the API. */
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { generate } from "../../generator/generate.ts";
import { connectWithToken } from "../support/connect-with-token.ts";
import type { TokenClient } from "../support/connect-with-token.ts";
import { startProject } from "../support/start-project.ts";
import type { RunningProject } from "../support/start-project.ts";
import { tokenIssuer } from "../support/token-issuer.ts";
import type { TokenIssuer } from "../support/token-issuer.ts";

interface Recorded {
  readonly request: string;
  readonly tenant: string | undefined;
  readonly cookie: string | undefined;
  readonly body: string;
}

const requests: Recorded[] = [];
const api = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const { method, url, headers } = request;
    requests.push({
      request: `${method} ${url}`,
      tenant: headers["x-tenant"]?.toString(),
      cookie: headers.cookie,
      body: Buffer.concat(chunks).toString(),
    });
    response.setHeader("content-type", "application/json").end("{}");
  });
});

// Inside the repository, where the project's dependencies resolve.
const scratch = join(import.meta.dirname, "../../.tmp");
let folder: string;
let issuer: TokenIssuer;
let project: RunningProject;
let client: TokenClient;

beforeAll(async () => {
  mkdirSync(scratch, { recursive: true });
  folder = await mkdtemp(join(scratch, "chosen-arguments-"));
  await generate({
    spec: join(import.meta.dirname, "chosen-arguments.yaml"),
    out: folder,
    tools: {
      rules: [
        { match: { operation: "createBerth" }, parameters: { source: { value: "agent" }, title: { name: "label" } } },
        { match: { operation: "listBerths" }, parameters: { fields: { hidden: true } } },
      ],
    },
  });
  await new Promise<void>((done) => {
    api.listen(0, "127.0.0.1", done);
  });
  issuer = await tokenIssuer();
  project = await startProject(folder, {
    OAUTH_ISSUER: issuer.url,
    API_BASE_URL: `http://127.0.0.1:${(api.address() as AddressInfo).port}`,
    LAME_DUCK_MS: "0",
  });
  client = await connectWithToken("v2", project.url, await issuer.mint({ aud: project.resource, scope: "" }));
}, 60_000);

afterAll(async () => {
  await client.close();
  await project.stop();
  await issuer.close();
  api.closeAllConnections();
  api.close();
  await rm(folder, { recursive: true });
});

test("clients see what is left to choose, under its new name", async () => {
  const { tools } = await client.listTools();
  expect(Object.fromEntries(tools.map(({ name, inputSchema }) => [name, inputSchema["properties"]]))).toEqual({
    create_berth: { berth: { type: "string" }, label: { type: "string" } },
    list_berths: { query: { type: "string", description: "What to look for." } },
  });
});

test.each([
  [
    "list_berths",
    { query: "deep" },
    { request: "GET /berths?q=deep&limit=20&fields=id&fields=name", tenant: "eu", cookie: "mode=plain", body: "" },
  ],
  [
    "create_berth",
    { berth: "a/b", label: "A" },
    { request: "PUT /berths/a%2Fb", tenant: "eu", cookie: undefined, body: '{"title":"A","source":"agent"}' },
  ],
  [
    "create_berth",
    { berth: "1" },
    { request: "PUT /berths/1", tenant: "eu", cookie: undefined, body: '{"source":"agent"}' },
  ],
])("%s %j", async (name, given, want) => {
  requests.length = 0;
  const { isError } = await client.callTool({ name, arguments: given });
  expect([isError === true, requests]).toEqual([false, [want]]);
});

test.each([
  ["list_berths", { "X-Tenant": "us" }, "X-Tenant"],
  ["list_berths", { limit: 1 }, "limit"],
  ["create_berth", { berth: "1", source: "me" }, "source"],
  ["create_berth", { berth: "1", title: "by its name on the wire" }, "title"],
])("%s refuses %j, and sends nothing", async (name, given, argument) => {
  requests.length = 0;
  const { isError, content } = await client.callTool({ name, arguments: given });
  expect([isError, requests]).toEqual([true, []]);
  expect(JSON.stringify(content)).toContain(argument);
});
