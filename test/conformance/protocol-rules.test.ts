/**
 * The rules of MCP that a server of tools has to keep, one by one, on the wire of a generated server: both eras where both
 * have the rule. "Legacy" is 2025-11-25 and before (with `initialize`), "modern" is 2026-07-28 (stateless).
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { leafletPdf, pixelPng, silenceWav } from "./fixture-api.ts";
import {
  callerHeaders,
  legacyRequest,
  modernMeta,
  modernRequest,
  type RawAnswer,
  type RawRequest,
  sendRaw,
} from "./support/raw-client.ts";
import { resource, startWorld, type World } from "./support/world.ts";

let world: World;

beforeAll(async () => {
  world = await startWorld({ environment: { MAX_CONCURRENT_CALLS_PER_CALLER: "10" } });
});
afterAll(() => world[Symbol.asyncDispose]());

const eras = ["legacy", "modern"] as const;
type Era = (typeof eras)[number];

const serverInfo = { name: "conformance-fixtures", title: "Conformance fixtures", version: "1.0.0" };
const serverMeta = { "io.modelcontextprotocol/serverInfo": serverInfo };
const instructions = "An API whose answers have one of each kind that an MCP tool result can hold.";
const greeting = { content: [{ type: "text", text: "This is a simple text response for testing." }] };

/** What a modern result has besides, on every result. */
const modernPart = { resultType: "complete", _meta: serverMeta };
const partOf = (era: Era): object => (era === "modern" ? modernPart : {});

function ask(era: Era, method: string, params?: { name?: string; [key: string]: unknown }): Promise<RawAnswer> {
  return era === "modern" ? modernRequest(world, method, params) : legacyRequest(world, method, params);
}

const call = (era: Era, name: string, args?: object): Promise<RawAnswer> =>
  ask(era, "tools/call", { name, ...(args && { arguments: args }) });

