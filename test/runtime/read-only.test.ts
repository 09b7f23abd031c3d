import { expect, test } from "vitest";
import { bearer, createKey, createWorld, mcpRequest, metadataUrl, mint, type Era } from "./toy-world.ts";

const key = await createKey("k1");

async function answerOf(era: Era, method: string, params: object = {}): Promise<{ result?: unknown; error?: unknown }> {
  const { handler } = createWorld({ keys: [key], readOnly: true });
  const response = await handler.fetch(mcpRequest(era, method, { ...params }, bearer(await mint(key))));
  return (await response.json()) as { result?: unknown };
}

test.each<Era>(["modern", "legacy"])(
  "a server that only reads neither lists nor calls what writes, %s",
  async (era) => {
    const { result } = await answerOf(era, "tools/list");
    expect((result as { tools: { name: string }[] }).tools.map(({ name }) => name)).toEqual(["get_pet", "list_pets"]);
    const { error } = await answerOf(era, "tools/call", { name: "create_pet", arguments: { name: "Rex" } });
    expect(error).toEqual({ code: -32_602, message: "Unknown tool: create_pet." });
  },
);

test("it does not ask for scopes that only writes need", async () => {
  const { handler } = createWorld({ keys: [key], readOnly: true, scopeBaseline: "all" });
  const metadata = await (await handler.fetch(new Request(metadataUrl))).json();
  expect((metadata as { scopes_supported: unknown }).scopes_supported).toEqual(["pets:read"]);
  const refused = await handler.fetch(mcpRequest("modern", "tools/list"));
  expect(refused.headers.get("www-authenticate")).toContain('scope="pets:read"');
});

test.each([["false"], [false], [undefined]])("READ_ONLY %j offers everything", async (readOnly) => {
  const { handler } = createWorld({ keys: [key], readOnly });
  const response = await handler.fetch(mcpRequest("modern", "tools/list", {}, bearer(await mint(key))));
  expect(((await response.json()) as { result: { tools: object[] } }).result.tools).toHaveLength(3);
});
