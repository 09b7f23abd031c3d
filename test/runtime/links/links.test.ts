import { describe, expect, it } from "vitest";
import { defineTool } from "../../../templates/src/runtime/define-tool.ts";
import { isWithinTokens } from "../../../templates/src/runtime/results/token-meter.ts";
import type { Tool, ToolDefinition } from "../../../templates/src/runtime/surface-types.ts";
import { credentialsMode } from "../../../templates/src/runtime/upstream/credentials-mode.ts";
import { type Answer, type ConfirmWorld, createConfirmWorld, type Said, secret } from "../confirm/confirm-world.ts";
import type { Era } from "../toy-world.ts";

function fileTool(more: Partial<ToolDefinition> = {}, method = "GET"): Tool {
  return defineTool({
    name: "get_file",
    title: "A file",
    description: "",
    service: "files",
    annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true },
    scopes: [["files:read"]],
    inputSchema: {
      type: "object",
      properties: { path: { type: "string" } },
      required: ["path"],
      additionalProperties: false,
    },
    operation: {
      method,
      path: "/files",
      parameters: [{ argument: "path", name: "path", in: "query", style: "form", explode: true }],
      responses: { "200": ["*/*"] },
    },
    ...more,
  });
}

const scope = { scope: "files:read" };
const bytes = (length: number): Uint8Array<ArrayBuffer> => Uint8Array.from({ length }, (_, at) => (at * 7) % 256);

function world(type: string, body: BodyInit, options: object = {}): ConfirmWorld {
  const made = createConfirmWorld({ toolConfirm: "never", tools: [fileTool()], ...options });
  made.api = () => new Response(body, { headers: { "content-type": type } });
  return made;
}

async function call(from: ConfirmWorld, said: Said = {}, args: object = { path: "a" }): Promise<Answer> {
  return await from.call("get_file", args, { claims: scope, ...said });
}

function linkOf({ result }: Answer): string {
  const link = result?.content?.find(({ type }) => type === "resource_link");
  return String(link?.["uri"]);
}

async function read(from: ConfirmWorld, uri: string, said: Said = {}): Promise<Answer> {
  return await from.say("resources/read", { claims: scope, ...said, params: { uri } });
}

const eras: readonly Era[] = ["modern", "legacy"];