const post = (body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<RawAnswer> =>
  sendRaw(world.origin, { headers: { ...callerHeaders(world), ...headers }, body });

const send = ({ headers, ...request }: RawRequest): Promise<RawAnswer> =>
  sendRaw(world.origin, { headers: { ...callerHeaders(world), ...headers }, ...request });

const nosniff = { "x-content-type-options": "nosniff" };
const json = { "content-type": "application/json", ...nosniff };

const result = (value: object): object => ({
  status: 200,
  headers: json,
  body: { jsonrpc: "2.0", id: 1, result: value },
});
const error = (status: number, code: number, message: string): object => ({
  status,
  headers: json,
  body: { jsonrpc: "2.0", id: 1, error: { code, message } },
});
const refused = (status: number, code: number, message: string, headers: object = {}): object => ({
  status,
  headers: { ...json, ...headers },
  body: { jsonrpc: "2.0", id: null, error: { code, message } },
});
/** A modern request whose headers and body say different things. */
const mismatch = (header: string, difference: string): object => ({
  status: 400,
  headers: json,
  body: {
    jsonrpc: "2.0",
    id: 1,
    error: {
      code: -32020,
      message: `Bad Request: the request headers and body disagree: ${difference}`,
      data: { mismatch: { header, body: difference } },
    },
  },
});

describe("T1, T6 one endpoint: POST, and 405 for everything else", () => {
  const notAllowed = refused(405, -32600, "MCP messages are sent with POST.", { allow: "POST, OPTIONS" });

  test.each(["GET", "DELETE", "PUT", "OPTIONS"])("%s", async (method) => {
    expect(await send({ method })).toEqual(notAllowed);
  });

  test.each(["/mcp/", "/sse", "/messages"])("nothing at %s", async (path) => {
    const message = "Nothing is served here. The MCP endpoint is http://127.0.0.1/mcp";
    expect(await send({ path })).toEqual({ status: 404, headers: json, body: { error: "not_found", message } });
  });
});

describe("T2 an invalid Origin is refused with 403, whatever the method", () => {
  const forbidden = refused(403, -32600, "Pages of that origin may not call this server (ALLOWED_ORIGINS).");
  const ping = { jsonrpc: "2.0", id: 1, method: "ping" };

  test.each(["https://evil.example", "null", "http://127.0.0.1.evil.example", "http://localhost"])(
    "%s",
    async (origin) => {
      expect(await post(ping, { origin })).toEqual(forbidden);
      expect(await send({ method: "GET", headers: { origin } })).toEqual(forbidden);
    },
  );

  test("the server's own origin beside another", async () => {
    expect(await post(ping, { origin: `${world.origin}, https://evil.example` })).toEqual(forbidden);
  });

  test("the server's own origin, and none, are valid", async () => {
    expect(await post(ping, { origin: world.origin })).toEqual(result({}));
    expect(await post(ping)).toEqual(result({}));
  });
});

test("T3 every connection is authenticated, and the server is on loopback unless told otherwise", async () => {
  const headers = { "content-type": "application/json" };
  const { status } = await sendRaw(world.origin, { headers, body: { jsonrpc: "2.0", id: 1, method: "ping" } });
  expect(status).toBe(401);
  expect(new URL(world.origin).hostname).toBe("127.0.0.1");
});

describe("T4 an accepted notification or response: 202 without a body", () => {
  const accepted = { status: 202, headers: nosniff, body: "" };

  test.each([
    { message: { method: "notifications/initialized" } },
    { message: { method: "notifications/cancelled", params: { requestId: 5 } } },
    { message: { method: "notifications/of-another-day" } },
    { message: { id: 1, result: {} } },
    { message: { id: 1, error: { code: -1, message: "no" } } },
  ])("legacy $message", async ({ message }) => {
    const version = { "mcp-protocol-version": "2025-11-25" };
    expect(await post({ jsonrpc: "2.0", ...message }, version)).toEqual(accepted);
  });

  test("modern: a client may not post a response", async () => {
    const versions = "2025-11-25, 2025-06-18, 2025-03-26, 2024-11-05, 2024-10-07";
    // The SDK takes a response for an older message; the code is its own (2026-07-28 advises against -32000).
    const message = `Bad Request: Unsupported protocol version: 2026-07-28 (supported versions: ${versions})`;
    const answer = await post({ jsonrpc: "2.0", id: 1, result: {} }, { "mcp-protocol-version": "2026-07-28" });
    const body = { jsonrpc: "2.0", id: null, error: { code: -32000, message } };
    expect(answer).toEqual({ status: 400, headers: json, body });
  });
});

describe("T5 a request is answered with one JSON object", () => {
  test.each(eras)("%s", async (era) => {
    expect(await call(era, "test_simple_text")).toEqual(result({ ...greeting, ...partOf(era) }));
  });

  test("legacy: a client that does not take both types is told so", async () => {
    const message = "Not Acceptable: Client must accept both application/json and text/event-stream";
    const answer = await legacyRequest(world, "ping", undefined, { headers: { accept: "application/json" } });
    expect(answer).toEqual({
      status: 406,
      headers: json,
      body: { jsonrpc: "2.0", id: null, error: { code: -32000, message } },
    });
  });
});

describe("T7 batches are for 2025-03-26", () => {
  const list = { jsonrpc: "2.0", id: 1, method: "ping" };
  const callText = { jsonrpc: "2.0", id: 2, method: "tools/call", params: { name: "test_simple_text" } };

  test("legacy: a batch is answered with a list", async () => {
    expect(await post([list, callText])).toEqual({
      status: 200,
      headers: json,
      body: [
        { jsonrpc: "2.0", id: 1, result: {} },
        { jsonrpc: "2.0", id: 2, result: greeting },
      ],
    });
  });

  // JSON-RPC 2.0, 6: the answer to a batch is an array. The SDK's transport answers a batch of one with the object alone.
  test("legacy: a batch of one is answered with a list of one", async () => {
    const { body } = await post([list]);
    expect(body).toEqual([{ jsonrpc: "2.0", id: 1, result: {} }]);
  });

  test("legacy: a batch of notifications is accepted", async () => {
    const initialized = { jsonrpc: "2.0", method: "notifications/initialized" };
    expect(await post([initialized, initialized])).toEqual({ status: 202, headers: nosniff, body: "" });
  });

  test("legacy: an empty batch, or two requests of one id, is no message", async () => {
    expect(await post([])).toEqual(refused(400, -32600, "The body is not a JSON-RPC message."));
    expect(await post([list, list])).toEqual(refused(400, -32600, "The requests of a batch need different ids."));
  });

  test("legacy: initialize does not come in a batch", async () => {
    const initialize = { jsonrpc: "2.0", id: 3, method: "initialize", params: initializeParams("2025-03-26") };
    const { status, body } = await post([list, initialize]);
    expect({ status, body }).toMatchObject({ status: 400, body: { error: { code: -32600 } } });
  });

  test("modern: a body is one message", async () => {
    const message = "Bad Request: JSON-RPC batches may not contain requests for protocol revision 2026-07-28 or later";
    const modern = { jsonrpc: "2.0", id: 1, method: "tools/list", params: { _meta: modernMeta } };
    expect(await post([modern], { "mcp-protocol-version": "2026-07-28", "mcp-method": "tools/list" })).toEqual({
      status: 400,
      headers: json,
      body: { jsonrpc: "2.0", id: null, error: { code: -32600, message } },
    });
  });
});

describe("T8 MCP-Protocol-Version", () => {
  test.each(["2025-11-25", "2025-06-18", "2025-03-26", undefined])("legacy: %s is served", async (version) => {
    const headers = { "mcp-protocol-version": version };
    expect(await legacyRequest(world, "ping", undefined, { headers })).toEqual(result({}));
  });

  test("legacy: a version that never was is 400, with those that are", async () => {
    const versions = "2025-11-25, 2025-06-18, 2025-03-26, 2024-11-05, 2024-10-07";
    const message = `Bad Request: Unsupported protocol version: 1999-01-01 (supported versions: ${versions})`;
    const answer = await legacyRequest(world, "ping", undefined, { headers: { "mcp-protocol-version": "1999-01-01" } });
    expect(answer).toEqual({
      status: 400,
      headers: json,
      body: { jsonrpc: "2.0", id: null, error: { code: -32000, message } },
    });
  });

  test.each(["2099-01-01", "2025-11-25"])("modern: %s is 400 and -32022, with what is supported", async (version) => {
    const answer = await modernRequest(
      world,
      "tools/list",
      {},
      {
        headers: { "mcp-protocol-version": version },
        meta: { ...modernMeta, "io.modelcontextprotocol/protocolVersion": version },
      },
    );
    const message = `Unsupported protocol version: ${version}`;
    const data = { supported: ["2026-07-28"], requested: version };
    expect(answer).toEqual({
      status: 400,
      headers: json,
      body: { jsonrpc: "2.0", id: 1, error: { code: -32022, message, data } },
    });
  });

  test("modern: another version in the header than in the body, and none, are 400 and -32020", async () => {
    const body = "the body envelope names protocol version 2026-07-28 but the";
    const other = await modernRequest(world, "tools/list", {}, { headers: { "mcp-protocol-version": "2025-11-25" } });
    expect(other).toEqual(mismatch("2025-11-25", `${body} MCP-Protocol-Version header names 2025-11-25`));
    const none = await modernRequest(world, "tools/list", {}, { headers: { "mcp-protocol-version": undefined } });
    expect(none).toEqual(mismatch("(missing)", `${body} required MCP-Protocol-Version header is absent`));
  });
});

describe("T9 modern: Mcp-Method and Mcp-Name mirror the body", () => {
  const name = "test_simple_text";
  const encoded = Buffer.from(name).toString("base64");
  const inBase64 = (text: string): string => `=?base64?${text}?=`;
  const callWith = (headers: Readonly<Record<string, string | undefined>>): Promise<RawAnswer> =>
    modernRequest(world, "tools/call", { name }, { headers });
  const badBase64 = "the Mcp-Name header carries an invalid Base64 sentinel value";

  test.each([
    {
      rule: "no Mcp-Method",
      headers: { "mcp-method": undefined },
      want: mismatch("(missing)", "the body names method tools/call but the required Mcp-Method header is absent"),
    },
    {
      rule: "another Mcp-Method",
      headers: { "mcp-method": "tools/list" },
      want: mismatch("tools/list", "the body names method tools/call but the Mcp-Method header names tools/list"),
    },
    {
      rule: "values are case-sensitive",
      headers: { "mcp-method": "Tools/Call" },
      want: mismatch("Tools/Call", "the body names method tools/call but the Mcp-Method header names Tools/Call"),
    },
    {
      rule: "no Mcp-Name",
      headers: { "mcp-name": undefined },
      want: mismatch("(missing)", `the body carries params.name="${name}" but the required Mcp-Name header is absent`),
    },
    {
      rule: "another Mcp-Name",
      headers: { "mcp-name": "create_note" },
      want: mismatch(
        "create_note",
        `the body carries params.name="${name}" but the Mcp-Name header names "create_note"`,
      ),
    },
    { rule: "no Base64", headers: { "mcp-name": inBase64("%%%") }, want: mismatch(inBase64("%%%"), badBase64) },
    {
      rule: "Base64 without its padding",
      headers: { "mcp-name": inBase64(encoded.replace(/=+$/u, "")) },
      want: mismatch(inBase64(encoded.replace(/=+$/u, "")), badBase64),
    },
  ])("$rule: 400 and -32020", async ({ headers, want }) => {
    expect(await callWith(headers)).toEqual(want);
  });

  test("a name may come in Base64, and header names in any case", async () => {
    const served = result({ ...greeting, ...modernPart });
    expect(await callWith({ "mcp-name": inBase64(encoded) })).toEqual(served);
    expect(await callWith({ "mcp-name": undefined, "MCP-NAME": name })).toEqual(served);
  });
});

test("T10 no tool asks for an Mcp-Param header: a document cannot bring the annotation in", async () => {
  const tools = await listTools("modern");
  expect(JSON.stringify(tools)).not.toContain('x-mcp-header":');
  expect(tools.find(({ name }) => name === "test_x_mcp_header")?.inputSchema).toEqual({
    type: "object",
    properties: { region: { type: "string" } },
    required: ["region"],
    additionalProperties: false,
  });
});

describe("T11 an unknown method: -32601; modern: with HTTP 404", () => {
  test.each(["of/another-day", "resources/list", "prompts/list", "completion/complete", "logging/setLevel"])(
    "%s",
    async (method) => {
      expect(await ask("legacy", method)).toEqual(error(200, -32601, "Method not found"));
      expect(await ask("modern", method)).toEqual(error(404, -32601, "Method not found"));
    },
  );
});

describe("T12 modern: required _meta is missing or broken: 400 and -32602", () => {
  const { "io.modelcontextprotocol/protocolVersion": version, ...withoutVersion } = modernMeta;

  test.each([
    { rule: "no capabilities", meta: { "io.modelcontextprotocol/protocolVersion": version } },
    { rule: "no version", meta: withoutVersion },
    { rule: "neither", meta: {} },
    { rule: "capabilities that are none", meta: { ...modernMeta, "io.modelcontextprotocol/clientCapabilities": "x" } },
  ])("$rule", async ({ meta }) => {
    const { status, body } = await modernRequest(world, "tools/list", {}, { meta });
    expect({ status, body }).toMatchObject({ status: 400, body: { id: 1, error: { code: -32602 } } });
  });

  test("clientInfo is not required, and more than is known does no harm", async () => {
    const meta = {
      ...modernMeta,
      "io.modelcontextprotocol/clientInfo": { name: "a", version: "1" },
      traceparent: "00-x",
    };
    const served = result({ ...greeting, ...modernPart });
    expect(await modernRequest(world, "tools/call", { name: "test_simple_text" })).toEqual(served);
    expect(await modernRequest(world, "tools/call", { name: "test_simple_text" }, { meta })).toEqual(served);
  });
});

describe("T14, T23 there are no sessions and nothing is remembered", () => {
  test.each(eras)("%s: a session id is neither wanted, echoed nor given", async (era) => {
    const headers = { "mcp-session-id": "of-another-server" };
    const given = era === "modern" ? modernRequest : legacyRequest;
    const answer = await given(world, "tools/call", { name: "test_simple_text" }, { headers });
    expect(answer).toEqual(result({ ...greeting, ...partOf(era) }));
  });

  test("legacy: initialize gives no session, and is not needed before a call", async () => {
    const { headers } = await legacyRequest(world, "initialize", initializeParams("2025-11-25"));
    expect(headers).toEqual(json);
  });
});

describe("T15 initialize", () => {
  test.each(["2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"])(
    "legacy: %s is answered with itself",
    async (version) => {
      expect(await initialize(version)).toEqual(
        result({ protocolVersion: version, capabilities: { tools: {} }, serverInfo, instructions }),
      );
    },
  );

  test.each(["2026-07-28", "1999-01-01"])("legacy: %s is answered with the latest that has it", async (version) => {
    expect(await initialize(version)).toEqual(
      result({ protocolVersion: "2025-11-25", capabilities: { tools: {} }, serverInfo, instructions }),
    );
  });

  test("modern: there is none", async () => {
    expect(await modernRequest(world, "initialize", initializeParams("2026-07-28"))).toEqual(
      error(404, -32601, "Method not found"),
    );
  });

  const initialize = (version: string): Promise<RawAnswer> =>
    legacyRequest(world, "initialize", initializeParams(version), { headers: { "mcp-protocol-version": undefined } });
});

test("T16 ping: legacy is answered {}, modern has none", async () => {
  expect(await ask("legacy", "ping")).toEqual(result({}));
  expect(await ask("modern", "ping")).toEqual(error(404, -32601, "Method not found"));
});

test("T17, T18, T19, L1 server/discover: versions, capabilities, who answers, how long it holds", async () => {
  expect(await ask("modern", "server/discover")).toEqual(
    result({
      supportedVersions: ["2026-07-28"],
      capabilities: { tools: {} },
      instructions,
      ttlMs: 3_600_000,
      cacheScope: "public",
      ...modernPart,
    }),
  );
  expect(await ask("legacy", "server/discover")).toEqual(error(200, -32601, "Method not found"));
});

describe("T18, T19, L2 tools/list", () => {
  test("modern: result type, who answers, and how long it holds", async () => {
    const { body } = await ask("modern", "tools/list");
    const { result: listed } = body as { readonly result: { readonly tools: unknown } };
    expect({ ...listed, tools: [] }).toEqual({ tools: [], ttlMs: 3_600_000, cacheScope: "public", ...modernPart });
  });

  test("both eras and every connection get the same list, in the same order", async () => {
    const lists = await Promise.all([listTools("modern"), listTools("modern"), listTools("legacy")]);
    expect(lists[1]).toEqual(lists[0]);
    expect(lists[2]).toEqual(lists[0]);
    const names = lists[0].map(({ name }) => name);
    expect(names).toEqual(names.toSorted());
  });
});

describe("T20, L15 modern: subscriptions/listen", () => {
  test("is acknowledged with the empty set, since no list changes while the server runs, and ended with a result", async () => {
    const { status, headers, body } = await ask("modern", "subscriptions/listen", {
      notifications: { toolsListChanged: true },
    });
    const subscription = { "io.modelcontextprotocol/subscriptionId": 1 };
    const messages = String(body)
      .split("\n\n")
      .filter((event) => event !== "")
      .map((event) => JSON.parse(event.replace("event: message\ndata: ", "")) as unknown);
    expect(status).toBe(200);
    expect(headers).toEqual({
      ...nosniff,
      "content-type": "text/event-stream",
      "cache-control": "no-cache, no-transform",
      // T22
      "x-accel-buffering": "no",
    });
    expect(messages).toEqual([
      {
        jsonrpc: "2.0",
        method: "notifications/subscriptions/acknowledged",
        params: { notifications: {}, _meta: subscription },
      },
      { jsonrpc: "2.0", id: 1, result: { resultType: "complete", _meta: { ...subscription, ...serverMeta } } },
    ]);
  });

  test("needs to say what for", async () => {
    const message = "Invalid params: 'notifications' is required and must be a valid SubscriptionFilter";
    expect(await ask("modern", "subscriptions/listen")).toEqual(error(200, -32602, message));
  });
});

describe("T21 a client that goes away cancels its call", () => {
  test.each(eras)("%s: the API's request ends too", async (era) => {
    const before = { asked: world.api.requests.length, abandoned: world.api.abandoned() };
    const leaving = new AbortController();
    const given = era === "modern" ? modernRequest : legacyRequest;
    const answer = given(world, "tools/call", { name: "wait_for_ever" }, { signal: leaving.signal });
    await expect.poll(() => world.api.requests.length).toBe(before.asked + 1);
    leaving.abort();
    await expect(answer).rejects.toThrow("aborted");
    await expect.poll(() => world.api.abandoned()).toBe(before.abandoned + 1);
  });
});

test("T22 modern: Last-Event-ID is ignored", async () => {
  const headers = { "last-event-id": "5" };
  const answer = await modernRequest(world, "tools/call", { name: "test_simple_text" }, { headers });
  expect(answer).toEqual(result({ ...greeting, ...modernPart }));
});

describe("T24 what is no message is refused with the codes of JSON-RPC", () => {
  const notMessage = "Bad Request: the request body is not a valid JSON-RPC message";

  test.each([
    { rule: "no JSON", body: "{nope", want: refused(400, -32700, "The body is not JSON.") },
    { rule: "no object", body: "5", want: refused(400, -32600, "The body is not a JSON-RPC message.") },
    {
      rule: "deeper than 64",
      body: "[".repeat(65) + "]".repeat(65),
      want: refused(400, -32600, "The JSON nests deeper than 64."),
    },
    {
      rule: "longer than a mebibyte",
      body: JSON.stringify("x".repeat(1_048_576)),
      want: refused(413, -32600, "The body is longer than 1048576 bytes."),
    },
  ])("$rule", async ({ body, want }) => {
    expect(await post(body)).toEqual(want);
  });

  test("no JSON-RPC 2.0, an id of null, a method that is no text", async () => {
    const invalid = (id: number | null): object => ({
      status: 400,
      headers: json,
      body: { jsonrpc: "2.0", id, error: { code: -32600, message: notMessage } },
    });
    expect(await post({ id: 1, method: "ping" })).toEqual(invalid(1));
    expect(await post({ jsonrpc: "1.0", id: 1, method: "ping" })).toEqual(invalid(1));
    expect(await post({ jsonrpc: "2.0", id: null, method: "ping" })).toEqual(invalid(null));
    expect(await post({ jsonrpc: "2.0", id: 1, method: 5 })).toEqual(invalid(null));
  });

  test("another content type, and a compressed body", async () => {
    const body = { jsonrpc: "2.0", id: 1, method: "ping" };
    expect(await post(body, { "content-type": "text/plain" })).toEqual(
      refused(415, -32600, "Content-Type must be application/json."),
    );
    expect(await post(body, { "content-encoding": "gzip" })).toEqual(
      refused(415, -32600, "Content-Encoding is not supported: send the JSON as it is."),
    );
  });

  test("an id comes back as it was, text or number", async () => {
    for (const id of ["a", "", 0, -1, 9_007_199_254_740_991]) {
      expect(await post({ jsonrpc: "2.0", id, method: "ping" })).toEqual({
        status: 200,
        headers: json,
        body: { jsonrpc: "2.0", id, result: {} },
      });
    }
  });
});

describe("L3 to L9 a tool as it is listed", () => {
  test("names, titles, schemas and all four hints", async () => {
    for (const tool of await listTools("modern")) {
      expect(Object.keys(tool)).toEqual(["name", "title", "description", "inputSchema", "annotations"]);
      expect(tool.name).toMatch(/^[a-zA-Z0-9_-]{1,64}$/u);
      expect(tool.inputSchema).toMatchObject({ type: "object", additionalProperties: false });
      expect(externalReferences(tool.inputSchema)).toEqual([]);
    }
  });

  test.each([
    { name: "test_simple_text", method: "GET", hints: [true, false, true, true] },
    { name: "create_note", method: "POST", hints: [false, true, false, true] },
    { name: "replace_note", method: "PUT", hints: [false, true, true, true] },
    { name: "delete_note", method: "DELETE", hints: [false, true, true, true] },
  ])("$method: read-only, destructive, idempotent, open world are $hints", async ({ name, hints }) => {
    const tool = (await listTools("legacy")).find((listed) => listed.name === name);
    const [readOnlyHint, destructiveHint, idempotentHint, openWorldHint] = hints;
    expect(tool?.annotations).toEqual({ readOnlyHint, destructiveHint, idempotentHint, openWorldHint });
  });

  test("L4 a tool without arguments takes an empty object, or none", async () => {
    const tool = (await listTools("modern")).find(({ name }) => name === "test_simple_text");
    expect(tool?.inputSchema).toEqual({ type: "object", properties: {}, additionalProperties: false });
    expect(await call("modern", "test_simple_text", {})).toEqual(result({ ...greeting, ...modernPart }));
  });
});

test("L8 structured content is repeated as text; legacy wants an object, modern takes any JSON", async () => {
  const content = [{ type: "text", text: "[1,2,3]" }];
  expect(await call("legacy", "list_numbers")).toEqual(result({ content, structuredContent: { result: [1, 2, 3] } }));
  expect(await call("modern", "list_numbers")).toEqual(
    result({ content, structuredContent: [1, 2, 3], ...modernPart }),
  );
});

describe.each(eras)("results hold what the API sent, by its media type, %s", (era) => {
  test.each([
    { name: "test_image_content", content: { type: "image", mimeType: "image/png", data: pixelPng } },
    { name: "test_audio_content", content: { type: "audio", mimeType: "audio/wav", data: silenceWav } },
  ])("$name", async ({ name, content }) => {
    expect(await call(era, name)).toEqual(result({ content: [content], ...partOf(era) }));
  });

  test("test_embedded_resource", async () => {
    const { body } = await call(era, "test_embedded_resource");
    expect(body).toEqual({
      jsonrpc: "2.0",
      id: 1,
      result: {
        content: [
          {
            type: "resource",
            resource: {
              uri: expect.stringMatching(/^tool-answer:\/test_embedded_resource\/[0-9a-f]{16}$/u) as string,
              mimeType: "application/pdf",
              blob: leafletPdf,
            },
          },
        ],
        ...partOf(era),
      },
    });
  });

  test("test_multiple_content_types: one block per part", async () => {
    const uri = expect.stringMatching(/^tool-answer:\/test_multiple_content_types\/[0-9a-f]{16}$/u) as string;
    const data = '{"test":"data","value":123}';
    expect(await call(era, "test_multiple_content_types")).toEqual(
      result({
        content: [
          { type: "text", text: "Multiple content types test:" },
          { type: "image", mimeType: "image/png", data: pixelPng },
          { type: "resource", resource: { uri, mimeType: "application/json", text: data } },
        ],
        ...partOf(era),
      }),
    );
  });
});

test.each(eras)("L10 %s: an unknown cursor is -32602", async (era) => {
  const message = "Unknown cursor: the list has one page.";
  expect(await ask(era, "tools/list", { cursor: "x" })).toEqual(error(200, -32602, message));
});

describe.each(eras)("L11 %s: an unknown tool is -32602", (era) => {
  test.each(["nothing_like_it", "__proto__", "constructor", "toString"])("%s", async (name) => {
    expect(await call(era, name)).toEqual(error(200, -32602, `Unknown tool: ${name}.`));
  });

  test("names are case-sensitive", async () => {
    const message = "Unknown tool: Test_Simple_Text. Did you mean test_simple_text?";
    expect(await call(era, "Test_Simple_Text")).toEqual(error(200, -32602, message));
  });
});

describe.each(eras)("L12, L14 %s: arguments are validated, and what is wrong is a tool error", (era) => {
  test("all that is wrong at once, and the API is not asked", async () => {
    const before = world.api.requests.length;
    const { status, body } = await call(era, "create_note", { text: "x".repeat(21), stars: "five", x: 1 });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      id: 1,
      result: {
        isError: true,
        structuredContent: {
          error: {
            code: "invalid_arguments",
            problems: [{ argument: "text" }, { argument: "stars" }, { argument: "x" }],
          },
        },
        ...partOf(era),
      },
    });
    expect(world.api.requests.length).toBe(before);
  });

  test("arguments that are no object are no request", async () => {
    const { status, body } = await ask(era, "tools/call", { name: "create_note", arguments: [1] });
    expect({ status, body }).toMatchObject({ status: 200, body: { id: 1, error: { code: -32602 } } });
  });
});

