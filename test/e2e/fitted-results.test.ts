/** Results that fit, through the real clients of both eras, the demo's API behind the generated server. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ben } from "../../demo/authorization-server/users.ts";
import { estimateTokens } from "../../templates/src/runtime/results/token-meter.ts";
import { clientKinds, connect } from "./support/connect.ts";
import { startHarbourWorld, type HarbourWorld } from "./support/harbour-world.ts";
import { HeadlessProvider } from "./support/headless-provider.ts";

const LIMIT = 800;

let world: HarbourWorld;
beforeAll(async () => {
  world = await startHarbourWorld({ MAX_RESULT_TOKENS: String(LIMIT) });
});
afterAll(() => world.close());

interface Page {
  readonly total: number;
  readonly items: readonly { readonly id: string }[];
}

describe.each(clientKinds)("client %s", (kind) => {
  test("reads a whole list by what results say: a page that fits, and the next, to the end", async () => {
    const client = await connect(kind, world.mcpUrl, new HeadlessProvider(ben));
    const call = (args: object): ReturnType<typeof client.callTool> =>
      client.callTool({ name: "list_berths", arguments: { ...args } });

    const cut = await call({ limit: 100 });
    const [json, note] = cut.content.map((block) => String(block["text"]));
    expect(cut.structuredContent).toEqual(JSON.parse(json ?? ""));
    expect(estimateTokens(`${json}${note}`)).toBeLessThanOrEqual(LIMIT);
    const { total, items } = cut.structuredContent as Page;
    expect(items.at(-1)).toMatch(/^… \d+ more items: call again with limit = \d+ or select = items\[\]\.\{id: id, /);
    const limit = Number(/"limit":(\d+)/.exec(note ?? "")?.[1]);
    expect(limit).toBe(items.length - 1);

    const seen: string[] = [];
    for (let args: object = { limit }; ;) {
      const page = await call(args);
      seen.push(...(page.structuredContent as Page).items.map(({ id }) => id));
      const hint = /^Next page: call again with (\{.*\}), all else the same\.$/.exec(String(page.content[1]?.["text"]));
      const meta = Object(Reflect.get(page, "_meta")) as { readonly nextPage?: object };
      expect(meta.nextPage).toEqual(hint === null ? undefined : JSON.parse(hint[1] ?? ""));
      if (hint === null) break;
      args = { limit, ...(JSON.parse(hint[1] ?? "") as object) };
    }
    expect([seen.length, new Set(seen).size]).toEqual([total, total]);

    world.apiRequests.length = 0;
    const selected = await call({ limit: 100, select: "items[].id" });
    expect(selected.content[0]?.["text"]).toBe(JSON.stringify(seen.slice(0, 100)));
    expect(world.apiRequests.map(({ path }) => path)).toEqual(["/v1/berths?limit=100"]);
    await client.close();
  });

  test("a wrong expression costs no request, and says what is wrong", async () => {
    const client = await connect(kind, world.mcpUrl, new HeadlessProvider(ben));
    world.apiRequests.length = 0;
    const wrong = await client.callTool({ name: "list_berths", arguments: { select: "items[].{id id}" } });
    expect([wrong.isError, world.apiRequests]).toEqual([true, []]);
    expect(wrong.content[0]?.["text"]).toBe(
      "The arguments of list_berths are not valid.\nselect: is not JMESPath: the fault is at character 13, behind \"items[].{id \" (expected Colon, got: UnquotedIdentifier). Allowed: a JMESPath expression, for example items[?state=='open'].{id: id, name: name} or length(items).",
    );
    await client.close();
  });
});
