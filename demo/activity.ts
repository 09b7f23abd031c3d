import type { LogFields, ServerLog } from "./generated-server.ts";
import { paint, print, printError } from "./terminal.ts";

/** A log that shows each request to the MCP endpoint on one short line. */
export function createActivityLog(): ServerLog {
  return {
    debug: () => {},
    info: (message, fields) => {
      if (fields?.status !== undefined) print(activityLine(fields));
      else if (message !== "listening") print(paint("dim", message));
    },
    warn: (message, fields) => print(paint("yellow", `${message} ${detailOf(fields)}`)),
    error: (message, fields) => printError(`${message} ${detailOf(fields)}`),
  };
}

/** A log that shows only what went wrong on the server's side. */
export function createQuietLog(): ServerLog {
  const nothing = (): void => {};
  return { ...createActivityLog(), info: nothing, warn: nothing };
}

function activityLine({ status = 0, tool, route, durationMs, outcome }: LogFields): string {
  const time = new Date().toTimeString().slice(0, 8);
  const shown = paint(status < 400 ? "green" : "yellow", String(status));
  const what = tool ?? route ?? "";
  const result = outcome === undefined || outcome === "ok" ? "" : `  ${outcome}`;
  return `${paint("dim", time)}  ${shown}  ${what}${result}${paint("dim", `  ${Math.round(durationMs ?? 0)} ms`)}`;
}

function detailOf(fields: LogFields | undefined): string {
  return [fields?.tool, fields?.code, fields?.outcome, fields?.reason].filter(Boolean).join(" ");
}