describe.each(eras)("links, %s", (era) => {
  it("stand for a large file; reading one makes the call again as the reader", async () => {
    const large = bytes(70_000);
    const at = world("application/pdf", large);
    const first = await call(at, { era });
    const uri = linkOf(first);
    expect(first.result?.content).toEqual([
      {
        type: "text",
        text: "The answer is application/pdf of 70000 bytes. Read the linked resource for all of it, within 60 minutes; after that call get_file again.",
      },
      { type: "resource_link", uri, name: "get_file", title: "A file", mimeType: "application/pdf", size: 70_000 },
    ]);
    expect(uri).toMatch(/^tool-result:\/[\w-]{40,2000}$/);
    const { result } = await read(at, uri, { era, claims: { ...scope, sub: "bob" } });
    expect(result?.contents).toEqual([
      { uri, mimeType: "application/pdf", blob: Buffer.from(large).toString("base64") },
    ]);
    expect(at.apiRequests.map(({ url }) => url)).toEqual(Array(2).fill("https://api.example/v1/files?path=a"));
    expect(new Set(at.apiRequests.map(({ authorization }) => authorization)).size).toBe(2);
  });

  it("stand for a long text, of which the beginning is shown", async () => {
    const line = "The tide is low\u202E at noon.\n";
    const at = world("text/plain; charset=utf-8", `${line.repeat(3_000)}end`);
    const first = await call(at, { era });
    expect(first.result?.content?.map(({ type }) => type)).toEqual(["text", "text", "resource_link"]);
    const shown = first.result?.content?.[1]?.text ?? "";
    const [beginning = "", mark = ""] = shown.split("…");
    expect(beginning).toBe("The tide is low at noon.\n".repeat(beginning.length / 25));
    expect(mark).toMatch(/^ \[\d+ more characters\]$/);
    const all = first.result?.content?.map(({ text, uri }) => text ?? uri).join("\n") ?? "";
    expect(isWithinTokens(all, 10_000)).toBe(true);
    expect(isWithinTokens(shown, 8_000)).toBe(false);
    const { result } = await read(at, linkOf(first), { era });
    expect(result?.contents?.[0]?.["text"]).toBe(`${"The tide is low at noon.\n".repeat(3_000)}end`);
  });

  it("are refused at HTTP level to who lacks the scope, before anything is sent", async () => {
    const at = world("application/pdf", bytes(70_000));
    const uri = linkOf(await call(at, { era }));
    at.apiRequests.length = 0;
    const refused = await read(at, uri, { era, claims: { scope: "pets:read" } });
    expect([refused.status, JSON.stringify(refused).includes("files:read"), at.apiRequests]).toEqual([403, true, []]);
  });

  it("expire", async () => {
    const at = world("application/pdf", bytes(70_000));
    const uri = linkOf(await call(at, { era }));
    at.now += 3_600_000 - 1;
    const claims = { ...scope, exp: Math.floor(at.now / 1000) + 100 };
    expect((await read(at, uri, { era, claims })).error).toBeUndefined();
    at.now += 1;
    expect((await read(at, uri, { era, claims })).error).toEqual({
      code: -32_602,
      message: "The link has expired. Call get_file again for a new one.",
      data: { uri },
    });
    expect(at.apiRequests).toHaveLength(2);
  });

  it("tell what the API refuses the reader", async () => {
    const at = world("application/pdf", bytes(70_000));
    const uri = linkOf(await call(at, { era }));
    at.api = () => Response.json({ title: "Not yours" }, { status: 403 });
    const { error } = await read(at, uri, { era });
    expect([error?.code, error?.message]).toEqual([-32_603, expect.stringContaining("403")]);
  });

  it("are the only resources", async () => {
    const at = world("application/pdf", bytes(1));
    expect((await at.say("resources/list", { era })).result?.["resources"]).toEqual([]);
    expect((await at.say("resources/templates/list", { era })).result?.["resourceTemplates"]).toEqual([]);
    const uris = [
      "tool-result:/",
      "tool-result:/AAAA",
      "https://evil.example/",
      "file:///etc/passwd",
      "x".repeat(900_000),
    ];
    for (const uri of uris) {
      const { error } = await read(at, uri, { era, headers: { "mcp-name": uri.slice(0, 100) } });
      expect([error?.code === -32_602 || error?.code === -32_020, at.apiRequests]).toEqual([true, []]);
    }
  });
});

