import { describe, expect, it } from "vitest";
import type { CallToolResult } from "@modelcontextprotocol/server";
import { fetchTransport } from "../../../templates/src/runtime/upstream/transport.ts";
import { defineTool } from "../../../templates/src/runtime/define-tool.ts";
import { defaultLimits } from "../../../templates/src/runtime/limits.ts";
import { createCallDependencies } from "../../../templates/src/runtime/mcp/call-dependencies.ts";
import type { CallOptions } from "../../../templates/src/runtime/mcp/call-dependencies.ts";
import { callTool } from "../../../templates/src/runtime/mcp/call-tool.ts";
import type {
  ApiAnswer,
  Caller,
  CallContext,
  Tool,
  ToolDefinition,
} from "../../../templates/src/runtime/surface-types.ts";
import { multipartReaders } from "../../../templates/src/runtime/upstream/read-multipart.ts";
import { ArgumentError, UpstreamError } from "../../../templates/src/runtime/upstream/upstream-error.ts";

const TOKEN = "CANARY-eyJhbGciOi/J+.payload.sig";
const caller: Caller = {
  issuer: "https://as.example",
  subject: "alice",
  scopes: new Set(["a"]),
  expiresAt: 1,
  token: TOKEN,
};

function toolWith(more: Partial<ToolDefinition> = {}): Tool {
  return defineTool<object, unknown>({
    name: "get_berth",
    title: "Get a berth",
    description: "",
    service: "berths",
    annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true },
    scopes: [],
    inputSchema: { type: "object", properties: { id: { type: "string" } }, additionalProperties: false },
    operation: {
      method: "GET",
      path: "/berths",
      parameters: [{ argument: "id", name: "id", in: "query", style: "form", explode: true }],
      responses: { "200": ["application/json", "*/*"], default: ["*/*"] },
    },
    ...more,
  });
}

interface Outcome {
  readonly result: CallToolResult;
  readonly requests: readonly Request[];
  readonly log: readonly unknown[][];
}
interface Given extends Partial<CallOptions> {
  readonly args?: unknown;
  readonly tool?: Tool;
  readonly limits?: object;
  readonly signal?: AbortSignal;
}

async function call(answer: Response | (() => Promise<Response>), given: Given = {}): Promise<Outcome> {
  const requests: Request[] = [];
  const log: unknown[][] = [];
  const note =
    (level: string) =>
    (message: string, fields?: object): void =>
      void log.push([level, message, fields]);
  const deps = createCallDependencies({
    config: {
      apiBaseUrl: new URL("https://api.example/v1"),
      origins: new Map(),
      limits: { ...defaultLimits, ...given.limits },
    },
    hooks: given.hooks ?? {},
    transport: fetchTransport(async (input, init) => {
      requests.push(new Request(input, init));
      return answer instanceof Response ? answer : answer();
    }),
    log: { debug: note("debug"), info: note("info"), warn: note("warn"), error: note("error") },
    answerReaders: multipartReaders,
  });
  const result = (await callTool(
    given.tool ?? toolWith(),
    given.args ?? {},
    { caller, signal: given.signal ?? new AbortController().signal },
    deps,
  )) as CallToolResult;
  expect(JSON.stringify([result, log])).not.toContain("CANARY");
  return { result, requests, log };
}
async function resultOf(
  body: BodyInit | null,
  contentType?: string,
  init: ResponseInit = {},
  given: Given = {},
): Promise<CallToolResult> {
  const response = new Response(body, init);
  response.headers.delete("content-type");
  if (contentType !== undefined) response.headers.set("content-type", contentType);
  return (await call(response, given)).result;
}
const text = (value: string): CallToolResult => ({ content: [{ type: "text", text: value }] });

