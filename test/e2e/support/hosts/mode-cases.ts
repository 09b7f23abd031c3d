import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { estimateTokens } from "../../../../templates/src/runtime/results/token-meter.ts";
import { type Answerer, type AskingClient, connectLegacy, connectModern } from "../asking-clients.ts";
import { eras } from "../raw-message.ts";
import { askHost, resultOf } from "./ask-host.ts";
import { serveOn, type TestedHost } from "./tested-host.ts";

/** Search mode: four tools stand for all, find them and call them. */
export function testSearchMode(host: TestedHost): void {
  const served = serveOn(host, { TOOL_MODE: "search" });

  test.each(eras)("four tools; one finds, one calls, and the API gets what it would have got (%s)", async (era) => {
    const world = served.world();
    const ask = async (method: string, params: object): Promise<Record<string, unknown>> =>
      await resultOf(await askHost(world, era, { method, params }));
    const { tools } = (await ask("tools/list", {})) as { tools: { name: string }[] };
    expect(tools.map(({ name }) => name).toSorted()).toEqual([
      "call_read_tool",
      "call_write_tool",
      "describe_tool",
      "search_tools",
    ]);
    const query = "which berths are free";
    const found = await ask("tools/call", { name: "search_tools", arguments: { query } });
    expect(JSON.stringify(found["structuredContent"])).toContain('"list_berths"');
    world.apiRequests.length = 0;
    const inner = { name: "list_berths", arguments: { limit: 2 } };
    const called = await ask("tools/call", { name: "call_read_tool", arguments: inner });
    expect(called).toMatchObject({ structuredContent: { items: [{}, {}] } });
    expect(world.apiRequests.map(({ path }) => path)).toEqual(["/v1/berths?limit=2"]);
  });
}

/** Calls that wait for their user, and results as links: what was signed and encrypted here opens here. */
export function testConfirmationAndLinks(host: TestedHost): void {
  const served = serveOn(host, {
    TOOL_CONFIRM: "writes",
    STATE_SECRET: "hosts-secret-hosts-secret-hosts-secret",
    MAX_INLINE_MEDIA_BYTES: "100",
  });
  const notice = { berthId: "A-01", body: "Mind the cleat" };
  const sent = (): string[] => served.world().apiRequests.map(({ method, path }) => `${method} ${path}`);
  const put = "PUT /v1/berths/A-01/notice";
  let answer: ReturnType<Answerer>;
  let modern: AskingClient;
  let legacy: AskingClient;
  beforeAll(async () => {
    const urls = [new URL(`${served.world().publicUrl}/mcp`)];
    const token = await served.world().token();
    modern = await connectModern(urls, token, () => answer);
    legacy = await connectLegacy(urls, token);
  });
  afterAll(async () => {
    await modern.close();
    await legacy.close();
  });
  beforeEach(() => {
    served.world().apiRequests.length = 0;
  });

  test.each([
    [{ action: "accept", content: { confirm: true } }, undefined, [put]],
    [{ action: "accept", content: { confirm: false } }, true, []],
    [{ action: "decline" }, true, []],
    [{ action: "cancel" }, true, []],
  ] as const)("the user of a client of 2026 answers %j", async (given, isError, want) => {
    answer = given;
    const done = await modern.call("set_berth_notice", notice);
    expect([done.isError, sent()]).toEqual([isError, want]);
  });

  test("a client of 2025 gets a code, which is for these arguments and counts once", async () => {
    const refused = await legacy.call("set_berth_notice", notice);
    const { code: confirm } = (refused.structuredContent as { error: { confirmation: { code: string } } }).error
      .confirmation;
    const altered = await legacy.call("set_berth_notice", { ...notice, body: "Something else", confirm });
    expect([refused.isError, altered.isError, sent()]).toEqual([true, true, []]);
    const done = await legacy.call("set_berth_notice", { ...notice, confirm });
    const again = await legacy.call("set_berth_notice", { ...notice, confirm });
    expect([done.isError, again.isError, sent()]).toEqual([undefined, true, [put]]);
  });

  test("a large image is a link, and is read by it", async () => {
    for (const client of [modern, legacy]) {
      const result = await client.call("get_harbour_map", {});
      const uri = result.content.find(({ type }) => type === "resource_link")?.uri ?? "no link";
      expect((await client.read(uri)).contents).toEqual([
        { uri, mimeType: "image/png", blob: expect.stringMatching(/^iVBORw0KGgo/) as string },
      ]);
    }
  });
}

/** Results within a limit of tokens. */
export function testFittedResults(host: TestedHost): void {
  const limit = 800;
  const served = serveOn(host, { MAX_RESULT_TOKENS: String(limit) });

  describe.each(eras)("%s", (era) => {
    const call = async (args: object): Promise<Record<string, unknown>> => {
      const params = { name: "list_berths", arguments: args };
      return await resultOf(await askHost(served.world(), era, { method: "tools/call", params }));
    };

    test("a long list is cut to the limit and says how to go on", async () => {
      const { content } = (await call({ limit: 100 })) as { content: { text: string }[] };
      const text = content.map((block) => block.text).join("");
      expect(estimateTokens(text)).toBeLessThanOrEqual(limit);
      expect(text).toMatch(/… \d+ more items: call again with limit = \d+/);
    });

    test("what is selected is what comes; a wrong expression reaches no API", async () => {
      const world = served.world();
      const selected = (await call({ limit: 3, select: "items[].id" })) as { content: { text: string }[] };
      expect(JSON.parse(selected.content[0]?.text ?? "")).toHaveLength(3);
      world.apiRequests.length = 0;
      expect([(await call({ select: "items[" }))["isError"], world.apiRequests]).toEqual([true, []]);
    });
  });
}
