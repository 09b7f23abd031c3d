import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test, vi } from "vitest";
import { createOtel } from "../../../templates/src/runtime/node/create-otel.ts";
import { otelSettingsFrom } from "../../../templates/src/runtime/node/otel-settings.ts";
import { bearer, createKey, createWorld, mcpRequest, mint, type ToyWorld } from "../toy-world.ts";

const key = await createKey("one");

test.each([
  [{}, [true, true, "ParentBased{root=AlwaysOnSampler", 5_000, 60_000]],
  [{ OTEL_SDK_DISABLED: "TRUE" }, [false, false, "ParentBased{root=AlwaysOnSampler", 5_000, 60_000]],
  [{ OTEL_TRACES_EXPORTER: "none" }, [false, true, "ParentBased{root=AlwaysOnSampler", 5_000, 60_000]],
  [{ OTEL_METRICS_EXPORTER: "none" }, [true, false, "ParentBased{root=AlwaysOnSampler", 5_000, 60_000]],
  [{ OTEL_TRACES_SAMPLER: "always_off" }, [true, true, "AlwaysOffSampler", 5_000, 60_000]],
  [
    { OTEL_TRACES_SAMPLER: "parentbased_traceidratio", OTEL_TRACES_SAMPLER_ARG: "0.25" },
    [true, true, "ParentBased{root=TraceIdRatioBased{0.25}", 5_000, 60_000],
  ],
  [
    { OTEL_BSP_SCHEDULE_DELAY: "1", OTEL_METRIC_EXPORT_INTERVAL: "2" },
    [true, true, "ParentBased{root=AlwaysOnSampler", 1, 2],
  ],
] as const)("%j", (variables, want) => {
  const problems: string[] = [];
  const { traces, metrics, sampler, traceDelayMs, metricIntervalMs } = otelSettingsFrom(variables, problems);
  expect([traces, metrics, sampler.toString().split(",")[0], traceDelayMs, metricIntervalMs]).toEqual(want);
  expect(problems).toEqual([]);
});

test("what is wrong is told, all at once", () => {
  const problems: string[] = [];
  const variables = {
    OTEL_TRACES_EXPORTER: "zipkin",
    OTEL_METRICS_EXPORTER: "prometheus",
    OTEL_TRACES_SAMPLER: "sometimes",
    OTEL_TRACES_SAMPLER_ARG: "2",
    OTEL_BSP_SCHEDULE_DELAY: "0",
    OTEL_METRIC_EXPORT_INTERVAL: "1m",
  };
  otelSettingsFrom(variables, problems);
  expect(problems.map((problem) => problem.split(" ")[0])).toEqual([
    "OTEL_TRACES_EXPORTER",
    "OTEL_METRICS_EXPORTER",
    "OTEL_TRACES_SAMPLER_ARG",
    "OTEL_TRACES_SAMPLER",
    "OTEL_BSP_SCHEDULE_DELAY",
    "OTEL_METRIC_EXPORT_INTERVAL",
  ]);
});

let world: ToyWorld | undefined;
afterEach(async () => {
  await world?.handler.close();
  world = undefined;
});

function server(): ToyWorld {
  if (world === undefined) throw new Error("no server was started");
  return world;
}

async function call(): Promise<number> {
  const request = mcpRequest("modern", "tools/call", { name: "list_pets", arguments: {} }, bearer(await mint(key)));
  return (await server().handler.fetch(request)).status;
}

test("a collector that refuses costs no call, is told once, and not what it said", async () => {
  let asked = 0;
  const collector = createServer((_request, response) => {
    asked++;
    response.statusCode = 400;
    response.end("SECRET of the collector");
  });
  await new Promise<void>((done) => {
    collector.listen(0, "127.0.0.1", done);
  });
  vi.stubEnv("OTEL_EXPORTER_OTLP_ENDPOINT", `http://127.0.0.1:${(collector.address() as AddressInfo).port}`);
  const otel = { OTEL_BSP_SCHEDULE_DELAY: "10", OTEL_METRICS_EXPORTER: "none" };
  world = createWorld({ keys: [key], features: { otel: createOtel }, otel });
  for (let at = 1; at <= 3; at++) {
    expect(await call()).toBe(200);
    await vi.waitFor(() => expect(asked).toBeGreaterThanOrEqual(at), { timeout: 5_000, interval: 10 });
  }
  await vi.waitFor(() => expect(server().lines.map(({ message }) => message)).toContain("telemetry could not be sent"));
  const told = server().lines.filter(({ message }) => message === "telemetry could not be sent");
  expect(told).toEqual([{ level: "warn", message: "telemetry could not be sent", kind: "traces", code: "400" }]);
  collector.closeAllConnections();
  collector.close();
});

test("a collector that never answers does not keep the server from stopping", { timeout: 10_000 }, async () => {
  const collector = createServer(() => {});
  await new Promise<void>((done) => {
    collector.listen(0, "127.0.0.1", done);
  });
  vi.stubEnv("OTEL_EXPORTER_OTLP_ENDPOINT", `http://127.0.0.1:${(collector.address() as AddressInfo).port}`);
  world = createWorld({ keys: [key], features: { otel: createOtel }, otel: {} });
  await call();
  const started = performance.now();
  await server().handler.close();
  expect(performance.now() - started).toBeLessThan(5_000);
  collector.closeAllConnections();
  collector.close();
});

test("switched off, nothing is recorded and the client's trace goes to the API as it came", async () => {
  world = createWorld({ keys: [key], features: { otel: createOtel }, otel: { OTEL_SDK_DISABLED: "true" } });
  let sent: string | null = null;
  server().api = (_url, init) => {
    sent = new Headers(init?.headers).get("traceparent");
    return Response.json([]);
  };
  const traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  const headers = { ...bearer(await mint(key)), traceparent };
  await server().handler.fetch(mcpRequest("legacy", "tools/call", { name: "list_pets", arguments: {} }, headers));
  expect(sent).toBe(traceparent);
});
