import type { Meter, Tracer } from "@opentelemetry/api";
import { OTLPMetricExporter } from "@opentelemetry/exporter-metrics-otlp-http";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import {
  defaultResource,
  detectResources,
  envDetector,
  type Resource,
  resourceFromAttributes,
} from "@opentelemetry/resources";
import { MeterProvider, PeriodicExportingMetricReader } from "@opentelemetry/sdk-metrics";
import { BatchSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import { combineObservers } from "../telemetry/combine-observers.ts";
import type { ObserverFactory } from "../telemetry/observer.ts";
import { otelMetrics } from "./otel-metrics.ts";
import { type OtelSettings, otelSettingsFrom } from "./otel-settings.ts";
import { otelSpans } from "./otel-spans.ts";
import { tellFailures } from "./tell-failures.ts";
import type { Log } from "../log.ts";

/** How long a stop waits for what is still to be sent, in ms: a collector that is gone must not keep a server from stopping. */
const FLUSH_MS = 3_000;

/** What sends what was recorded. */
interface Provider {
  shutdown(): Promise<void>;
}

/**
 * Traces and metrics over OTLP/HTTP as JSON, as the standard `OTEL_…` variables say. The SDK's exporters and resource read theirs
 * from the process. Its Node distribution with automatic instrumentation is not used: that patches modules, and records URLs with
 * the queries that arguments went into.
 */
export const createOtel: ObserverFactory = (setup, problems) => {
  const { api, options, log } = setup;
  const settings = otelSettingsFrom(options.otel ?? {}, problems);
  const resource = resourceFromAttributes({ "service.name": api.name, "service.version": api.version });
  const all = defaultResource()
    .merge(resource)
    .merge(detectResources({ detectors: [envDetector] }));
  const traces = settings.traces ? tracing(settings, all, log) : undefined;
  const metrics = settings.metrics ? metering(settings, all, log) : undefined;
  const providers = [traces?.provider, metrics?.provider].filter((provider) => provider !== undefined);
  if (providers.length === 0) return undefined;
  let closing: Promise<void> | undefined;
  return combineObservers([
    ...(traces === undefined ? [] : [otelSpans(traces.tracer)]),
    ...(metrics === undefined ? [] : [otelMetrics(metrics.meter, setup)]),
    { close: async () => await (closing ??= shutDown(providers)) },
  ]);
};

function tracing(
  { sampler, traceDelayMs }: OtelSettings,
  resource: Resource,
  log: Log,
): { readonly provider: Provider; readonly tracer: Tracer } {
  const exporter = tellFailures(new OTLPTraceExporter(), "traces", log);
  const processor = new BatchSpanProcessor({ exporter, scheduledDelayMillis: traceDelayMs });
  const provider = new TracerProvider({ resource, sampler, spanProcessors: [processor] });
  return { provider, tracer: provider.getTracer("mcp-server") };
}

function metering(
  { metricIntervalMs }: OtelSettings,
  resource: Resource,
  log: Log,
): { readonly provider: Provider; readonly meter: Meter } {
  const exporter = tellFailures(new OTLPMetricExporter(), "metrics", log);
  const reader = new PeriodicExportingMetricReader({
    exporter,
    exportIntervalMillis: metricIntervalMs,
    exportTimeoutMillis: Math.min(metricIntervalMs, 30_000),
  });
  const provider = new MeterProvider({ resource, readers: [reader] });
  return { provider, meter: provider.getMeter("mcp-server") };
}

async function shutDown(providers: readonly Provider[]): Promise<void> {
  const late = Promise.withResolvers<void>();
  const timer = setTimeout(() => late.resolve(), FLUSH_MS);
  await Promise.race([Promise.allSettled(providers.map(async (provider) => await provider.shutdown())), late.promise]);
  clearTimeout(timer);
}
