import { describe, expect, test } from "vitest";
import { defineTool } from "../../../templates/src/runtime/define-tool.ts";
import { createToolTable } from "../../../templates/src/runtime/mcp/tool-table.ts";
import type { Tool } from "../../../templates/src/runtime/surface-types.ts";
import { tools as pets } from "../../../templates/src/tools/index.ts";
import {
  bearer,
  createKey,
  createWorld,
  type Era,
  mcpRequest,
  metadataUrl,
  mint,
  post,
  resource,
  type ToyOptions,
} from "../toy-world.ts";
import { answering, createConfirmWorld } from "../confirm/confirm-world.ts";

const key = await createKey("k1");
const token = await mint(key);
const readToken = await mint(key, { scope: "pets:read" });

/** A tool whose arguments hold objects, for what is mended. */
const tagPet: Tool = defineTool({
  name: "tag_pet",
  title: "Tag a pet",
  description: "Sets the tags of a pet.",
  service: "tags",
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: true },
  scopes: [["pets:write"]],
  inputSchema: {
    type: "object",
    properties: {
      petId: { type: "string" },
      tags: { type: "array", items: { type: "string" } },
      note: { type: "string" },
      body: { $ref: "#/$defs/Place" },
    },
    required: ["petId", "tags"],
    additionalProperties: false,
    $defs: { Place: { type: "object", properties: { at: { type: "object" } } }, Unused: { type: "string" } },
  },
  operation: {
    method: "PUT",
    path: "/pets/{petId}/tags",
    parameters: [{ argument: "petId", name: "petId", in: "path", style: "simple", explode: false }],
    body: {
      mediaType: "application/json",
      format: "json",
      required: true,
      from: "properties",
      properties: ["tags", "note"],
    },
    responses: { "200": ["application/json"] },
  },
});

function world(options: ToyOptions = {}): ReturnType<typeof createWorld> {
  return createWorld({ keys: [key], toolMode: "search", tools: [...pets, tagPet], ...options });
}

interface Answer {
  readonly status: number;
  readonly result: {
    readonly isError?: boolean;
    readonly content: readonly { text: string }[];
    readonly structuredContent: Record<string, unknown>;
    readonly tools: readonly { name: string; annotations: object }[];
    readonly [key: string]: unknown;
  };
  readonly error?: { code: number; message: string };
  readonly challenge: string | null;
}

async function ask(
  toy: ReturnType<typeof createWorld>,
  method: string,
  params: Record<string, unknown> = {},
  { era = "modern", with: used = token }: { era?: Era; with?: string } = {},
): Promise<Answer> {
  const response = await toy.handler.fetch(mcpRequest(era, method, params, bearer(used)));
  const body = (await response.json()) as Omit<Answer, "status" | "challenge">;
  return { status: response.status, ...body, challenge: response.headers.get("www-authenticate") };
}

const call = async (
  toy: ReturnType<typeof createWorld>,
  name: string,
  args: object,
  more: { era?: Era; with?: string } = {},
): Promise<Answer> => await ask(toy, "tools/call", { name, arguments: args }, more);

const texts = ({ result }: Answer): readonly string[] => result.content.map(({ text }) => text);

