import process from "node:process";
import { styleText } from "node:util";

type Format = Parameters<typeof styleText>[0];

/** Text in a style, where standard output is a terminal that shows it (and `NO_COLOR` is not set). */
export function paint(format: Format, text: string): string {
  return styleText(format, text, { stream: process.stdout });
}

/** Prints a line. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Prints a line for what went wrong. */
export function printError(line: string): void {
  process.stderr.write(`${styleText("red", line, { stream: process.stderr })}\n`);
}