test.each(eras)("L13 %s: the API's failure is a tool error", async (era) => {
  const message = "The API answered 404 Not Found: Not possible: There is no such note.";
  const body = { title: "Not possible", status: 404, detail: "There is no such note." };
  expect(await call(era, "delete_note", { id: "n9" })).toEqual(
    result({
      isError: true,
      content: [{ type: "text", text: message }],
      structuredContent: { error: { code: "upstream_error", message, status: 404, body } },
      ...partOf(era),
    }),
  );
});

describe("L14 calls are limited, and need their scopes", () => {
  test.each(eras)("%s: the eleventh call in flight of one caller is 429", async (era) => {
    const leaving = new AbortController();
    const before = world.api.requests.length;
    const given = era === "modern" ? modernRequest : legacyRequest;
    const held = Array.from({ length: 10 }, () =>
      given(world, "tools/call", { name: "wait_for_ever" }, { signal: leaving.signal }).catch(() => {}),
    );
    await expect.poll(() => world.api.requests.length).toBe(before + 10);
    const answer = await call(era, "test_simple_text");
    leaving.abort();
    await Promise.all(held);
    expect(answer).toEqual({
      status: 429,
      headers: { ...json, "retry-after": "1" },
      body: {
        jsonrpc: "2.0",
        id: 1,
        error: { code: -32600, message: "You have too many calls in flight, 10 are allowed: wait for one to end." },
      },
    });
    // The places are given back.
    await expect.poll(async () => (await call(era, "test_simple_text")).status).toBe(200);
  });

  test.each(eras)("%s: a call without its scope is 403, and the API is not asked", async (era) => {
    const before = world.api.requests.length;
    const reader = await world.issuer.mint(resource, "fixtures:read");
    const given = era === "modern" ? modernRequest : legacyRequest;
    const params = { name: "create_note", arguments: { text: "x" } };
    const { status, headers } = await given(world, "tools/call", params, {
      headers: { authorization: `Bearer ${reader}` },
    });
    expect(status).toBe(403);
    expect(headers["www-authenticate"]).toMatch(/error="insufficient_scope".*scope="fixtures:write"/u);
    expect(world.api.requests.length).toBe(before);
  });
});

interface ListedTool {
  readonly name: string;
  readonly inputSchema: object;
  readonly annotations: object;
}

async function listTools(era: Era): Promise<readonly ListedTool[]> {
  const { body } = await ask(era, "tools/list");
  return (body as { readonly result: { readonly tools: readonly ListedTool[] } }).result.tools;
}

function initializeParams(protocolVersion: string): Record<string, unknown> {
  return { protocolVersion, capabilities: {}, clientInfo: { name: "raw", version: "1" } };
}

/** `$ref`s of a schema that lead out of it. */
function externalReferences(schema: unknown): readonly string[] {
  if (typeof schema !== "object" || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]) =>
    key === "$ref" && typeof value === "string" && !value.startsWith("#/$defs/") ? [value] : externalReferences(value),
  );
}
