import { describe, expect, test } from "vitest";
import { answersOf } from "../../../templates/src/runtime/hosts/message-answers.ts";
import { requestOfMessage } from "../../../templates/src/runtime/hosts/message-request.ts";

const sender = { endpoint: "https://pets.example/tools/mcp", token: "t0ken" };
const signal = new AbortController().signal;
const modern = { _meta: { "io.modelcontextprotocol/protocolVersion": "2026-07-28" } };
const usual = {
  accept: "application/json, text/event-stream",
  authorization: "Bearer t0ken",
  "content-type": "application/json",
};

describe("requestOfMessage", () => {
  test.each([
    ["a message before initialize", { method: "ping" }, undefined, {}],
    ["one after it", { method: "ping" }, "2025-06-18", { "mcp-protocol-version": "2025-06-18" }],
    [
      "a call of 2026-07-28, which names its own revision",
      { method: "tools/call", params: { ...modern, name: "list_pets" } },
      "2025-06-18",
      { "mcp-protocol-version": "2026-07-28", "mcp-method": "tools/call", "mcp-name": "list_pets" },
    ],
    [
      "a read of it",
      { method: "resources/read", params: { ...modern, uri: "slipway://x", name: "other" } },
      undefined,
      { "mcp-protocol-version": "2026-07-28", "mcp-method": "resources/read", "mcp-name": "slipway://x" },
    ],
    [
      "a name that a header cannot hold",
      { method: "tools/call", params: { ...modern, name: "pé\r\nx" } },
      undefined,
      { "mcp-protocol-version": "2026-07-28", "mcp-method": "tools/call", "mcp-name": "=?base64?cMOpDQp4?=" },
    ],
  ])("%s", async (_what, message, revision, headers) => {
    const sent = { jsonrpc: "2.0", id: 1, ...message } as const;
    const request = requestOfMessage(sent, sender, { revision, signal });
    expect(Object.fromEntries(request.headers)).toEqual({ ...usual, ...headers });
    expect([request.method, request.url, await request.json()]).toEqual(["POST", sender.endpoint, sent]);
  });
});

async function collect(response: Response, method = "tools/call", params: object = {}): Promise<unknown[]> {
  const answers: unknown[] = [];
  const message = { jsonrpc: "2.0", id: 5, method, params: { ...params } } as const;
  for await (const answer of answersOf(response, message)) answers.push(answer);
  return answers;
}

describe("answersOf", () => {
  const refused = { error: "insufficient_scope", error_description: "needs the scope pets:write" };
  const text = [{ type: "text", text: "needs the scope pets:write" }];

  test("gives progress and the result of a stream as they come", async () => {
    const events = [
      { jsonrpc: "2.0", method: "notifications/progress" },
      { jsonrpc: "2.0", id: 5, result: {} },
    ];
    const body = events.map((event) => `event: message\ndata: ${JSON.stringify(event)}\n\n`).join("");
    const stream = new Response(body, { headers: { "content-type": "text/event-stream" } });
    expect(await collect(stream)).toEqual(events);
  });

  test.each([
    ["a refused call is a tool's error", "tools/call", {}, { result: { isError: true, content: text } }],
    ["of 2026-07-28 too", "tools/call", modern, { result: { isError: true, content: text, resultType: "complete" } }],
    [
      "another refused request is an error",
      "tools/list",
      {},
      { error: { code: -32600, message: "needs the scope pets:write" } },
    ],
  ])("%s", async (_what, method, params, answer) => {
    expect(await collect(Response.json(refused, { status: 403 }), method, params)).toEqual([
      { jsonrpc: "2.0", id: 5, ...answer },
    ]);
  });

  test("an error without an id gets that of the request, and keeps its code", async () => {
    const error = { code: -32603, message: "The server is busy: try again in a moment." };
    expect(await collect(Response.json({ jsonrpc: "2.0", id: null, error }, { status: 503 }))).toEqual([
      { jsonrpc: "2.0", id: 5, error },
    ]);
  });
});
