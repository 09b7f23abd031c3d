import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { tools } from "../../../generated/harbour/src/tools/index.ts";
import { post } from "../toy-world.ts";
import { createDispatchWorld } from "./dispatch-world.ts";

type Json = Readonly<Record<string, unknown>>;

const versionKey = "io.modelcontextprotocol/protocolVersion";
const capabilitiesKey = "io.modelcontextprotocol/clientCapabilities";
const infoKey = "io.modelcontextprotocol/clientInfo";
const envelope = {
  [versionKey]: "2026-07-28",
  [capabilitiesKey]: {},
  [infoKey]: { name: "test", version: "1" },
};

interface Given {
  readonly body: Json;
  readonly headers: Readonly<Record<string, string>>;
}

function legacy(method: string, params?: Json, id: unknown = 7): Given {
  const body = { jsonrpc: "2.0", id, method, ...(params !== undefined && { params }) };
  return { body, headers: { "mcp-protocol-version": "2025-11-25" } };
}

function modern(method: string, params: Json = {}, id: unknown = 7): Given {
  const { name } = params;
  return {
    body: { jsonrpc: "2.0", id, method, params: { _meta: envelope, ...params } },
    headers: {
      "mcp-protocol-version": "2026-07-28",
      "mcp-method": method,
      ...(typeof name === "string" && { "mcp-name": name }),
    },
  };
}

function toRequest({ body, headers }: Given): Request {
  return post(body, headers);
}

const eras = [
  ["legacy", legacy],
  ["modern", modern],
] as const;

const get = { name: "get_berth", arguments: { berthId: "A-01" } };

/** What an API may answer, and everything that is made of it. */
const answers: readonly (readonly [name: string, answer: () => Response])[] = [
  ["an object", () => Response.json({ id: "b-1", length: 12.5, tags: ["ä", "\u2028", "</script>"], none: null })],
  ["a list", () => Response.json([{ id: "b-1" }, { id: "b-2" }])],
  ["a number", () => Response.json(42)],
  ["a text in JSON", () => Response.json("plain")],
  ["null", () => Response.json(null)],
  [
    "digits that doubles lose",
    () => new Response('{"id":12345678901234567890}', { headers: { "content-type": "application/json" } }),
  ],
  ["text", () => new Response("hello", { headers: { "content-type": "text/plain" } })],
  ["an image", () => new Response(new Uint8Array([137, 80, 78, 71]), { headers: { "content-type": "image/png" } })],
  ["bytes", () => new Response(new Uint8Array([0, 1, 2, 255]), { headers: { "content-type": "application/pdf" } })],
  ["nothing", () => new Response(null, { status: 204 })],
  ["an error in JSON", () => Response.json({ error: "gone" }, { status: 404 })],
  ["an error in HTML", () => new Response("<h1>no", { status: 502, headers: { "content-type": "text/html" } })],
  ["a long text", () => new Response("line\n".repeat(50_000), { headers: { "content-type": "text/plain" } })],
  [
    "a large file",
    () => new Response(new Uint8Array(200_000), { headers: { "content-type": "application/octet-stream" } }),
  ],
  ["a long list", () => Response.json(Array.from({ length: 5_000 }, (_, n) => ({ id: n, name: `berth ${n}` })))],
  ["no JSON though it says so", () => new Response("{", { headers: { "content-type": "application/json" } })],
];

