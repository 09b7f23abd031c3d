#!/usr/bin/env node
/** The program `slipway`: hands the process over to `run`. Nothing else in the generator prints or knows the process. */
import process from "node:process";
import type { Output } from "./cli/cli-io.ts";
import { run } from "./cli/run.ts";
import { readGeneratorPackage } from "./4-emit/generator-package.ts";

function createOutput(stream: NodeJS.WriteStream): Output {
  return {
    isTerminal: stream.isTTY,
    get columns() {
      // A terminal that does not know its size says 0.
      return stream.isTTY && stream.columns > 0 ? stream.columns : 100;
    },
    write: (text) => void stream.write(text),
  };
}

// A reader that went away, as with `slipway … | head`, is no error.
process.stdout.on("error", () => process.exit(0));

const { version } = await readGeneratorPackage();
process.exitCode = await run(
  process.argv.slice(2),
  {
    stdout: createOutput(process.stdout),
    stderr: createOutput(process.stderr),
    cwd: process.cwd(),
    env: process.env,
    canAsk: process.stdin.isTTY && process.stdout.isTTY && process.env["CI"] === undefined,
    now: () => performance.now(),
    untilSignal: async () =>
      new Promise<void>((resolve) => {
        for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
      }),
  },
  {
    version,
    // The stages bring compilers and parsers along: only a command that needs them waits for them.
    generate: async (options) => (await import("./generate.ts")).generate(options),
    check: async (options) => (await import("./check.ts")).check(options),
    diff: async (options) => (await import("./diff.ts")).diff(options),
    inspect: async (options) => (await import("./inspect.ts")).inspect(options),
    serve: async (options) => (await import("./serve/serve.ts")).serve(options),
    questions: async () => (await import("./cli/ask-init.ts")).createInitQuestions(),
    dev: async (options) => (await import("./dev/dev.ts")).dev(options),
    doctor: async (options) => (await import("./doctor/doctor.ts")).doctor(options),
  },
);
