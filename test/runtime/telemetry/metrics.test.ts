/** The page of metrics: its families, and that nothing a caller sends adds a series. */
import { afterEach, describe, expect, test } from "vitest";
import { ConfigError } from "../../../templates/src/runtime/errors.ts";
import { createMetrics } from "../../../templates/src/runtime/node/create-metrics.ts";
import {
  bearer,
  createKey,
  createWorld,
  mcpRequest,
  mint,
  post,
  resource,
  type ToyOptions,
  type ToyWorld,
} from "../toy-world.ts";

const key = await createKey("one");
const token = await mint(key);

let world: ToyWorld;
afterEach(async () => await world.handler.close());

async function start(options: ToyOptions = {}): Promise<string> {
  world = createWorld({ keys: [key], features: { metrics: createMetrics }, metricsPort: 0, ...options });
  await world.handler.start();
  const port = world.lines.find(({ message }) => message === "serving metrics")?.port;
  return `http://127.0.0.1:${port}`;
}

interface Sample {
  readonly name: string;
  readonly labels: string;
  readonly value: number;
}

/** The page in Prometheus' text format 0.0.4: samples, and the type of each family. */
async function read(
  url: string,
): Promise<{ readonly samples: readonly Sample[]; readonly types: ReadonlyMap<string, string> }> {
  const response = await fetch(`${url}/metrics`);
  expect([response.status, response.headers.get("content-type")]).toEqual([
    200,
    "text/plain; version=0.0.4; charset=utf-8",
  ]);
  const lines = (await response.text()).split("\n").filter((line) => line !== "");
  const types = lines.flatMap((line) =>
    [...line.matchAll(/^# TYPE (\S+) (\S+)$/g)].map(([, name = "", type = ""]) => [name, type] as const),
  );
  const samples = lines.flatMap((line) =>
    [...line.matchAll(/^([a-z0-9_]+)(?:\{(.*)\})? (\S+)$/g)].map(([, name = "", labels = "", value = ""]) => ({
      name,
      labels,
      value: Number(value),
    })),
  );
  expect(lines.filter((line) => !line.startsWith("# "))).toHaveLength(samples.length);
  return { samples, types: new Map(types) };
}

/** Samples of one name as `labels -> value`. */
async function values(url: string, name: string): Promise<Readonly<Record<string, number>>> {
  const { samples } = await read(url);
  return Object.fromEntries(
    samples.filter((sample) => sample.name === name).map(({ labels, value }) => [labels, value]),
  );
}

const call = async (
  name: string,
  args: object = {},
  headers: Record<string, string> = bearer(token),
): Promise<Response> =>
  await world.handler.fetch(mcpRequest("legacy", "tools/call", { name, arguments: args }, headers));

test("has these families, and the process' own", async () => {
  const { types } = await read(await start());
  const own = [...types].filter(([name]) => name.startsWith("mcp_"));
  expect(Object.fromEntries(own)).toEqual({
    mcp_calls_in_flight: "gauge",
    mcp_calls_queued: "gauge",
    mcp_departures_total: "counter",
    mcp_http_request_duration_seconds: "histogram",
    mcp_http_requests_total: "counter",
    mcp_refusals_total: "counter",
    mcp_token_verifications_total: "counter",
    mcp_tool_call_duration_seconds: "histogram",
    mcp_tool_calls_total: "counter",
    mcp_upstream_request_duration_seconds: "histogram",
    mcp_upstream_requests_total: "counter",
  });
  expect([types.get("process_cpu_seconds_total"), types.get("nodejs_eventloop_lag_seconds")]).toEqual([
    "counter",
    "gauge",
  ]);
});

describe("counts", () => {
  test("calls by tool and how they ended, requests to the API, departures", async () => {
    const url = await start();
    await call("list_pets");
    await call("list_pets", { limit: 0 });
    world.api = () => new Response("x", { status: 201, headers: { "content-type": "text/plain" } });
    await call("list_pets");
    world.api = () => Response.json({}, { status: 500 });
    await call("list_pets");
    world.api = () => {
      throw new TypeError("no network");
    };
    await call("list_pets");
    expect(await values(url, "mcp_tool_calls_total")).toEqual({
      'tool="list_pets",method="tools/call",outcome="ok"': 2,
      'tool="list_pets",method="tools/call",outcome="invalid_arguments"': 1,
      'tool="list_pets",method="tools/call",outcome="upstream_error"': 1,
      'tool="list_pets",method="tools/call",outcome="upstream_unreachable"': 1,
    });
    expect(await values(url, "mcp_upstream_requests_total")).toEqual({
      'method="GET",status="2xx"': 2,
      'method="GET",status="5xx"': 1,
      'method="GET",status="none"': 1,
    });
    expect(await values(url, "mcp_departures_total")).toEqual({ 'tool="list_pets",kind="status"': 1 });
    expect(await values(url, "mcp_tool_call_duration_seconds_count")).toEqual({ 'tool="list_pets"': 5 });
    expect(await values(url, "mcp_calls_in_flight")).toEqual({ "": 0 });
  });

  test("tokens by verdict, refusals by code", async () => {
    const url = await start({ limits: { maxConcurrentCallsPerCaller: 1, maxBatchCalls: 1 } });
    await call("list_pets");
    await call("list_pets", {}, {});
    await call("list_pets", {}, bearer("not.a.token"));
    await call("create_pet", { name: "Rex" }, bearer(await mint(key, { scope: "pets:read" })));
    const waiting = Promise.withResolvers<Response>();
    world.api = async () => await waiting.promise;
    const first = call("list_pets");
    await call("list_pets");
    waiting.resolve(Response.json([]));
    await first;
    expect(await values(url, "mcp_token_verifications_total")).toEqual({
      'verdict="ok"': 4,
      'verdict="token_missing"': 1,
      'verdict="token_invalid"': 1,
    });
    expect(await values(url, "mcp_refusals_total")).toEqual({
      'code="token_missing"': 1,
      'code="token_invalid"': 1,
      'code="scope_insufficient"': 1,
      'code="caller_busy"': 1,
    });
    expect(await values(url, "mcp_http_requests_total")).toEqual({
      'route="mcp",status="2xx",outcome="ok"': 2,
      'route="mcp",status="4xx",outcome="token_missing"': 1,
      'route="mcp",status="4xx",outcome="token_invalid"': 1,
      'route="mcp",status="4xx",outcome="scope_insufficient"': 1,
      'route="mcp",status="4xx",outcome="caller_busy"': 1,
    });
  });
});

test("nothing that a caller sends adds a series", async () => {
  const url = await start();
  const hostile = async (text: string): Promise<void> => {
    await call(text);
    await call("list_pets", { limit: 0, [text]: text });
    await world.handler.fetch(mcpRequest("legacy", "tools/call", { name: text, arguments: {} }, bearer(token)));
    await world.handler.fetch(mcpRequest("legacy", text, {}, bearer(token)));
    await world.handler.fetch(
      new Request(`https://pets.example/${encodeURIComponent(text)}?${encodeURIComponent(text)}`),
    );
    await world.handler.fetch(
      post({ jsonrpc: "2.0", id: text, method: text }, bearer(text.replaceAll(/[^\w.-]/g, "x"))),
    );
    await world.handler.fetch(new Request(resource, { method: `M${text.replaceAll(/[^\w]/g, "")}` }));
    await world.handler.fetch(
      mcpRequest("legacy", "ping", {}, { ...bearer(token), host: "evil", "user-agent": encodeURIComponent(text) }),
    );
  };
  await hostile("list_pets");
  await hostile("first");
  const before = await read(url);
  for (let at = 0; at < 40; at++) await hostile(`hostile-${at}"} 1\n__proto__{a="`);
  const after = await read(url);
  const series = ({ samples }: typeof before): readonly string[] =>
    samples
      .map(({ name, labels }) => `${name}{${labels}}`)
      .filter((name) => name.startsWith("mcp_"))
      .toSorted();
  expect(series(after)).toEqual(series(before));
  expect(JSON.stringify(series(after))).not.toMatch(/hostile|first/);
  expect(
    (await values(url, "mcp_tool_calls_total"))['tool="",method="tools/call",outcome="unknown_tool"'],
  ).toBeGreaterThan(80);
});

describe("the port", () => {
  test("answers GET /metrics, and nothing else", async () => {
    const url = await start();
    const statusOf = async (path: string, method = "GET"): Promise<number> =>
      (await fetch(url + path, { method })).status;
    expect([
      await statusOf("/metrics?x=1"),
      await statusOf("/metrics", "HEAD"),
      await statusOf("/metrics", "POST"),
      await statusOf("/"),
      await statusOf("/mcp"),
      await statusOf("/metrics/../healthz"),
    ]).toEqual([200, 200, 405, 404, 404, 404]);
  });

  test("is not there without METRICS_PORT, and closed with the server", async () => {
    const url = await start();
    await world.handler.close();
    await expect(fetch(`${url}/metrics`)).rejects.toThrow("fetch failed");
    world = createWorld({ keys: [key], features: { metrics: createMetrics } });
    await world.handler.start();
    expect(world.lines.map(({ message }) => message)).not.toContain("serving metrics");
  });

  test.each(["65536", "-1", "9464x", "1e3"])("METRICS_PORT=%s is refused", (metricsPort) => {
    expect(() => createWorld({ features: { metrics: createMetrics }, metricsPort })).toThrow(
      new ConfigError(["METRICS_PORT (metricsPort) must be a whole number from 0 to 65535; 0 takes any free port."]),
    );
  });

  test("is refused in a project without the feature", () => {
    expect(() => createWorld({ metricsPort: "9464" })).toThrow(
      "This server was generated without telemetry.metrics: set it in slipway.config and generate again, or leave METRICS_PORT (metricsPort) out.",
    );
  });
});
