/** What needs STATE_SECRET works over stdio as over HTTP: a call waits for its user, a large result is a link. */
import { Client as ModernClient } from "@modelcontextprotocol/client";
import { StdioClientTransport as ModernStdio } from "@modelcontextprotocol/client/stdio";
import { Client as LegacyClient } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport as LegacyStdio } from "@modelcontextprotocol/sdk/client/stdio.js";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { CallResult } from "./support/asking-clients.ts";
import { type HostWorld, startHostWorld } from "./support/host-world.ts";
import { stdioEntry } from "./support/stdio-process.ts";

const notice = { name: "set_berth_notice", arguments: { berthId: "A-01", body: "Mind the cleat" } };

let world: HostWorld;
let modern: ModernClient;
let legacy: LegacyClient;
/** What the user answers, and what they were asked. */
let answer: { action: "accept" | "decline"; content?: { confirm: boolean } };
const questions: string[] = [];

beforeAll(async () => {
  world = await startHostWorld();
  const server = {
    command: process.execPath,
    args: [stdioEntry],
    env: {
      ...world.environment,
      MCP_TOKEN: await world.token(),
      TOOL_CONFIRM: "writes",
      STATE_SECRET: "stdio-secret-stdio-secret-stdio-secret",
      MAX_INLINE_MEDIA_BYTES: "100",
    },
    stderr: "pipe" as const,
  };
  modern = new ModernClient(
    { name: "test", version: "1" },
    { versionNegotiation: { mode: { pin: "2026-07-28" } }, capabilities: { elicitation: { form: {} } } },
  );
  modern.setRequestHandler("elicitation/create", async ({ params }) => {
    questions.push(params.message);
    return answer;
  });
  await modern.connect(new ModernStdio(server));
  legacy = new LegacyClient({ name: "test", version: "1" });
  await legacy.connect(new LegacyStdio(server));
});
afterAll(async () => {
  await modern.close();
  await legacy.close();
  await world.close();
});
beforeEach(() => {
  world.apiRequests.length = 0;
  questions.length = 0;
});

const sent = (): readonly string[] => world.apiRequests.map(({ method, path }) => `${method} ${path}`);

test.each([
  [{ action: "accept", content: { confirm: true } }, undefined, ["PUT /v1/berths/A-01/notice"]],
  [{ action: "decline" }, true, []],
] as const)("the user of a client of 2026 is asked and answers %j", async (given, isError, want) => {
  answer = given;
  const done = (await modern.callTool(notice)) as CallResult;
  expect([questions.length, done.isError, sent()]).toEqual([1, isError, want]);
  expect(questions[0]).toContain('- body: "Mind the cleat"');
});

test("a client of 2025 gets a code, with which the call reaches the API once", async () => {
  const call = async (confirm?: string): Promise<CallResult> =>
    (await legacy.callTool({ ...notice, arguments: { ...notice.arguments, confirm } })) as unknown as CallResult;
  const refused = await call();
  const { code } = (refused.structuredContent as { error: { confirmation: { code: string } } }).error.confirmation;
  const [done, again] = [await call(code), await call(code)];
  expect([refused.isError, done.isError, again.isError]).toEqual([true, undefined, true]);
  expect(sent()).toEqual(["PUT /v1/berths/A-01/notice"]);
});

test.each(["modern", "legacy"] as const)("the %s client reads a large image by its link", async (era) => {
  const client = era === "modern" ? modern : legacy;
  const { content } = (await client.callTool({ name: "get_harbour_map", arguments: {} })) as unknown as CallResult;
  const uri = content.find(({ type }) => type === "resource_link")?.uri ?? "no link";
  const { contents } = (await client.readResource({ uri })) as { contents: unknown };
  expect(contents).toEqual([{ uri, mimeType: "image/png", blob: expect.stringMatching(/^iVBORw0KGgo/) as string }]);
});