describe.each(["modern", "legacy"] as const)("in the %s era", (era) => {
  test("four tools are listed, with hints that are true of what each may call", async () => {
    const { result } = await ask(world(), "tools/list", {}, { era });
    expect(result.tools.map(({ name, annotations }) => [name, annotations])).toEqual([
      ["search_tools", { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false }],
      ["describe_tool", { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false }],
      ["call_read_tool", { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true }],
      ["call_write_tool", { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: true }],
    ]);
  });

  test("search, describe, call", async () => {
    const toy = world();
    const found = await call(
      toy,
      "search_tools",
      { query: "Which animals do we have? Show the newest pets.", limit: 1 },
      { era },
    );
    expect(found.result.structuredContent).toEqual({
      tools: [
        {
          name: "list_pets",
          does: "Returns the pets, newest first.",
          service: "pets",
          required: [],
          scopes: ["pets:read"],
          writes: false,
        },
      ],
    });
    expect(texts(found)).toEqual([JSON.stringify(found.result.structuredContent)]);
    const described = await call(toy, "describe_tool", { names: ["list_pets"] }, { era });
    const [tool] = described.result.structuredContent["tools"] as { inputSchema: object; scopes: object }[];
    expect([tool?.inputSchema, tool?.scopes]).toEqual([
      createToolTable(pets).listed.find(({ name }) => name === "list_pets")?.inputSchema,
      [["pets:read"]],
    ]);
    const called = await call(toy, "call_read_tool", { name: "list_pets", arguments: { limit: 2 } }, { era });
    expect(texts(called)).toEqual(['[{"id":"1","name":"Rex"}]']);
    expect(toy.apiRequests).toEqual([{ url: "https://api.example/v1/pets?limit=2", authorization: `Bearer ${token}` }]);
    expect(toy.lines.map((line) => [line.tool, line.outcome])).toEqual([
      ["search_tools", "ok"],
      ["describe_tool", "ok"],
      ["list_pets", "ok"],
    ]);
  });

  test("a call through a caller is challenged for the scopes of the tool itself", async () => {
    const toy = world();
    const { status, challenge } = await call(
      toy,
      "call_write_tool",
      { name: "create_pet", arguments: { name: "Tom" } },
      { era, with: readToken },
    );
    expect([status, challenge]).toEqual([
      403,
      `Bearer error="insufficient_scope", error_description="The tool create_pet needs the scope pets:write; this sign-in grants only pets:read. Sign in again and allow it.", scope="pets:write", resource_metadata="${metadataUrl}"`,
    ]);
    expect(toy.apiRequests).toEqual([]);
    expect(toy.lines.map((line) => [line.tool, line.outcome])).toEqual([["create_pet", "scope_insufficient"]]);
    const allowed = await call(toy, "call_write_tool", { name: "create_pet", arguments: { name: "Tom" } }, { era });
    expect([allowed.status, allowed.result.isError]).toEqual([200, undefined]);
  });
});

test("a batch is challenged for what its callers reach", async () => {
  const toy = world();
  const message = (id: number, name: string, tool: string): object => ({
    jsonrpc: "2.0",
    id,
    method: "tools/call",
    params: { name, arguments: { name: tool, arguments: {} } },
  });
  const batch = [message(1, "call_read_tool", "list_pets"), message(2, "call_write_tool", "create_pet")];
  const response = await toy.handler.fetch(post(batch, { ...bearer(readToken), "mcp-protocol-version": "2025-03-26" }));
  expect([response.status, toy.apiRequests]).toEqual([403, []]);
});

describe("callers", () => {
  test.each([
    ["call_read_tool", "create_pet", "create_pet writes: call it with call_write_tool."],
    ["call_write_tool", "list_pets", "list_pets only reads: call it with call_read_tool."],
    ["call_read_tool", "get_pets", "is no tool of this server. Did you mean get_pet, list_pets, create_pet?"],
    ["call_read_tool", "call_read_tool", "is no tool of this server."],
    ["call_read_tool", "__proto__", "is no tool of this server. Allowed: a name from search_tools."],
  ])("%s refuses %s", async (caller, name, want) => {
    const toy = world();
    // Refused without a challenge, even where the scopes would not do: what is refused needs none.
    const answer = await call(toy, caller, { name, arguments: {} }, { with: readToken });
    expect([answer.status, answer.result.isError]).toEqual([200, true]);
    expect(texts(answer)[0]).toContain(`The arguments of ${caller} are not valid.\nname: ${want}`);
    expect([toy.apiRequests, toy.lines.at(-1)?.outcome]).toEqual([[], "tool_error"]);
  });

  test("a method that is not known to read is taken to write", async () => {
    const odd = { ...tagPet, name: "brew_pet", operation: { ...tagPet.operation, method: "BREW" } };
    const toy = world({ tools: [...pets, odd] });
    const answer = await call(toy, "call_read_tool", { name: "brew_pet", arguments: {} });
    expect(texts(answer)[0]).toContain("brew_pet writes");
  });

  test("an API's tool that is not listed is told how it is called", async () => {
    const { error } = await call(world(), "list_pets", {});
    expect(error).toEqual({
      code: -32602,
      message: "Unknown tool: list_pets. It is called with call_read_tool, which takes its name and arguments.",
    });
  });

  test("wrong arguments show the part of the schema that they missed, with what it refers to", async () => {
    const answer = await call(world(), "call_write_tool", {
      name: "tag_pet",
      arguments: { petId: "1", tags: [1], body: 5 },
    });
    expect(texts(answer)[1]).toBe(
      `The input schema of tag_pet, where it was missed: ${JSON.stringify({
        type: "object",
        properties: { tags: { type: "array", items: { type: "string" } }, body: { $ref: "#/$defs/Place" } },
        required: ["petId", "tags"],
        $defs: { Place: { type: "object", properties: { at: { type: "object" } } } },
      })}`,
    );
  });

  test("text where the schema wants an object or a list is read as JSON, once, and that is said", async () => {
    const toy = world();
    const sent: unknown[] = [];
    toy.api = async (_url, init) => {
      sent.push(init?.body);
      return Response.json({});
    };
    const tags = JSON.stringify(["good"]);
    const answer = await call(toy, "call_write_tool", {
      name: "tag_pet",
      arguments: { petId: "1", tags, note: "[1]" },
    });
    expect(texts(answer)).toEqual([
      "{}",
      "Mended: tags came as text and was read as the JSON in it. Send objects and lists as such.",
    ]);
    const whole = await call(toy, "call_write_tool", {
      name: "tag_pet",
      arguments: JSON.stringify({ petId: "1", tags: ["good"], note: "[1]" }),
    });
    expect(texts(whole)[1]).toContain("Mended: arguments came as text");
    expect(sent).toEqual(['{"tags":["good"],"note":"[1]"}', '{"tags":["good"],"note":"[1]"}']);
    const twice = await call(toy, "call_write_tool", {
      name: "tag_pet",
      arguments: { petId: "1", tags: JSON.stringify(tags) },
    });
    expect(twice.result.isError).toBe(true);
  });
});

