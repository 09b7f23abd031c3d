import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import { isRuntimeErrorCode } from "../errors.ts";
import type { Observer, ObserverFactory, ObserverSetup } from "../telemetry/observer.ts";
import { createMetricsServer } from "./metrics-server.ts";
import { metricsAddressFrom } from "./metrics-address.ts";

/** In seconds, as OpenTelemetry's conventions for MCP have them. */
const BUCKETS: number[] = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30];

/** Prometheus metrics on a port of their own, when `METRICS_PORT` names one. Every label is from a closed list: see `docs`. */
export const createMetrics: ObserverFactory = (setup, problems) => {
  const address = metricsAddressFrom(setup.options, problems);
  if (address === undefined) return undefined;
  const registry = new Registry();
  const server = createMetricsServer(registry, { ...address, log: setup.log });
  return { ...meter(registry, setup), start: server.start, close: server.close };
};

/** What counts and measures, into `registry`. */
function meter(registry: Registry, { callsInFlight, callsQueued }: ObserverSetup): Observer {
  collectDefaultMetrics({ register: registry });
  const families = createFamilies(registry);
  registry.registerMetric(gauge("mcp_calls_in_flight", "Calls that are being served.", callsInFlight));
  registry.registerMetric(gauge("mcp_calls_queued", "Calls that wait for a place.", callsQueued));
  return {
    requestEnded({ route, status, outcome, durationMs }) {
      families.requests.inc({ route, status: statusClass(status), outcome });
      families.requestSeconds.observe({ route }, durationMs / 1000);
      if (isRuntimeErrorCode(outcome)) families.refusals.inc({ code: outcome });
    },
    tokenJudged: (verdict) => families.tokens.inc({ verdict }),
    departed: (tool, kind) => families.departures.inc({ tool, kind }),
    callStarted: ({ tool = "", method }) => ({
      ended({ outcome, durationMs }) {
        families.calls.inc({ tool, method, outcome });
        families.callSeconds.observe({ tool }, durationMs / 1000);
      },
      requestSent: (request) => ({
        ended({ status, durationMs }) {
          const labels = { method: request.method, status: status === undefined ? "none" : statusClass(status) };
          families.upstream.inc(labels);
          families.upstreamSeconds.observe(labels, durationMs / 1000);
        },
      }),
    }),
  };
}

/** Read when the page is. */
function gauge(name: string, help: string, read: () => number): Gauge {
  return new Gauge({
    registers: [],
    name,
    help,
    collect() {
      this.set(read());
    },
  });
}

/** Every family but those of the process. The library takes its names of labels as a mutable list. */
function createFamilies(registry: Registry): {
  readonly requests: Counter<"route" | "status" | "outcome">;
  readonly requestSeconds: Histogram<"route">;
  readonly refusals: Counter<"code">;
  readonly tokens: Counter<"verdict">;
  readonly departures: Counter<"tool" | "kind">;
  readonly calls: Counter<"tool" | "method" | "outcome">;
  readonly callSeconds: Histogram<"tool">;
  readonly upstream: Counter<"method" | "status">;
  readonly upstreamSeconds: Histogram<"method" | "status">;
} {
  const registers = [registry];
  const counter = <Label extends string>(name: string, help: string, labelNames: Label[]): Counter<Label> =>
    new Counter({ registers, name, help, labelNames });
  const histogram = <Label extends string>(name: string, help: string, labelNames: Label[]): Histogram<Label> =>
    new Histogram({ registers, name, help, labelNames, buckets: BUCKETS });
  return {
    requests: counter("mcp_http_requests_total", "HTTP requests answered.", ["route", "status", "outcome"]),
    requestSeconds: histogram("mcp_http_request_duration_seconds", "HTTP requests, until their answer.", ["route"]),
    refusals: counter("mcp_refusals_total", "Requests refused at the edge, by the code of errors.ts.", ["code"]),
    tokens: counter("mcp_token_verifications_total", "Bearer tokens judged; ok, or why not.", ["verdict"]),
    departures: counter("mcp_departures_total", "Answers that the API's document does not declare.", ["tool", "kind"]),
    calls: counter("mcp_tool_calls_total", "Calls of tools, by how they ended.", ["tool", "method", "outcome"]),
    callSeconds: histogram("mcp_tool_call_duration_seconds", "Calls of tools, from arguments to result.", ["tool"]),
    upstream: counter("mcp_upstream_requests_total", "Requests to the API; none: no answer.", ["method", "status"]),
    upstreamSeconds: histogram(
      "mcp_upstream_request_duration_seconds",
      "Requests to the API, until the head of the answer.",
      ["method", "status"],
    ),
  };
}

/** `2xx`; 0 is a redirect that the platform hides. */
function statusClass(status: number): string {
  return status >= 100 && status < 600 ? `${Math.floor(status / 100)}xx` : "none";
}
