import type { ProgressEvent } from "../progress-event.ts";
import type { CliIo } from "./cli-io.ts";
import { countOf, formatDuration } from "./text-layout.ts";

/** One line on the terminal that follows the work. */
export interface ProgressLine {
  update(event: ProgressEvent): void;
  /** Takes the line away. */
  clear(): void;
}

const silent: ProgressLine = { update: () => {}, clear: () => {} };

/** At most this often, in milliseconds: terminals are slow. */
const pause = 80;

/**
 * Creates a progress line on standard error. It shows nothing where nobody looks: no terminal, CI, or `quiet`.
 *
 * @param label - what is worked on, shown before the stage when there are several projects
 */
export function createProgressLine(io: CliIo, quiet: boolean, label = ""): ProgressLine {
  const { stderr, env } = io;
  if (quiet || !stderr.isTerminal || env["TERM"] === "dumb" || isSet(env["CI"])) return silent;
  const began = io.now();
  let shownAt = Number.NEGATIVE_INFINITY;
  let shown: ProgressEvent["stage"] | undefined;
  return {
    update(event) {
      const now = io.now();
      if (event.stage === shown && now - shownAt < pause && event.done !== event.total) return;
      shown = event.stage;
      shownAt = now;
      // Column 1, the line's text, then what an earlier, longer text left.
      stderr.write(`\r${describeProgress(event, now - began, label).slice(0, stderr.columns - 1)}\u001b[K`);
    },
    clear() {
      if (shown !== undefined) stderr.write("\r\u001b[K");
      shown = undefined;
    },
  };
}

/** `emitting 12/47 services  1.3 s`; without `done`, `emitting 47 services  1.3 s`. */
function describeProgress({ stage, done, total, unit = "" }: ProgressEvent, elapsed: number, label: string): string {
  const counted = total === undefined ? "" : ` ${countOf(total, unit, unit)}`.trimEnd();
  const ratio = done === undefined ? counted : counted.replace(" ", ` ${done.toLocaleString("en-US")}/`);
  return `${label === "" ? "" : `${label}: `}${stage}${ratio}  ${formatDuration(elapsed)}`;
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== "" && value !== "false" && value !== "0";
}
