/** From a real client, through the server, to the Harbour API: one trace, received over OTLP; the same calls in the metrics and in the audit log. */
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { createMetrics } from "../../templates/src/runtime/node/create-metrics.ts";
import { createOtel } from "../../templates/src/runtime/node/create-otel.ts";
import { createAudit } from "../../templates/src/runtime/telemetry/create-audit.ts";
import { connectWithToken } from "../support/connect-with-token.ts";
import { type OtlpReceiver, type ReceivedSpan, startOtlpReceiver } from "../support/otlp-receiver.ts";
import { type HarbourWorld, startHarbourWorld } from "./support/harbour-world.ts";

const traceId = "4bf92f3577b34da6a3ce929d0e0e4736";
const clientSpan = "00f067aa0ba902b7";
const sampled = { traceparent: `00-${traceId}-${clientSpan}-01`, tracestate: "vendor=one" };

let collector: OtlpReceiver;
let world: HarbourWorld;
let token: string;
let metricsUrl: string;
beforeAll(async () => {
  collector = await startOtlpReceiver();
  vi.stubEnv("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url);
  vi.stubEnv("OTEL_EXPORTER_OTLP_HEADERS", "x-collector=mine");
  vi.stubEnv("OTEL_SERVICE_NAME", "harbour-in-a-test");
  const environment = {
    OTEL_BSP_SCHEDULE_DELAY: "50",
    OTEL_METRIC_EXPORT_INTERVAL: "100",
    METRICS_PORT: "0",
    AUDIT_KEY: "a-key-for-the-audit-log-of-32-bytes!",
  };
  world = await startHarbourWorld(environment, {}, { otel: createOtel, metrics: createMetrics, audit: createAudit });
  token = await world.authorization.controls.mint({ scope: "berths:read", sub: "ana", aud: world.resource });
  const line = world.logLines
    .map((text) => JSON.parse(text) as Line)
    .find(({ message }) => message === "serving metrics");
  metricsUrl = `http://127.0.0.1:${line?.port}/metrics`;
});
afterAll(async () => {
  await world.close();
  await collector[Symbol.asyncDispose]();
});
beforeEach(() => {
  collector.spans.length = 0;
  world.apiRequests.length = 0;
});

interface Line {
  readonly message: string;
  readonly port?: number;
}

/** Calls a tool through a client of either line, which says where it stands in a trace as that line does. */
async function call(kind: "v1" | "v2", name: string, args: Record<string, unknown>, trace = sampled): Promise<void> {
  const client = await connectWithToken(kind, world.mcpUrl, token, kind === "v1" ? trace : {});
  await client.callTool({ name, arguments: args, ...(kind === "v2" && { _meta: trace }) });
  await client.close();
}

async function received(count: number): Promise<readonly ReceivedSpan[]> {
  await vi.waitFor(() => expect(collector.spans.length).toBeGreaterThanOrEqual(count), {
    timeout: 5_000,
    interval: 20,
  });
  return collector.spans.toSorted((a, b) => a.kind - b.kind);
}

test.each(["v1", "v2"] as const)("client %s -> server span -> client span -> API", async (kind) => {
  await call(kind, "list_berths", { limit: 2 });
  const [server, client, ...others] = await received(2);
  expect(others).toEqual([]);
  const port = Number(new URL(world.apiUrl).port);
  expect(server).toEqual({
    traceId,
    spanId: expect.stringMatching(/^[0-9a-f]{16}$/) as unknown,
    parentSpanId: clientSpan,
    traceState: "vendor=one",
    name: "tools/call list_berths",
    kind: 2,
    status: { code: 0 },
    attributes: {
      "mcp.method.name": "tools/call",
      "gen_ai.operation.name": "execute_tool",
      "gen_ai.tool.name": "list_berths",
      "app.request.id": expect.any(String) as unknown,
    },
    service: "harbour-in-a-test",
  });
  expect(client).toEqual({
    traceId,
    spanId: expect.stringMatching(/^[0-9a-f]{16}$/) as unknown,
    parentSpanId: server?.spanId,
    traceState: "vendor=one",
    name: "GET /berths",
    kind: 3,
    status: { code: 0 },
    attributes: {
      "http.request.method": "GET",
      "url.template": "/berths",
      "server.address": "127.0.0.1",
      "server.port": port,
      "http.response.status_code": 200,
    },
    service: "harbour-in-a-test",
  });
  const [request] = world.apiRequests;
  expect([request?.headers["traceparent"], request?.headers["tracestate"]]).toEqual([
    `00-${traceId}-${client?.spanId}-01`,
    "vendor=one",
  ]);
  expect(collector.headers["x-collector"]).toBe("mine");
});

test("errors: of the API on its span, of the call on the call's; no argument in either", async () => {
  await call("v2", "get_berth", { berthId: "F-98" });
  const [server, client] = await received(2);
  expect([server?.status, server?.attributes["error.type"]]).toEqual([
    { code: 2, message: "upstream_error" },
    "tool_error",
  ]);
  expect([client?.name, client?.status, client?.attributes["error.type"]]).toEqual([
    "GET /berths/{berthId}",
    { code: 2 },
    "404",
  ]);
  await call("v2", "list_berths", { limit: "CANARY" });
  const spans = await received(3);
  expect(spans.map(({ status }) => status.message)).toContain("invalid_arguments");
  expect(collector.bodies.join("\n")).not.toMatch(/CANARY|F-98/);
});

test("a client that does not sample is not sampled, and its trace goes on all the same", async () => {
  await call("v2", "list_berths", {}, { ...sampled, traceparent: `00-${traceId}-${clientSpan}-00` });
  const [request] = world.apiRequests;
  expect(request?.headers["traceparent"]).toMatch(new RegExp(`^00-${traceId}-[0-9a-f]{16}-00$`));
  await call("v2", "list_berths", {});
  await received(2);
  expect(collector.spans).toHaveLength(2);
});

test("without a trace of the client's, the server begins one", async () => {
  const client = await connectWithToken("v2", world.mcpUrl, token);
  await client.callTool({ name: "list_berths", arguments: {} });
  await client.close();
  const [server, sent] = await received(2);
  expect([server?.parentSpanId, server?.traceState, sent?.parentSpanId]).toEqual([
    undefined,
    undefined,
    server?.spanId,
  ]);
  expect(world.apiRequests[0]?.headers["traceparent"]).toBe(`00-${server?.traceId}-${sent?.spanId}-01`);
});

test("the same in metrics, over OTLP and on the page", async () => {
  await call("v1", "list_berths", {});
  await vi.waitFor(() => expect([...collector.metrics.keys()].toSorted()).toContain("mcp.server.operation.duration"));
  expect(Object.fromEntries([...collector.metrics.values()].map(({ name, unit }) => [name, unit]))).toEqual({
    "http.client.request.duration": "s",
    "http.server.request.duration": "s",
    "mcp.server.calls_in_flight": undefined,
    "mcp.server.calls_queued": undefined,
    "mcp.server.operation.duration": "s",
    "mcp.server.token_verifications": undefined,
  });
  expect(collector.metrics.get("mcp.server.operation.duration")?.points).toContainEqual({
    "mcp.method.name": "tools/call",
    "gen_ai.tool.name": "list_berths",
  });
  const page = await (await fetch(metricsUrl)).text();
  expect(page).toMatch(/^mcp_tool_calls_total\{tool="list_berths",method="tools\/call",outcome="ok"\} [1-9]/m);
  expect(page).toMatch(/^mcp_upstream_requests_total\{method="GET",status="2xx"\} [1-9]/m);
});

test("no token is in what the collector got, on the page, or in the log", async () => {
  await call("v1", "list_berths", {});
  await received(2);
  const page = await (await fetch(metricsUrl)).text();
  for (const text of [...collector.bodies, page, ...world.logLines]) expect(text).not.toContain(token);
  expect(token.length).toBeGreaterThan(100);
});