describe("success answers", () => {
  it.each(["application/json", "application/json; charset=utf-8", "application/vnd.harbour+json", "APPLICATION/JSON"])(
    "JSON: %s",
    async (type) => {
      expect(await resultOf('{ "a": [1, "x y"] }\n', type)).toEqual({
        content: [{ type: "text", text: '{"a":[1,"x y"]}' }],
        structuredContent: { a: [1, "x y"] },
      });
    },
  );

  it.each([
    ["[1]", [1]],
    ['"x"', "x"],
    ["null", null],
    ["0", 0],
  ])("JSON that is no object: %s", async (body, value) => {
    expect(await resultOf(body, "application/json")).toEqual({
      content: [{ type: "text", text: body }],
      structuredContent: value,
    });
  });

  it("keeps every digit in the text", async () => {
    const { content } = await resultOf('{"id": 12345678901234567890, "n": 1.10}', "application/json");
    expect(content).toEqual([{ type: "text", text: '{"id":12345678901234567890,"n":1.10}' }]);
  });

  it.each([
    ["hello, world", "text/plain", "hello, world"],
    ["a,b\r\n1,2\r\n", "text/csv", "a,b\r\n1,2\r\n"],
    ["<a/>", "application/xml", "<a/>"],
    ["<svg/>", "image/svg+xml", "<svg/>"],
    ["plain", undefined, "plain"],
    ["a\u0000\u001B[31mb\u202Ec\u{E0041}d\te\u200Df", "text/plain", "a[31mbcd\te\u200Df"],
  ])("text: %j as %s", async (body, type, want) => {
    expect(await resultOf(body, type)).toEqual(text(want));
  });

  it("text in another charset", async () => {
    expect(await resultOf(new Uint8Array([0xe9, 0x80]), "text/plain; charset=windows-1252")).toEqual(text("é€"));
    expect(await resultOf(new Uint8Array([0xff, 0xfe, 0xe9, 0]), "text/csv")).toEqual(text("é"));
    expect(await resultOf("é", 'text/html; charset="no-such"')).toEqual(text("é"));
  });

  it("hidden characters in JSON are shown as escapes, the values stay", async () => {
    expect(await resultOf('{"a":"x\u202Ey"}', "application/json")).toEqual({
      content: [{ type: "text", text: '{"a":"x\\u202ey"}' }],
      structuredContent: { a: "x\u202Ey" },
    });
  });

  it.each([undefined, "application/octet-stream", "text/plain", "binary/octet-stream"])(
    "JSON that does not say so, as %s",
    async (type) => {
      const tool = toolWith({ operation: { ...toolWith().operation, responses: { "200": ["application/json"] } } });
      expect(await resultOf('{"a":1}', type, {}, { tool })).toEqual({
        content: [{ type: "text", text: '{"a":1}' }],
        structuredContent: { a: 1 },
      });
    },
  );

  it("bytes that the document declares as such stay bytes", async () => {
    const tool = toolWith({
      operation: { ...toolWith().operation, responses: { "200": ["application/octet-stream"] } },
    });
    const { content } = await resultOf("[1]", "application/octet-stream", {}, { tool });
    expect(content.map(({ type }) => type)).toEqual(["resource"]);
  });

  it("images and audio", async () => {
    const bytes = new Uint8Array([0x89, 0x50, 0xff]);
    expect(await resultOf(bytes, "image/png; q=1")).toEqual({
      content: [{ type: "image", data: "iVD/", mimeType: "image/png" }],
    });
    expect(await resultOf(bytes, "audio/wav")).toEqual({
      content: [{ type: "audio", data: "iVD/", mimeType: "audio/wav" }],
    });
  });

  it("other bytes are a resource with a stable URI of our own", async () => {
    const want = {
      type: "resource",
      resource: { uri: "tool-answer:/get_berth/ae4b3280e56e2faf", mimeType: "application/pdf", blob: "AQIDBA==" },
    };
    expect(await resultOf(new Uint8Array([1, 2, 3, 4]), "application/pdf")).toEqual({
      content: [
        {
          ...want,
          resource: { ...want.resource, uri: expect.stringMatching(/^tool-answer:\/get_berth\/[0-9a-f]{16}$/) },
        },
      ],
    });
    const big = new Uint8Array(100_000).fill(7);
    expect(await resultOf(big, "application/zip")).toEqual(await resultOf(big, "application/zip"));
  });

  it.each([
    [204, null, "The API answered 204 No Content, without a body."],
    [200, "", "The API answered 200 OK, without a body."],
    [202, " \n", "The API answered 202 Accepted, without a body."],
  ])("%s without a body", async (status, body, want) => {
    expect(await resultOf(body, "application/json", { status })).toEqual(text(want));
  });

  it("a deep answer is passed on as text, whole", async () => {
    const deep = `${"[".repeat(65)}1${"]".repeat(65)}`;
    expect(await resultOf(deep, "application/json")).toEqual({
      content: [
        { type: "text", text: "The API's answer nests deeper than 64 levels. It follows as JSON text only." },
        { type: "text", text: deep },
      ],
    });
    const fits = deep.slice(1, -1);
    expect((await resultOf(fits, "application/json")).structuredContent).toEqual(JSON.parse(fits));
    const abyss = `${'{"a":'.repeat(200_000)}1${"}".repeat(200_000)}`;
    const limits = { maxResultTokens: 10_000_000 };
    const { content } = await resultOf(abyss, "application/json", {}, { limits });
    expect(content[1]).toEqual({ type: "text", text: abyss });
  });

  it("a multipart answer is one block per part", async () => {
    const body = [
      "--b\r\n\r\nhello\r\n",
      "--b\r\nContent-Type: image/png\r\n\r\n\x89P\r\n",
      '--b\r\ncontent-type: application/json\r\n\r\n{"test":"data"}\r\n--b--\r\n',
    ].join("");
    const bytes = Uint8Array.from(body, (character) => character.charCodeAt(0));
    expect(await resultOf(bytes, 'multipart/mixed; boundary="b"')).toEqual({
      content: [
        { type: "text", text: "hello" },
        { type: "image", data: "iVA=", mimeType: "image/png" },
        {
          type: "resource",
          resource: {
            uri: expect.stringMatching(/^tool-answer:/),
            mimeType: "application/json",
            text: '{"test":"data"}',
          },
        },
      ],
    });
  });
});