describe("search_tools and describe_tool", () => {
  test("a search within a service, and an unknown one", async () => {
    const toy = world();
    const names = ({ result }: Answer): unknown =>
      (result.structuredContent["tools"] as { name: string }[]).map(({ name }) => name);
    expect(names(await call(toy, "search_tools", { query: "pet" }))).toContain("list_pets");
    expect(names(await call(toy, "search_tools", { query: "pet", service: "tags" }))).toEqual(["tag_pet"]);
    const answer = await call(toy, "search_tools", { query: "pet", service: "cats" });
    expect(texts(answer)).toEqual([
      "The arguments of search_tools are not valid.\nservice: is no service of this server. Allowed: pets, tags.",
    ]);
  });

  test("nothing found is said, and is no error", async () => {
    const answer = await call(world(), "search_tools", { query: "xylophone" });
    expect([answer.result.isError, answer.result.structuredContent]).toEqual([
      undefined,
      { tools: [], note: "Nothing fits. Say it in other words, or name no service." },
    ]);
  });

  test("unknown names are told apart, with near ones", async () => {
    const answer = await call(world(), "describe_tool", { names: ["get_pet", "get_pets_", "xyz"] });
    const { tools, unknown } = answer.result.structuredContent as {
      tools: { name: string }[];
      unknown: { name: string; near: string[] }[];
    };
    expect(tools.map(({ name }) => name)).toEqual(["get_pet"]);
    expect(unknown.map(({ name, near }) => [name, near.includes("list_pets") || near.includes("get_pet")])).toEqual([
      ["get_pets_", true],
      ["xyz", false],
    ]);
  });

  test("descriptions beyond the size of an answer are left for another call", async () => {
    const large = (name: string): Tool => ({ ...tagPet, name, description: "x".repeat(40_000) });
    const toy = world({ tools: ["a", "b", "c"].map(large) });
    const answer = await call(toy, "describe_tool", { names: ["a", "b", "c"] });
    const { tools, left } = answer.result.structuredContent as { tools: { name: string }[]; left: string[] };
    expect([tools.map(({ name }) => name), left]).toEqual([["a"], ["b", "c"]]);
  });

  test("tools that are hidden from a caller are neither found, described nor named", async () => {
    const toy = world({ api: { auth: { unauthorizedTools: "hidden" } } });
    const found = await call(toy, "search_tools", { query: "add a pet" }, { with: readToken });
    expect(texts(found)[0]).not.toContain("create_pet");
    expect(texts(await call(toy, "search_tools", { query: "add a pet" }))[0]).toContain("create_pet");
    const described = await call(toy, "describe_tool", { names: ["create_pet", "create_pets"] }, { with: readToken });
    expect(described.result.structuredContent).toMatchObject({ tools: [] });
    expect(texts(described)[0]).not.toContain('"create_pet","title"');
  });
});

