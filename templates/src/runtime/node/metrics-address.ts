import type { HandlerOptions } from "../handler-options.ts";

/** Where the page of metrics is served. */
export interface MetricsAddress {
  readonly port: number;
  readonly host: string;
}

/** Reads `METRICS_PORT` and `METRICS_HOST`; undefined without a port: there is no page. What is wrong is told in `problems`. */
export function metricsAddressFrom(
  { metricsPort, metricsHost = "127.0.0.1" }: Pick<HandlerOptions, "metricsPort" | "metricsHost">,
  problems: string[],
): MetricsAddress | undefined {
  if (metricsPort === undefined) return undefined;
  const port = String(metricsPort);
  if (/^\d{1,5}$/.test(port) && Number(port) <= 65_535) return { port: Number(port), host: metricsHost };
  problems.push("METRICS_PORT (metricsPort) must be a whole number from 0 to 65535; 0 takes any free port.");
  return undefined;
}
