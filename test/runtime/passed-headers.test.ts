/** What of a client's request reaches the API: the arguments, the token, the trace context, and nothing else. */
import { describe, expect, test } from "vitest";
import { bearer, createKey, createWorld, type Era, mcpRequest, mint, post, resource } from "./toy-world.ts";

const key = await createKey("one");
const token = await mint(key);
const traceId = "4bf92f3577b34da6a3ce929d0e0e4736";
const byHttp = `00-${traceId}-00f067aa0ba902b7-01`;
const byMeta = `00-${traceId}-b7ad6b7169203331-01`;

/** Headers that clients, proxies and attackers send; one of each kind that some API believes. */
const hostile: Readonly<Record<string, string>> = {
  cookie: "session=evil",
  "x-forwarded-for": "10.0.0.1",
  "x-forwarded-host": "evil.example",
  "x-forwarded-proto": "http",
  "x-forwarded-user": "admin",
  "x-forwarded-client-cert": "By=spiffe://evil",
  "x-real-ip": "10.0.0.1",
  "x-original-url": "/admin",
  "x-rewrite-url": "/admin",
  "x-http-method-override": "DELETE",
  forwarded: "for=10.0.0.1;host=evil.example",
  via: "1.1 evil",
  "x-api-key": "evil",
  "x-user-id": "admin",
  "x-tenant-id": "other",
  "x-amzn-trace-id": "Root=1-67891233-abcdef012345678912345678",
  "x-b3-traceid": traceId,
  "x-request-id": "evil",
  "x-cloud-trace-context": `${traceId}/1`,
  baggage: "user=admin",
  "proxy-authorization": "Basic ZXZpbA==",
  "user-agent": "evil/1",
  referer: "https://evil.example/",
  "accept-language": "tlh",
  "if-match": '"evil"',
  range: "bytes=0-0",
  "x-custom": "evil",
  "idempotency-key": "evil",
};

/** The headers of the one request that reached the API. */
async function sentBy(era: Era, headers: Record<string, string>, meta?: object): Promise<Record<string, string>> {
  let sent: Headers | undefined;
  const world = createWorld({ keys: [key] });
  world.api = (_url, init) => {
    sent = new Headers(init?.headers);
    return Response.json([]);
  };
  const call = mcpRequest(era, "tools/call", { name: "list_pets", arguments: {} }, { ...bearer(token), ...headers });
  const message = (await call.json()) as { params: Record<"_meta", object | undefined> };
  const params = { ...message.params, ...(meta && { _meta: { ...message.params["_meta"], ...meta } }) };
  const response = await world.handler.fetch(post({ ...message, params }, Object.fromEntries(call.headers)));
  expect(response.status).toBe(200);
  return Object.fromEntries(sent ?? []);
}

const usual = {
  accept: "application/json, */*;q=0.1",
  authorization: `Bearer ${token}`,
  "user-agent": "pets/1.0.0",
};

describe.each<Era>(["legacy", "modern"])("in the %s era", (era) => {
  test("hostile headers never arrive", async () => {
    expect(await sentBy(era, hostile)).toEqual(usual);
  });

  test("the same as members of _meta never arrive", async () => {
    expect(await sentBy(era, {}, { ...hostile, headers: hostile, authorization: "Bearer evil" })).toEqual(usual);
  });

  test("the trace context of the HTTP request arrives", async () => {
    const trace = { traceparent: byHttp, tracestate: "rojo=1" };
    expect(await sentBy(era, { ...hostile, ...trace })).toEqual({ ...usual, ...trace });
  });

  test("that of the message arrives, and wins over that of the HTTP request, whole", async () => {
    const http = { traceparent: byHttp, tracestate: "rojo=1" };
    expect(await sentBy(era, http, { traceparent: byMeta })).toEqual({ ...usual, traceparent: byMeta });
    const trace = { traceparent: byMeta, tracestate: "congo=2" };
    expect(await sentBy(era, {}, { ...trace, baggage: "user=admin" })).toEqual({ ...usual, ...trace });
  });

  test.each<readonly [string, Record<string, string>, object]>([
    ["in the header", { traceparent: "00-0-0-0", tracestate: "rojo=1" }, {}],
    ["in the header, without a traceparent", { tracestate: "rojo=1" }, {}],
    ["in the message, as a list", {}, { traceparent: [byMeta] }],
    ["in the message, with a header smuggled in", {}, { traceparent: `${byMeta}\r\nx-evil: 1` }],
    ["in the message, without a traceparent", {}, { tracestate: "rojo=1" }],
  ])("a malformed one is dropped: %s", async (_name, headers, meta) => {
    expect(await sentBy(era, headers, meta)).toEqual(usual);
  });

  test("a malformed one of the message leaves that of the HTTP request", async () => {
    const sent = await sentBy(era, { traceparent: byHttp }, { traceparent: "malformed" });
    expect(sent).toEqual({ ...usual, traceparent: byHttp });
  });
});

test("calls of one batch have their own trace contexts", async () => {
  const sent: (string | null)[] = [];
  const world = createWorld({ keys: [key] });
  world.api = (_url, init) => {
    sent.push(new Headers(init?.headers).get("traceparent"));
    return Response.json([]);
  };
  const call = (id: number, meta?: object): object => ({
    jsonrpc: "2.0",
    id,
    method: "tools/call",
    params: { name: "list_pets", arguments: {}, ...(meta && { _meta: meta }) },
  });
  const headers = { ...bearer(token), "mcp-protocol-version": "2025-03-26", traceparent: byHttp };
  await world.handler.fetch(post([call(1, { traceparent: byMeta }), call(2)], headers, resource));
  expect(new Set(sent)).toEqual(new Set([byHttp, byMeta]));
  expect(sent).toHaveLength(2);
});