describe("error answers", () => {
  const error = async (
    status: number,
    body: BodyInit | null,
    contentType?: string,
    headers: Record<string, string> = {},
  ): Promise<unknown> => {
    const response = new Response(body, { status, headers });
    if (contentType !== undefined) response.headers.set("content-type", contentType);
    const { result } = await call(response);
    expect(result.isError).toBe(true);
    const { error: found } = result.structuredContent as { error: { message: string } };
    expect(result.content).toEqual([{ type: "text", text: found.message }]);
    return found;
  };

  it("problem details", async () => {
    const body = {
      type: "https://example.com/p",
      title: "Out of credit",
      status: 403,
      detail: "Balance is 30.",
      balance: 30,
    };
    expect(await error(403, JSON.stringify(body), "application/problem+json")).toEqual({
      code: "upstream_forbidden",
      status: 403,
      body,
      message: [
        "The API answered 403 Forbidden: Out of credit: Balance is 30.",
        "The API does not allow this user to do this. Calling again will not help.",
        `Its body: ${JSON.stringify(body)}`,
      ].join("\n"),
    });
  });

  it.each([
    [400, { message: "Bad id" }, "The API answered 400 Bad Request: Bad id"],
    [
      404,
      { error: "not_found", error_description: "No such berth" },
      "The API answered 404 Not Found: not_found: No such berth",
    ],
    [
      402,
      { error: { message: "Card declined", type: "card_error" } },
      'The API answered 402 Payment Required: Card declined\nIts body: {"error":{"message":"Card declined","type":"card_error"}}',
    ],
    [
      422,
      { errors: [{ field: "a" }] },
      'The API answered 422 Unprocessable Content.\nIts body: {"errors":[{"field":"a"}]}',
    ],
    [599, ["x"], 'The API answered 599.\nIts body: ["x"]'],
  ])("%s with %j", async (status, body, message) => {
    expect(await error(status, JSON.stringify(body), "application/json")).toEqual({
      code: "upstream_error",
      status,
      body,
      message,
    });
  });

  it("401 is the API's, with advice", async () => {
    expect(await error(401, null, undefined, { "www-authenticate": `Bearer realm="${TOKEN}"` })).toEqual({
      code: "upstream_unauthorized",
      status: 401,
      message:
        "The API answered 401 Unauthorized.\nThis server accepted the caller's token, the API did not. Signing in again may help; otherwise the operator must check that the API accepts tokens of this issuer and audience.",
    });
  });

  it.each([
    [429, "7", "upstream_rate_limited", 7],
    [503, "0", "upstream_error", 0],
    [503, new Date(Date.now() - 60_000).toUTCString(), "upstream_error", 0],
  ])("%s with Retry-After %s", async (status, value, code, retryAfter) => {
    expect(await error(status, null, undefined, { "retry-after": value })).toMatchObject({ code, status, retryAfter });
  });

  it("a Retry-After that is neither is left out", async () => {
    expect(await error(429, null, undefined, { "retry-after": "soon-ish" })).toEqual({
      code: "upstream_rate_limited",
      status: 429,
      message: "The API answered 429 Too Many Requests.",
    });
  });

  it("an HTML page is named, not shown; broken JSON is shown as text; bytes are named", async () => {
    expect(await error(502, "<html><title> Bad gateway </title>...</html>", "text/html")).toEqual({
      code: "upstream_error",
      status: 502,
      message: 'The API answered 502 Bad Gateway.\nIts body is an HTML page titled "Bad gateway", which is not shown.',
    });
    expect(await error(500, '{"a":', "application/json")).toMatchObject({
      message: 'The API answered 500 Internal Server Error.\nIts body: {"a":',
    });
    expect(await error(500, new Uint8Array([1]), "application/pdf")).toMatchObject({
      message: "The API answered 500 Internal Server Error.\nIts body is application/pdf, which is not shown.",
    });
  });

  it("a long or deep body is cut and not repeated as data", async () => {
    const long = JSON.stringify({ text: "x".repeat(5000) });
    expect(await error(500, long, "application/json")).toEqual({
      code: "upstream_error",
      status: 500,
      message: `The API answered 500 Internal Server Error.\nIts body: ${long.slice(0, 4000)}... (cut, 5011 characters in all)`,
    });
    const deep = "[".repeat(100) + "]".repeat(100);
    expect(await error(500, deep, "application/json")).toEqual({
      code: "upstream_error",
      status: 500,
      message: `The API answered 500 Internal Server Error.\nIts body: ${deep}`,
    });
  });

  it("JSON that is cut, or is not JSON, in a success answer", async () => {
    for (const body of ['{"a":[1,', "<html>"]) {
      expect((await call(new Response(body, { headers: { "content-type": "application/json" } }))).result).toEqual({
        isError: true,
        content: [{ type: "text", text: "The API's answer says it is JSON, but it is cut off or not JSON." }],
        structuredContent: {
          error: {
            code: "upstream_bad_response",
            status: 200,
            message: "The API's answer says it is JSON, but it is cut off or not JSON.",
          },
        },
      });
    }
  });

  it.each(["--b\r\n\r\nx", "nothing", "--b\r\nno blank line\r\n--b--", ""])("broken multipart: %j", async (body) => {
    const { result } = await call(
      new Response(`${body} `, { headers: { "content-type": "multipart/mixed; boundary=b" } }),
    );
    expect(result.structuredContent).toMatchObject({ error: { code: "upstream_bad_response" } });
  });
});

