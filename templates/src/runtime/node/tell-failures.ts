import { type ExportResult, ExportResultCode } from "@opentelemetry/core";
import type { Log } from "../log.ts";

/** What sends telemetry: an exporter of the SDK. */
interface Exporter<Items> {
  export(items: Items, done: (result: ExportResult) => void): void;
}

/**
 * `exporter`, which tells when it begins to fail: the SDK says nothing by itself, and an operator would look at an empty screen.
 * The error is not logged: it may hold the collector's address and what it answered.
 */
export function tellFailures<Items, Of extends Exporter<Items>>(
  exporter: Of & Exporter<Items>,
  what: "traces" | "metrics",
  log: Log,
): Of {
  const send = exporter.export.bind(exporter);
  let failing = false;
  exporter.export = (items, done) =>
    send(items, (result) => {
      const failed = result.code !== ExportResultCode.SUCCESS;
      if (failed && !failing) log.warn("telemetry could not be sent", { kind: what, ...codeOf(result.error) });
      failing = failed;
      done(result);
    });
  return exporter;
}

/** A system's or HTTP's code. */
function codeOf(error: Error | undefined): { readonly code?: string } {
  if (error === undefined || !("code" in error)) return {};
  const { code } = error;
  return typeof code === "string" || typeof code === "number" ? { code: String(code).slice(0, 32) } : {};
}