describe("tools that the document does not have", () => {
  const groom = {
    title: "Brush a pet",
    description: "Books an appointment at the hairdresser.",
    annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: true },
    scopes: [],
    inputSchema: { type: "object", properties: { hairdresser: { type: "string" } } },
    handler: () => Promise.reject(new Error("not called here")),
  } as const;

  test("are found and described like the others", async () => {
    const toy = world({ custom: { tools: { groom } } });
    const found = await call(toy, "search_tools", { query: "Take Rex to the hairdresser", limit: 1 });
    expect(found.result.structuredContent["tools"]).toEqual([
      { name: "groom", does: "Brush a pet", service: "custom", required: [], scopes: [], writes: true },
    ]);
  });

  test("cannot take a name of ours", () => {
    expect(() => world({ custom: { tools: { search_tools: groom } } })).toThrow(
      'src/custom.ts, the tool "search_tools": search mode has a tool of that name; give yours another.',
    );
  });
});

describe("a write that needs its user's consent", () => {
  const confirming = (): ReturnType<typeof createConfirmWorld> => createConfirmWorld({ toolMode: "search" });
  const rex = { name: "create_pet", arguments: { name: "Rex" } };

  test("is asked about through the caller, and goes through with the answer", async () => {
    const toy = confirming();
    const asked = await toy.call("call_write_tool", rex);
    expect([asked.result?.resultType, toy.apiRequests]).toEqual(["input_required", []]);
    const other = await toy.call(
      "call_write_tool",
      { ...rex, arguments: { name: "Tom" } },
      { params: answering(asked) as never },
    );
    expect([other.result?.content?.[0]?.text, toy.apiRequests.length]).not.toEqual(['[{"id":"1","name":"Rex"}]', 1]);
    const done = await toy.call("call_write_tool", rex, { params: answering(asked) as never });
    expect([done.result?.content?.[0]?.text, toy.apiRequests.length]).toEqual(['[{"id":"1","name":"Rex"}]', 1]);
  });

  test("is asked about as it was mended", async () => {
    const toy = confirming();
    const written = { ...rex, arguments: JSON.stringify(rex.arguments) };
    const asked = await toy.call("call_write_tool", written);
    expect([asked.status, asked.result?.resultType]).toEqual([200, "input_required"]);
    const done = await toy.call("call_write_tool", written, { params: answering(asked) as never });
    expect(done.result?.content?.map(({ text }) => text)).toEqual([
      '[{"id":"1","name":"Rex"}]',
      "Mended: arguments came as text and was read as the JSON in it. Send objects and lists as such.",
    ]);
  });

  test("takes a code among the tool's arguments from clients that cannot be asked, who see the argument", async () => {
    const toy = confirming();
    const described = await toy.call("describe_tool", { names: ["create_pet"] }, { era: "legacy" });
    expect(described.result?.content?.[0]?.text).toContain('"confirm"');
    const first = await toy.call("call_write_tool", rex, { era: "legacy" });
    const { code } = (first.result?.structuredContent?.error?.["confirmation"] ?? {}) as { code?: string };
    expect([typeof code, toy.apiRequests]).toEqual(["string", []]);
    const args = { ...rex, arguments: { ...rex.arguments, confirm: code } };
    const done = await toy.call("call_write_tool", args, { era: "legacy" });
    expect([done.result?.isError, toy.apiRequests.length]).toEqual([undefined, 1]);
  });
});

describe("pinned tools", () => {
  const pinned = { api: { tools: { pinned: ["list_pets", "create_pet"] } } };

  test("are listed beside the four and called as themselves", async () => {
    const toy = world(pinned);
    const { result } = await ask(toy, "tools/list");
    expect(result.tools.map(({ name }) => name).slice(4)).toEqual(["create_pet", "list_pets"]);
    expect(texts(await call(toy, "list_pets", {}))).toEqual(['[{"id":"1","name":"Rex"}]']);
    expect((await call(toy, "create_pet", { name: "Tom" }, { with: readToken })).status).toBe(403);
    expect(texts(await call(toy, "call_read_tool", { name: "list_pets" }))).toEqual(['[{"id":"1","name":"Rex"}]']);
  });

  test("that are hidden from a caller are not listed, and the list is the caller's own", async () => {
    const toy = world({ api: { ...pinned.api, auth: { unauthorizedTools: "hidden" } } });
    const { result } = await ask(toy, "tools/list", {}, { with: readToken });
    expect(result.tools.map(({ name }) => name).slice(4)).toEqual(["list_pets"]);
    expect(result["cacheScope"]).toBe("private");
  });

  test("cannot take a name of ours", async () => {
    const clash = { ...tagPet, name: "search_tools" };
    const toy = world({ tools: [...pets, clash], api: { tools: { pinned: ["search_tools"] } } });
    const { result } = await ask(toy, "tools/list");
    expect(result.tools.map(({ name }) => name)).toEqual([
      "search_tools",
      "describe_tool",
      "call_read_tool",
      "call_write_tool",
    ]);
  });
});