describe("the caller's token", () => {
  it("goes to the API and comes back in nothing", async () => {
    const escaped = TOKEN.replaceAll("/", "\\/");
    for (const [status, type, body] of [
      [200, "application/json", `{"a":"Bearer ${TOKEN}","b":"${escaped}"}`],
      [200, "text/plain", `x ${TOKEN} y`],
      [200, "application/pdf", `x ${TOKEN} y`],
      [200, undefined, TOKEN],
      [200, "multipart/mixed; boundary=b", `--b\r\n\r\n${TOKEN}\r\n--b--`],
      [500, "application/json", `{"message":"${TOKEN}"}`],
      [400, "text/html", `<title>${TOKEN}</title>`],
    ] as const) {
      const response = new Response(body, { status });
      response.headers.delete("content-type");
      if (type !== undefined) response.headers.set("content-type", type);
      const { result, requests } = await call(response);
      const everything = JSON.stringify(result, (_, value: unknown) =>
        typeof value === "string" && /^[\w+/=]{20,}$/.test(value) ? atob(value) : value,
      );
      expect(everything).not.toContain("CANARY");
      expect(requests.map((request) => request.headers.get("authorization"))).toEqual([`Bearer ${TOKEN}`]);
    }
  });

  it("is not given to hooks", async () => {
    let seen: CallContext | undefined;
    const hooks = { get_berth: { before: (input: object, context: CallContext) => ((seen = context), input) } };
    await call(Response.json({}), { hooks });
    expect(Object.getOwnPropertyNames(seen?.caller)).toEqual(["issuer", "subject", "scopes", "expiresAt"]);
  });
});

