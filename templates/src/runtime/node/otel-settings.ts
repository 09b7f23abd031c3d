import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  ParentBasedSampler,
  type Sampler,
  TraceIdRatioBasedSampler,
} from "@opentelemetry/sdk-trace";
import type { OtelVariables } from "../handler-options.ts";

/** What the variables say that the SDK's parts do not read themselves. */
export interface OtelSettings {
  readonly traces: boolean;
  readonly metrics: boolean;
  readonly sampler: Sampler;
  /** Between two exports of spans, in ms. */
  readonly traceDelayMs: number;
  /** Between two exports of metrics, in ms. */
  readonly metricIntervalMs: number;
}

/**
 * Reads the variables of OpenTelemetry's specification (Environment Variable Specification, General SDK Configuration). What is
 * wrong is told in `problems`.
 */
export function otelSettingsFrom(variables: OtelVariables, problems: string[]): OtelSettings {
  const enabled = variables["OTEL_SDK_DISABLED"]?.toLowerCase() !== "true";
  return {
    traces: exports("OTEL_TRACES_EXPORTER", variables, problems) && enabled,
    metrics: exports("OTEL_METRICS_EXPORTER", variables, problems) && enabled,
    sampler: samplerFrom(variables, problems),
    traceDelayMs: millis("OTEL_BSP_SCHEDULE_DELAY", 5_000, variables, problems),
    metricIntervalMs: millis("OTEL_METRIC_EXPORT_INTERVAL", 60_000, variables, problems),
  };
}

function exports(name: string, variables: OtelVariables, problems: string[]): boolean {
  const value = variables[name] ?? "otlp";
  if (value !== "otlp" && value !== "none") problems.push(`${name} must be otlp or none.`);
  return value === "otlp";
}

/** The samplers of the specification, by their names there. */
function samplerFrom(variables: OtelVariables, problems: string[]): Sampler {
  const name = variables["OTEL_TRACES_SAMPLER"] ?? "parentbased_always_on";
  const root = rootSampler(name.replace("parentbased_", ""), ratioFrom(variables, problems));
  if (root === undefined) {
    problems.push(
      "OTEL_TRACES_SAMPLER must be always_on, always_off, traceidratio, parentbased_always_on, parentbased_always_off or parentbased_traceidratio.",
    );
    return new AlwaysOffSampler();
  }
  return name.startsWith("parentbased_") ? new ParentBasedSampler({ root }) : root;
}

function rootSampler(name: string, ratio: number): Sampler | undefined {
  if (name === "always_on") return new AlwaysOnSampler();
  if (name === "always_off") return new AlwaysOffSampler();
  return name === "traceidratio" ? new TraceIdRatioBasedSampler(ratio) : undefined;
}

function ratioFrom(variables: OtelVariables, problems: string[]): number {
  const text = variables["OTEL_TRACES_SAMPLER_ARG"] ?? "1";
  const ratio = Number(text);
  if (text.trim() !== "" && ratio >= 0 && ratio <= 1) return ratio;
  problems.push("OTEL_TRACES_SAMPLER_ARG must be a number from 0 to 1.");
  return 1;
}

function millis(name: string, byDefault: number, variables: OtelVariables, problems: string[]): number {
  const text = variables[name] ?? String(byDefault);
  if (/^\d{1,7}$/.test(text) && Number(text) > 0) return Number(text);
  problems.push(`${name} must be a whole number of milliseconds above 0.`);
  return byDefault;
}