describe.each(eras)("%s: what is answered directly is what the SDK answers, byte for byte", (_, message) => {
  test.each(answers)("a call of an API that answers %s", async (_name, answer) => {
    const world = await createDispatchWorld({ answer });
    const request = toRequest(message("tools/call", get));
    const direct = await world.direct(request.clone());
    expect(world.calls()).toBe(1);
    expect(direct).toEqual(await world.sdk(request));
  });

  test("a page that says which is the next", async () => {
    const answer = (): Response => Response.json({ items: [{ id: "A-01" }], total: 9, nextCursor: "QS0wNA" });
    const world = await createDispatchWorld({ answer });
    const request = toRequest(message("tools/call", { name: "list_berths" }));
    const direct = await world.direct(request.clone());
    expect(direct?.body).toContain('"nextPage":{"cursor":"QS0wNA"}');
    expect(direct).toEqual(await world.sdk(request));
  });

  test.each([
    ["no arguments", { name: "list_berths" }],
    ["wrong arguments", { name: "get_berth", arguments: { berthId: 7, wrong: true } }],
    ["arguments that objects inherit", { name: "get_berth", arguments: { constructor: 1, toString: "x" } }],
    [
      "a trace",
      { ...get, _meta: { traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", tracestate: "a=1" } },
    ],
  ])("a call with %s", async (_name, params) => {
    const world = await createDispatchWorld();
    const given =
      "_meta" in params && message === modern ? { ...params, _meta: { ...envelope, ...params["_meta"] } } : params;
    const request = toRequest(message("tools/call", given));
    const direct = await world.direct(request.clone());
    expect(direct).toBeDefined();
    expect(direct).toEqual(await world.sdk(request));
  });

  test.each(["a", "", "🚢", 0, -1, 2 ** 53 - 1, "x".repeat(70_000)])("the id %s, in calls and lists", async (id) => {
    const world = await createDispatchWorld();
    for (const request of [toRequest(message("tools/call", get, id)), toRequest(message("tools/list", {}, id))]) {
      const direct = await world.direct(request.clone());
      expect(direct?.body).toBe((await world.sdk(request)).body);
    }
  });

  test.each([
    { mode: "all" },
    { mode: "search" },
    { hides: true, scope: "berths:read" },
    { confirm: "writes" },
  ] as const)("the list, of a server with %o: the first time and again", async (options) => {
    const world = await createDispatchWorld(options);
    const request = toRequest(message("tools/list"));
    const { vary, ...first } = { ...(await world.direct(request.clone())) }.headers ?? {};
    const expected = await world.sdk(request.clone());
    expect([first, vary]).toEqual([expected.headers, "accept-encoding"]);
    for (let time = 0; time < 3; time++) {
      expect((await world.direct(request.clone()))?.body).toBe(expected.body);
    }
  });

  test("the four tools of search mode", async () => {
    const world = await createDispatchWorld({ mode: "search" });
    for (const params of [
      { name: "search_tools", arguments: { query: "free berths" } },
      { name: "describe_tool", arguments: { names: ["get_berth"] } },
      { name: "call_read_tool", arguments: { name: "get_berth", arguments: { berthId: "A-01" } } },
      { name: "call_read_tool", arguments: { name: "get_berth", arguments: '{"berthId":"A-01"}' } },
      { name: "call_write_tool", arguments: { name: "get_berht", arguments: {} } },
    ]) {
      const request = toRequest(message("tools/call", params));
      const direct = await world.direct(request.clone());
      expect(direct).toBeDefined();
      expect(direct).toEqual(await world.sdk(request));
    }
  });

  test("whatever comes near: the same, or left to the SDK before anything was done", { timeout: 300_000 }, async () => {
    const world = await createDispatchWorld();
    const near = nearMessages(message);
    await fc.assert(
      fc.asyncProperty(near, async (given) => {
        const before = world.calls();
        const direct = await world.direct(toRequest(given));
        if (direct === undefined) {
          expect(world.calls()).toBe(before);
          return;
        }
        const { vary: _vary, ...headers } = direct.headers;
        expect({ ...direct, headers }).toEqual(await world.sdk(toRequest(given)));
      }),
      { numRuns: process.env["FULL"] === "1" ? 40_000 : 1_500 },
    );
  });
});

/** Messages like those that are answered directly, with something else in some place. */
function nearMessages(message: typeof legacy): fc.Arbitrary<Given> {
  const odd = fc.oneof(
    fc.constantFrom(
      undefined,
      null,
      true,
      0,
      -1,
      0.5,
      1e300,
      1e21,
      -0,
      2 ** 53,
      2 ** 53 - 1,
      "\uD800",
      "\uFEFF",
      "\0",
      "x".repeat(3_000),
      nested(60),
      { toJSON: "x" },
      { __proto__: null, length: 1 },
      "",
      "x",
      [],
      {},
      { a: 1 },
      ["x"],
      "2026-07-28",
      "2025-06-18",
    ),
    fc.jsonValue(),
  );
  const name = fc.constantFrom(
    ...tools.slice(0, 12).map((tool) => tool.name),
    "unknown",
    "",
    "__proto__",
    "constructor",
  );
  const metaKey = fc.constantFrom(
    "progressToken",
    "traceparent",
    "tracestate",
    "baggage",
    versionKey,
    capabilitiesKey,
    infoKey,
    "x",
    "__proto__",
    "io.modelcontextprotocol/logLevel",
    "io.modelcontextprotocol/related-task",
  );
  const place = fc.constantFrom(
    "jsonrpc",
    "id",
    "method",
    "params",
    "extra",
    "params.name",
    "params.arguments",
    "params._meta",
    "params.cursor",
    "params.task",
    "params.requestState",
    "params.inputResponses",
    "params.arguments.berthId",
    "params.arguments.__proto__",
  );
  const headerName = fc.constantFrom("mcp-protocol-version", "mcp-method", "mcp-name", "accept", "mcp-session-id");
  const headerValue = fc.constantFrom(
    "",
    "2025-03-26",
    "2024-11-05",
    "2025-06-18",
    "2025-11-25",
    "2026-07-28",
    "2030-01-01",
    "tools/call",
    "tools/list",
    "get_berth",
    "application/json",
    "text/event-stream",
    "*/*",
    "application/json, text/event-stream",
    "=?base64?Z2V0X2JlcnRo?=",
    "2025-06-18, 2025-11-25",
    "2026-07-28,2026-07-28",
    "2026-07-28, 2025-11-25",
    "tools/call, tools/list",
    "get_berth, get_berth",
    "application/json;q=0, text/event-stream;q=0",
    "application/jsonx,text/event-streamx",
    "TEXT/EVENT-STREAM, APPLICATION/JSON",
    " get_berth ",
  );
  return fc
    .record({
      method: fc.constantFrom("tools/call", "tools/list"),
      name,
      changes: fc.array(
        fc.oneof(
          fc.record({ at: place, value: odd }),
          fc.record({ at: metaKey.map((key) => `params._meta.${key}`), value: odd }),
        ),
        { maxLength: 2 },
      ),
      headers: fc.array(fc.tuple(headerName, fc.option(headerValue, { nil: undefined })), { maxLength: 2 }),
    })
    .map(({ method, name: called, changes, headers }) => {
      const params = method === "tools/call" ? { name: called, arguments: { berthId: "A-01" } } : undefined;
      const made = message(method, params);
      // As text, so that a member called `__proto__` is one.
      const body: Json = JSON.parse(
        changes.reduce((text, change) => withChange(text, change), JSON.stringify(made.body)),
      );
      const given = new Map(Object.entries(made.headers));
      for (const [key, value] of headers) {
        if (value === undefined) given.delete(key);
        else given.set(key, value);
      }
      return { body, headers: Object.fromEntries(given) };
    });
}

function nested(levels: number): unknown {
  return levels === 0 ? {} : { in: nested(levels - 1) };
}

interface Change {
  readonly at: string;
  readonly value: unknown;
}

/** JSON text with another value in one place; undefined takes it out. */
function withChange(text: string, { at, value }: Change): string {
  const body: unknown = JSON.parse(text);
  const [last = "", ...path] = splitPath(at).toReversed();
  let target: unknown = body;
  for (const step of path.toReversed()) {
    target = typeof target === "object" && target !== null ? Reflect.get(target, step) : undefined;
  }
  if (typeof target !== "object" || target === null) return text;
  if (value === undefined) Reflect.deleteProperty(target, last);
  else Object.defineProperty(target, last, { value, enumerable: true, configurable: true, writable: true });
  return JSON.stringify(body);
}

/** The names of envelope keys hold dots. */
function splitPath(at: string): string[] {
  const inMeta = /^params\._meta\.(.+)$/.exec(at)?.[1];
  return inMeta === undefined ? at.split(".") : ["params", "_meta", inMeta];
}

test("a client that can be asked, and a call that waits for consent: left to the SDK", async () => {
  const world = await createDispatchWorld({ confirm: "writes" });
  const asking = { ...envelope, [capabilitiesKey]: { elicitation: {} } };
  const write = modern("tools/call", { name: "delete_berth", arguments: { berthId: "A-01" }, _meta: asking });
  expect(await world.direct(toRequest(write))).toBeUndefined();
  const read = modern("tools/call", { ...get, _meta: asking });
  expect((await world.direct(toRequest(read)))?.status).toBe(200);
  expect(
    (await world.direct(toRequest(legacy("tools/call", { name: "delete_berth", arguments: { berthId: "A-01" } }))))
      ?.status,
  ).toBe(200);
  expect(world.calls()).toBe(1);
});

test("a list is compressed for who takes gzip: one member, whose text is the same", async () => {
  const world = await createDispatchWorld();
  const plain = await world.direct(toRequest(legacy("tools/list")));
  const { body, headers } = legacy("tools/list");
  const zipped = await world.direct(post(body, { ...headers, "accept-encoding": "br, gzip" }));
  expect(zipped?.headers).toEqual({
    "content-type": "application/json",
    "content-encoding": "gzip",
    vary: "accept-encoding",
  });
  expect((zipped?.body.length ?? 0) * 3).toBeLessThan(plain?.body.length ?? 0);
  const refused = await world.direct(post(body, { ...headers, "accept-encoding": "gzip;q=0" }));
  expect(refused).toEqual(plain);
});