describe("the way of a call", () => {
  it("wrong arguments never reach the API", async () => {
    const { result, requests, log } = await call(Response.json({}), { args: { Id: 1 } });
    expect(result.isError).toBe(true);
    expect(result.structuredContent).toEqual({
      error: {
        code: "invalid_arguments",
        message: "The arguments of get_berth are not valid.\nId: is unknown. Did you mean id? Allowed: id.",
        problems: [{ argument: "Id", problem: "is unknown. Did you mean id?", allowed: "id." }],
      },
    });
    expect([requests.length, log]).toEqual([0, []]);
  });

  it("hooks change what is sent and what is answered, once each, in order", async () => {
    const hooks = {
      get_berth: {
        before: async (input: { id?: string }) => ({ id: `${input.id}!` }),
        after: (output: { n: number }) => ({ n: output.n + 1 }),
      },
    };
    const { result, requests } = await call(Response.json({ n: 1 }), { hooks, args: { id: "a" } });
    expect(requests.map(({ url }) => url)).toEqual(["https://api.example/v1/berths?id=a%21"]);
    expect(result).toEqual({ content: [{ type: "text", text: '{"n":2}' }], structuredContent: { n: 2 } });
  });

  it.each([
    [{ id: 5 }, "the before hook returned arguments that the tool's schema does not allow: id"],
    [
      { id: "a", "sent?": true },
      "the before hook returned arguments that the tool's schema does not allow: an argument that the tool does not have",
    ],
    [undefined, "the before hook returned nothing; it must return the arguments"],
    ["text", "the before hook returned arguments that the tool's schema does not allow: the arguments as a whole"],
  ])("what before returns must fit the tool's schema, else nothing is sent: %j", async (returned, reason) => {
    const hooks = { get_berth: { before: () => returned } };
    const { result, requests, log } = await call(Response.json({}), { hooks, args: { id: "a" } });
    const message = "get_berth failed inside this server. The operator can find the cause in its log.";
    expect(requests).toEqual([]);
    expect(result).toEqual({
      isError: true,
      content: [{ type: "text", text: message }],
      structuredContent: { error: { code: "internal_error", message } },
    });
    expect(log).toEqual([
      ["error", "A hook in src/custom.ts is wrong: nothing was sent", { tool: "get_berth", reason }],
    ]);
  });

  it("a hook of another tool, or of a name that objects inherit, does not run", async () => {
    const { result } = await call(Response.json({}), {
      hooks: {
        other: {
          before: () => {
            throw new Error("ran");
          },
        },
      },
      tool: toolWith({ name: "toString" }),
    });
    expect(result.isError).toBeUndefined();
  });

  it("a hook may refuse with words of its own", async () => {
    const refusal = new ArgumentError([{ argument: "id", problem: "is not yours." }]);
    const { result } = await call(Response.json({}), {
      hooks: {
        get_berth: {
          before: () => {
            throw refusal;
          },
        },
      },
    });
    expect(result.structuredContent).toMatchObject({
      error: { code: "invalid_arguments", problems: [{ argument: "id", problem: "is not yours." }] },
    });
  });

  it.each([new Error(`db password=hunter2 ${TOKEN}`), "a string", undefined, new RangeError("Maximum call stack")])(
    "an unexpected throw tells nothing: %s",
    async (thrown) => {
      const { result, log } = await call(Response.json({}), {
        hooks: {
          get_berth: {
            after: () => {
              // oxlint-disable-next-line typescript/only-throw-error -- hooks may
              throw thrown;
            },
          },
        },
      });
      const message = "get_berth failed inside this server. The operator can find the cause in its log.";
      expect(result).toEqual({
        isError: true,
        content: [{ type: "text", text: message }],
        structuredContent: { error: { code: "internal_error", message } },
      });
      expect(log.map(([level, line]) => [level, line])).toEqual([["error", "A call failed inside this server"]]);
      expect(JSON.stringify(log)).not.toContain("hunter2");
    },
  );

  it("what a hook returns must be JSON", async () => {
    const { result } = await call(Response.json({}), { hooks: { get_berth: { after: () => ({ n: 1n }) } } });
    expect(result.structuredContent).toMatchObject({ error: { code: "internal_error" } });
  });

  it("connection failures are logged by code and told without address", async () => {
    const cause = Object.assign(new Error("connect ECONNREFUSED 10.0.0.5:443"), { code: "ECONNREFUSED" });
    const { result, log } = await call(() => Promise.reject(new TypeError("fetch failed", { cause })));
    expect(result.structuredContent).toEqual({
      error: { code: "upstream_unreachable", message: "The API could not be reached." },
    });
    expect(log).toEqual([
      [
        "warn",
        "The API did not answer a call with success",
        { tool: "get_berth", code: "upstream_unreachable", cause: "ECONNREFUSED" },
      ],
    ]);
  });

  it("ends in time, whoever hangs", async () => {
    const never = new Promise<never>(() => undefined);
    for (const hooks of [{ get_berth: { before: () => never } }, { get_berth: { after: () => never } }]) {
      const { result } = await call(Response.json({}), { hooks, limits: { callTimeoutMs: 20 } });
      expect(result.structuredContent).toMatchObject({ error: { code: "upstream_timeout" } });
    }
    const { result } = await call(() => never, { limits: { callTimeoutMs: 20 } });
    expect(result.structuredContent).toMatchObject({ error: { code: "upstream_timeout" } });
  });

  it("ends at once when the client is gone", async () => {
    const { result, requests } = await call(() => new Promise<never>(() => undefined), { signal: AbortSignal.abort() });
    expect(result.structuredContent).toEqual({ error: { code: "call_cancelled", message: "The call was cancelled." } });
    expect(requests.length).toBeLessThanOrEqual(1);
  });

  it("a handler of one's own may change the answer, in place or not", async () => {
    for (const change of [
      (answer: ApiAnswer<unknown>) => ({ ...answer, output: { n: 2 } }),
      (answer: ApiAnswer<unknown>) => Object.assign(answer, { output: { n: 2 } }),
    ]) {
      const tool: Tool = {
        ...toolWith(),
        handler: async (input, client) => change(await client.send(toolWith().operation, input)),
      };
      const { result } = await call(Response.json({ n: 1 }), { tool });
      expect(result.content).toEqual([{ type: "text", text: '{"n":2}' }]);
    }
  });

  it("an error of the API's own is passed on to the client from a handler too", async () => {
    const tool = { ...toolWith(), handler: () => Promise.reject(new UpstreamError("upstream_not_configured", "No.")) };
    expect((await call(Response.json({}), { tool })).result.structuredContent).toEqual({
      error: { code: "upstream_not_configured", message: "No." },
    });
  });
});

