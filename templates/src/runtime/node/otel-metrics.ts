import type { Histogram, Meter } from "@opentelemetry/api";
import type { Observer, ObserverSetup } from "../telemetry/observer.ts";

/** Conventions for MCP: the bounds of its histograms, in seconds. */
const boundaries = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 120, 300];

/** The measurements of the metrics page, by the names of OpenTelemetry's conventions where they have one. */
export function otelMetrics(
  meter: Meter,
  { callsInFlight, callsQueued }: Pick<ObserverSetup, "callsInFlight" | "callsQueued">,
): Observer {
  const seconds = (name: string): Histogram =>
    meter.createHistogram(name, { unit: "s", advice: { explicitBucketBoundaries: boundaries } });
  const calls = seconds("mcp.server.operation.duration");
  const requests = seconds("http.server.request.duration");
  const sent = seconds("http.client.request.duration");
  const departures = meter.createCounter("mcp.server.departures");
  const tokens = meter.createCounter("mcp.server.token_verifications");
  meter.createObservableUpDownCounter("mcp.server.calls_in_flight").addCallback((result) => {
    result.observe(callsInFlight());
  });
  meter.createObservableUpDownCounter("mcp.server.calls_queued").addCallback((result) => {
    result.observe(callsQueued());
  });
  return {
    requestEnded({ method, route, status, durationMs, outcome }) {
      requests.record(durationMs / 1000, {
        "http.request.method": method === "OTHER" ? "_OTHER" : method,
        "http.route": route,
        "http.response.status_code": status,
        ...(status >= 400 && { "error.type": outcome }),
      });
    },
    tokenJudged: (verdict) => tokens.add(1, { verdict }),
    departed: (tool, kind) => departures.add(1, { "gen_ai.tool.name": tool, kind }),
    callStarted: ({ tool, method }) => ({
      ended({ outcome, durationMs }) {
        calls.record(durationMs / 1000, {
          "mcp.method.name": method,
          ...(tool !== undefined && { "gen_ai.tool.name": tool }),
          ...(outcome !== "ok" && outcome !== "input_required" && { "error.type": outcome }),
        });
      },
      requestSent: ({ method: verb, path, host, port }) => ({
        ended({ status, failure, durationMs }) {
          sent.record(durationMs / 1000, {
            "http.request.method": verb,
            "url.template": path,
            "server.address": host,
            "server.port": port,
            ...(status === undefined ? { "error.type": failure || "_OTHER" } : { "http.response.status_code": status }),
          });
        },
      }),
    }),
  };
}