describe("a link", () => {
  const large = bytes(70_000);

  it("opens at every replica, and at no server of another secret or resource", async () => {
    const uri = linkOf(await call(world("application/pdf", large)));
    const outcome = async (options: object): Promise<number | undefined> =>
      (await read(world("application/pdf", large, options), uri)).error?.code;
    expect(await outcome({})).toBeUndefined();
    expect(await outcome({ stateSecret: ["n".repeat(32), secret] })).toBeUndefined();
    expect(await outcome({ stateSecret: ["n".repeat(32)] })).toBe(-32_602);
    const elsewhere = { oauthResource: "https://pets.example/other", oauthAudience: ["https://pets.example/mcp"] };
    expect(await outcome(elsewhere)).toBe(-32_602);
  });

  it("does not open altered, and does not show its arguments", async () => {
    const at = world("application/pdf", large);
    const uri = linkOf(await call(at, {}, { path: "private-name" }));
    expect(Buffer.from(uri.slice(13), "base64url").toString("latin1")).not.toContain("private");
    at.apiRequests.length = 0;
    const places = [13, 20, 40, uri.length - 2];
    for (const place of places) {
      const altered = `${uri.slice(0, place)}${uri[place] === "x" ? "y" : "x"}${uri.slice(place + 1)}`;
      expect((await read(at, altered)).error?.code).toBe(-32_602);
    }
    expect(at.apiRequests).toEqual([]);
  });

  it("is not read with the server's credentials by a caller who may not use them", async () => {
    const requires = { claim: "role", values: ["clerk"] };
    const upstream = { mode: "credentials" as const, requires, schemes: {} };
    const credentials = [{}];
    const tools = [fileTool({ scopes: [] })].map((tool) => ({
      ...tool,
      operation: { ...tool.operation, credentials },
    }));
    const at = world("application/pdf", large, { api: { upstream }, features: { upstream: credentialsMode }, tools });
    const clerk = { claims: { role: "clerk" } };
    const uri = linkOf(await call(at, clerk));
    at.apiRequests.length = 0;
    expect([(await read(at, uri, { claims: { role: "guest" } })).status, at.apiRequests]).toEqual([403, []]);
    expect((await read(at, uri, clerk)).result?.contents).toHaveLength(1);
  });

  it("to a tool that is gone, or that writes by now, reads nothing", async () => {
    const uri = linkOf(await call(world("application/pdf", large)));
    const writes = { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: true };
    for (const tools of [[], [fileTool({ annotations: writes })], [fileTool({}, "POST")]]) {
      const at = world("application/pdf", large, { tools });
      expect([(await read(at, uri)).error?.code, at.apiRequests]).toEqual([-32_602, []]);
    }
  });

  it("is read within the same limits as a call", async () => {
    const at = world("application/pdf", large);
    const uri = linkOf(await call(at));
    const busy = Promise.withResolvers<Response>();
    at.api = () => busy.promise;
    const reads = Array.from({ length: 17 }, () => read(at, uri));
    const first = await Promise.race(reads);
    expect(first.status).toBe(429);
    busy.resolve(new Response(large, { headers: { "content-type": "application/pdf" } }));
    expect((await Promise.all(reads)).filter(({ status }) => status === 200)).toHaveLength(16);
  });
});

describe("no link", () => {
  it.each([
    ["for a small file", "application/pdf", bytes(65_536), {}, {}, "resource"],
    ["for an image that a model is to see", "image/png", bytes(100_000), {}, {}, "image"],
    ["for JSON", "application/json", JSON.stringify("x".repeat(100_000)), {}, {}, "text,text"],
    ["for a short text", "text/plain", "word ".repeat(2_000), {}, {}, "text"],
    ["without a secret", "application/pdf", bytes(70_000), { stateSecret: undefined }, {}, "resource"],
    [
      "to a client of before links",
      "application/pdf",
      bytes(70_000),
      {},
      { era: "legacy", headers: { "mcp-protocol-version": "2025-03-26" } },
      "resource",
    ],
    ["of a tool that writes", "application/pdf", bytes(70_000), { tools: [fileTool({}, "POST")] }, {}, "resource"],
  ] as const)("%s", async (_, type, body, options, said, want) => {
    const { result } = await call(world(type, body, options), said);
    expect(result?.content?.map((block) => block.type).join()).toBe(want);
  });

  it("when the arguments are too large for a URI", async () => {
    const at = world("application/pdf", bytes(70_000));
    const kinds = async (length: number): Promise<unknown> =>
      (await call(at, {}, { path: "x".repeat(length) })).result?.content?.map(({ type }) => type);
    expect([await kinds(1_400), await kinds(1_600), await kinds(5_000)]).toEqual([
      ["text", "resource_link"],
      ["resource"],
      ["resource"],
    ]);
  });

  it("a text that is short in bytes and long in tokens gets one", async () => {
    const { result } = await call(world("text/plain", "1,2;".repeat(12_000)));
    expect(result?.content?.map(({ type }) => type)).toEqual(["text", "text", "resource_link"]);
  });

  it("a large image gets one", async () => {
    const { result } = await call(world("image/png", bytes(600_000)));
    expect(result?.content?.map(({ type }) => type)).toEqual(["text", "resource_link"]);
  });

  it("and no resources are declared without a secret", async () => {
    const capabilities = async (options: object): Promise<unknown> =>
      (await world("text/plain", "", options).say("server/discover")).result?.["capabilities"];
    expect([await capabilities({}), await capabilities({ stateSecret: undefined })]).toEqual([
      { tools: {}, resources: {} },
      { tools: {} },
    ]);
  });
});