describe("the mode", () => {
  test("of the config, of TOOL_MODE over it, and a wrong one", async () => {
    const listed = async (options: ToyOptions): Promise<number> =>
      (await ask(createWorld({ keys: [key], ...options }), "tools/list")).result.tools.length;
    expect(await listed({})).toBe(3);
    expect(await listed({ api: { tools: { mode: "search" } } })).toBe(4);
    expect(await listed({ api: { tools: { mode: "search" } }, toolMode: "all" })).toBe(3);
    expect(() => createWorld({ toolMode: "some" })).toThrow('TOOL_MODE (toolMode) must be all or search, not "some".');
  });

  test("search tells in its instructions how tools are found", async () => {
    const instructions = async (toy: ReturnType<typeof createWorld>): Promise<unknown> =>
      (
        await ask(
          toy,
          "initialize",
          { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "t", version: "1" } },
          { era: "legacy" },
        )
      ).result["instructions"];
    expect(await instructions(world())).toBe(
      "Pets API: list, read and add pets.\n\nThe 4 tools of this server are found with search_tools and called with call_read_tool or call_write_tool.",
    );
    expect(await instructions(world({ toolMode: "all" }))).toBe("Pets API: list, read and add pets.");
  });
});

describe.each(["all", "search"] as const)("?services= in mode %s", (toolMode) => {
  const toy = world({ toolMode });
  const at = async (query: string, method: string, params: Record<string, unknown> = {}): Promise<Answer> => {
    const plain = mcpRequest("modern", method, params, bearer(token));
    const response = await toy.handler.fetch(new Request(`${resource}${query}`, plain));
    return {
      status: response.status,
      ...((await response.json()) as Omit<Answer, "status" | "challenge">),
      challenge: null,
    };
  };
  const [name, args] = toolMode === "all" ? ["list_pets", {}] : ["call_read_tool", { name: "list_pets" }];

  test("narrows what is listed, found, described and called", async () => {
    const own = { all: ["tag_pet"], search: ["search_tools", "describe_tool", "call_read_tool", "call_write_tool"] };
    expect((await at("?services=tags", "tools/list")).result.tools.map((tool) => tool.name)).toEqual(own[toolMode]);
    const called = await at("?services=tags", "tools/call", { name, arguments: args });
    expect(called.result?.isError ?? called.error?.code).toBe(toolMode === "all" ? -32602 : true);
    if (toolMode === "all") return;
    const found = await at("?services=tags", "tools/call", { name: "search_tools", arguments: { query: "list pets" } });
    expect(texts(found)[0]).not.toContain("list_pets");
    const described = await at("?services=tags", "tools/call", {
      name: "describe_tool",
      arguments: { names: ["list_pets"] },
    });
    expect(described.result.structuredContent).toEqual({
      tools: [],
      unknown: [{ name: "list_pets", near: ["tag_pet"] }],
    });
  });

  test.each(["?services=tags,pets", "?services=tags&services=pets", "?services=PETS,Tags", "?services= pets ,", ""])(
    "%j has the pets",
    async (query) => {
      const called = await at(query, "tools/call", { name, arguments: args });
      expect([called.status, texts(called)]).toEqual([200, ['[{"id":"1","name":"Rex"}]']]);
    },
  );

  test.each([
    ["?services=cats", 'names "cats", which is no service of this server'],
    ["?services=pets,cats", 'names "cats", which is no service of this server'],
    ["?services=", "names no service"],
  ])("%j is refused with the names there are", async (query, what) => {
    const { status, error } = await at(query, "tools/list");
    expect([status, error?.message]).toEqual([
      400,
      `The query ?services= ${what}. Services: pets, tags. Leave the query out for all of them.`,
    ]);
  });
});