describe("departures from the document", () => {
  it("are logged once per tool and kind, counted each time, and never refused", async () => {
    const log: unknown[][] = [];
    const note = (...line: unknown[]): void => void log.push(line);
    const answers: Response[] = [
      Response.json({}, { status: 201 }),
      Response.json({}, { status: 201 }),
      new Response("x", { headers: { "content-type": "text/csv" } }),
      Response.json({}),
      new Response(null, { status: 200 }),
    ];
    const deps = createCallDependencies({
      config: { apiBaseUrl: new URL("https://api.example"), origins: new Map(), limits: defaultLimits },
      hooks: undefined,
      transport: fetchTransport(() => Promise.resolve(answers.shift() ?? Response.error())),
      log: { debug: note, info: note, warn: note, error: note },
    });
    const tool = toolWith({ operation: { ...toolWith().operation, responses: { "200": ["application/json"] } } });
    const results = [];
    while (answers.length > 0)
      results.push(await callTool(tool, {}, { caller, signal: new AbortController().signal }, deps));
    expect(results.map(({ isError }) => isError)).toEqual([undefined, undefined, undefined, undefined, undefined]);
    expect([...deps.departures.counts]).toEqual([
      ["get_berth status", 2],
      ["get_berth media_type", 1],
    ]);
    expect(log).toEqual([
      [
        "The API departs from its document",
        { tool: "get_berth", kind: "status", status: 201, mediaType: "application/json" },
      ],
      [
        "The API departs from its document",
        { tool: "get_berth", kind: "media_type", status: 200, mediaType: "text/csv" },
      ],
    ]);
  });
});
