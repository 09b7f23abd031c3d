import { paint, print } from "../terminal.ts";

/** Prints the steps of a walk as they are made. */
export interface Reporter {
  /** Makes a step and prints it with a tick and its time; `work` gives the detail behind it. Rethrows what fails. */
  step(title: string, work: () => Promise<string>): Promise<void>;
  /** A step that was made on the way, with its time in ms. */
  done(title: string, detail: string, ms: number): void;
}

/** A reporter on standard output. */
export function createReporter(): Reporter {
  const line = (mark: string, title: string, detail: string, ms: number): void => {
    const time = `${Math.round(ms)} ms`.padStart(7);
    print(`  ${mark} ${paint("dim", time)}  ${title.padEnd(33)} ${paint("dim", detail)}`);
  };
  return {
    async step(title, work) {
      const start = performance.now();
      try {
        line(paint("green", "✓"), title, await work(), performance.now() - start);
      } catch (error) {
        line(
          paint("red", "✗"),
          title,
          error instanceof Error ? error.message : String(error),
          performance.now() - start,
        );
        throw error;
      }
    },
    done: (title, detail, ms) => line(paint("green", "✓"), title, detail, ms),
  };
}

/** @throws Error with the message unless the condition holds */
export function check(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(message);
}
