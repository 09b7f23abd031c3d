/** A generated project with HTTP+SSE, as a process of its own, and the old SDK's client over both of its transports. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { selectResourceURL } from "@modelcontextprotocol/sdk/client/auth.js";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { SSEClientTransport } from "@modelcontextprotocol/sdk/client/sse.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { scaleDocument } from "../../bench/scale-document.ts";
import { generate } from "../../generator/generate.ts";
import { close, listen, originOf } from "../examples/loopback-world.ts";
import { type RunningProject, startProject } from "../support/start-project.ts";
import { type TokenIssuer, tokenIssuer } from "../support/token-issuer.ts";

const scratch = join(import.meta.dirname, "../../.tmp");
const api = createServer((request, response) => {
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify({ id: request.url?.split("/").at(-1), name: "Quay 4" }));
});

let folder: string;
let issuer: TokenIssuer;
let project: RunningProject;

beforeAll(async () => {
  await mkdir(scratch, { recursive: true });
  folder = await mkdtemp(join(scratch, "legacy-sse-"));
  await writeFile(join(folder, "openapi.json"), JSON.stringify(scaleDocument(20)));
  await generate({ spec: join(folder, "openapi.json"), out: join(folder, "server"), legacySse: true });
  issuer = await tokenIssuer();
  await listen(api);
  const environment = { OAUTH_ISSUER: issuer.url, API_BASE_URL: originOf(api), LEGACY_SSE: "true", LAME_DUCK_MS: "0" };
  project = await startProject(join(folder, "server"), environment);
});
afterAll(async () => {
  await project.stop();
  await issuer.close();
  await close(api);
  await rm(folder, { recursive: true, force: true });
});

async function connect(transport: Transport): Promise<Client> {
  const client = new Client({ name: "old", version: "1" });
  await client.connect(transport);
  onTestFinished(async () => await client.close());
  return client;
}

test("tools and results are those of Streamable HTTP", async () => {
  const token = await issuer.mint({ aud: project.resource, scope: "admin" });
  const requestInit = { headers: { authorization: `Bearer ${token}` } };
  const old = await connect(new SSEClientTransport(new URL(`${project.resource}/sse`), { requestInit }));
  const today = await connect(new StreamableHTTPClientTransport(project.url, { requestInit }));
  const call = { name: "get_entity0", arguments: { id: "6f1c2a1e-6f0b-4a53-9d5e-2f1f6d1c9b11" } };
  expect(await old.listTools()).toEqual(await today.listTools());
  const answer = await old.callTool(call);
  expect(answer.structuredContent).toEqual({ id: call.arguments.id, name: "Quay 4" });
  expect(answer).toEqual(await today.callTool(call));
  expect(project.output()).not.toContain(token);
});

test("a client takes the resource of the metadata for its own", async () => {
  const url = new URL(`${project.resource}/sse`);
  const challenge = (await fetch(url)).headers.get("www-authenticate") ?? "";
  const [, metadataUrl = ""] = /resource_metadata="([^"]*)"/u.exec(challenge) ?? [];
  const metadata = (await (await fetch(metadataUrl)).json()) as { resource: string };
  const provider = {} as Parameters<typeof selectResourceURL>[1];
  expect((await selectResourceURL(url, provider, metadata))?.href).toBe(project.resource);
});
