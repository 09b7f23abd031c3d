import { styleText } from "node:util";
import type { Severity } from "../diagnostics.ts";
import type { CliIo, Output } from "./cli-io.ts";

type Style = "bold" | "dim" | "red" | "yellow" | "cyan" | "green";

/** Colours of one stream; each gives its text unchanged when the stream has none. */
export type Palette = (style: Style, text: string) => string;

/** Colours are for terminals, and not with `NO_COLOR` (no-color.org) or `TERM=dumb`. */
export function createPalette(output: Output, env: CliIo["env"]): Palette {
  const noColor = env["NO_COLOR"] !== undefined && env["NO_COLOR"] !== "";
  if (!output.isTerminal || noColor || env["TERM"] === "dumb") return (_style, text) => text;
  return (style, text) => styleText(style, text, { validateStream: false });
}

/** The colour of a severity. */
export const severityStyles: Readonly<Record<Severity, Style>> = { error: "red", warning: "yellow", info: "cyan" };
