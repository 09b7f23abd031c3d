import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { ana } from "../../demo/authorization-server/users.ts";
import { type Answerer, type AskingClient, connectLegacy, connectModern } from "./support/asking-clients.ts";
import { connect } from "./support/connect.ts";
import { type HarbourWorld, startHarbourWorld } from "./support/harbour-world.ts";
import { HeadlessProvider } from "./support/headless-provider.ts";

let world: HarbourWorld;
let replicas: readonly URL[];
let token: string;
let berthId: string;
let answer: ReturnType<Answerer>;
let modern: AskingClient;
let legacy: AskingClient;
/** What the user was asked, and what had reached the API by then. */
const questions: { readonly message: string; readonly sent: readonly string[] }[] = [];

/** Two replicas of one server with one secret, and a client of each SDK whose requests go to them in turn. */
beforeAll(async () => {
  world = await startHarbourWorld({
    TOOL_CONFIRM: "writes",
    STATE_SECRET: "e2e-secret-e2e-secret-e2e-secret",
    SCOPE_BASELINE: "all",
    MAX_INLINE_MEDIA_BYTES: "100",
  });
  replicas = [world.mcpUrl, await world.addReplica()];
  const provider = new HeadlessProvider(ana);
  const first = await connect("v2 auto", world.mcpUrl, provider);
  const listed = await first.callTool({ name: "list_berths", arguments: { limit: 1 } });
  berthId = (listed.structuredContent as { items: { id: string }[] }).items[0]?.id ?? "";
  await first.close();
  token = provider.tokens()?.access_token ?? "";
  modern = await connectModern(replicas, token, (message) => {
    questions.push({ message, sent: sent() });
    return answer;
  });
  legacy = await connectLegacy(replicas, token);
});

afterAll(async () => {
  await modern.close();
  await legacy.close();
  await world.close();
});

beforeEach(() => {
  world.apiRequests.length = 0;
  questions.length = 0;
  answer = { action: "accept", content: { confirm: true } };
});

const sent = (): readonly string[] => world.apiRequests.map(({ method, path }) => `${method} ${path}`);
const notice = (body: string): object => ({ berthId, body });

test("the client of SDK v2 asks its user, and the call goes to the API once, from another replica than asked", async () => {
  const done = await modern.call("set_berth_notice", notice("Mind the cleat"));
  expect(questions.map((question) => question.sent)).toEqual([[]]);
  expect(questions[0]?.message).toContain(`/v1/berths/${berthId}/notice\nTool: set_berth_notice.`);
  expect(questions[0]?.message).toContain('- body: "Mind the cleat"');
  expect([done.isError, sent()]).toEqual([undefined, [`PUT /v1/berths/${berthId}/notice`]]);
});

test.each([
  [{ action: "decline" }, "the user declined"],
  [{ action: "cancel" }, "the user closed the question"],
  [{ action: "accept", content: { confirm: false } }, "the user declined"],
] as const)("after %j the client of SDK v2 is told, and nothing reaches the API", async (response, want) => {
  answer = response;
  const done = await modern.call("set_berth_notice", notice("Never"));
  expect([done.isError, done.content[0]?.text, sent()]).toEqual([true, expect.stringContaining(want), []]);
});

test("what reads is not asked about", async () => {
  await modern.call("list_berths", { limit: 1 });
  await legacy.call("list_berths", { limit: 1 });
  expect([questions, sent()]).toEqual([[], Array(2).fill("GET /v1/berths?limit=1")]);
});

test("the client of SDK v1 gets a code from one replica and is served by another", async () => {
  const listed = await legacy.listed();
  const properties = Object.keys(listed.find(({ name }) => name === "set_berth_notice")?.inputSchema.properties ?? {});
  expect(properties).toContain("confirm");
  const refused = await legacy.call("set_berth_notice", notice("Mind the cleat"));
  const { code } = (refused.structuredContent as { error: { confirmation: { code: string } } }).error.confirmation;
  expect([refused.isError, sent()]).toEqual([true, []]);
  const altered = await legacy.call("set_berth_notice", { ...notice("Something else"), confirm: code });
  expect([altered.isError, sent()]).toEqual([true, []]);
  const done = await legacy.call("set_berth_notice", { ...notice("Mind the cleat"), confirm: code });
  expect([done.isError, sent()]).toEqual([undefined, [`PUT /v1/berths/${berthId}/notice`]]);
});

test("neither the token nor what a user agreed to is logged", async () => {
  await modern.call("set_berth_notice", notice("canary-text"));
  expect(world.logLines.join("\n")).not.toMatch(/canary-text|e2e-secret/);
  expect(world.logLines.join("\n")).not.toContain(token);
});

test.each(["modern", "legacy"] as const)(
  "the %s client reads a large image by its link, from another replica",
  async (era) => {
    const client = era === "modern" ? modern : legacy;
    const result = await client.call("get_harbour_map", {});
    const link = result.content.find(({ type }) => type === "resource_link");
    expect(sent()).toHaveLength(1);
    const { contents } = await client.read(link?.uri ?? "");
    expect(contents).toEqual([{ uri: link?.uri, mimeType: "image/png", blob: expect.stringMatching(/^iVBORw0KGgo/) }]);
    expect(sent()).toEqual(Array(2).fill(sent()[0]));
  },
);
