import { expect, test } from "vitest";
import { toResponse } from "../../templates/src/runtime/answer.ts";
import { RuntimeError } from "../../templates/src/runtime/errors.ts";
import { handleRequest, type RequestParts } from "../../templates/src/runtime/handle-request.ts";
import { fromWebRequest } from "../../templates/src/runtime/incoming-request.ts";
import { createWorld, type LoggedLine, recordingLog } from "./toy-world.ts";

/** Parts of which only one document is served, by a function that fails. */
function failingParts(error: Error, lines: LoggedLine[]): RequestParts {
  const parts: Partial<RequestParts> = {
    directory: {
      routeOf: () => ({ route: "authorization_server_metadata" }),
      resourceOf: () => {
        throw error;
      },
      ready: async () => true,
    },
    config: { allowedHosts: ["x.example"], allowedOrigins: [] },
    log: recordingLog(lines),
    now: () => 0,
  };
  return parts as RequestParts;
}

test("a request whose URL is none, as Bun makes of a strange Host header: 400, not an error for the host", async () => {
  const world = createWorld();
  const request = new Request("https://pets.example/mcp");
  Object.defineProperty(request, "url", { value: "http://a@:b/mcp" });
  const response = await world.handler.fetch(request);
  expect([response.status, await response.json()]).toEqual([
    400,
    { error: "bad_request", message: "The request line or the Host header is not valid." },
  ]);
});

test.each([
  [new TypeError("password=hunter2"), "internal", { error: "TypeError" }],
  [
    new RuntimeError("gate_missing", "no verified caller"),
    "gate_missing",
    { error: "RuntimeError", code: "gate_missing", reason: "no verified caller" },
  ],
])("a fault of the server, %s: 500 that tells nothing, and a log line that does", async (error, outcome, fields) => {
  const lines: LoggedLine[] = [];
  const request = fromWebRequest(new Request("https://x.example/secret-path?q=secret"));
  const response = toResponse(await handleRequest(request, failingParts(error, lines)));
  expect([response.status, await response.json()]).toEqual([
    500,
    { jsonrpc: "2.0", id: null, error: { code: -32603, message: "The server failed to answer." } },
  ]);
  const requestId = expect.any(String);
  expect(lines).toEqual([
    {
      level: "error",
      message: "a request failed in the server itself",
      requestId,
      stack: expect.any(String),
      ...fields,
    },
    {
      level: "info",
      message: "request",
      requestId,
      method: "GET",
      route: "authorization_server_metadata",
      status: 500,
      durationMs: 0,
      outcome,
    },
  ]);
  expect(JSON.stringify(lines)).not.toMatch(/hunter2|secret/);
});
