import { Command, CommanderError } from "commander";
import { GeneratorError, type GeneratorErrorCode } from "../errors.ts";
import { createCheckCommand } from "./check-command.ts";
import type { CliIo } from "./cli-io.ts";
import { createDiffCommand } from "./diff-command.ts";
import { createDevCommand } from "./dev-command.ts";
import { createDoctorCommand } from "./doctor-command.ts";
import { createGenerateCommand } from "./generate-command.ts";
import { createInspectCommand } from "./inspect-command.ts";
import { harmlessLines } from "./harmless.ts";
import { createPalette } from "./palette.ts";
import type { CheckFunction } from "./run-check.ts";
import type { DiffFunction } from "./run-diff.ts";
import { createServeCommand } from "./serve-command.ts";
import type { DevFunction } from "./run-dev.ts";
import type { DoctorFunction } from "./run-doctor.ts";
import type { GenerateFunction } from "./run-generate.ts";
import { createInitCommand } from "./init-command.ts";
import type { InitWork } from "./run-init.ts";
import type { InspectFunction } from "./run-inspect.ts";
import type { ServeFunction } from "./run-serve.ts";

/** The work behind the commands; the CLI itself only reads flags and prints. */
export interface CliWork {
  readonly version: string;
  readonly generate: GenerateFunction;
  readonly check: CheckFunction;
  readonly diff: DiffFunction;
  readonly inspect: InspectFunction;
  readonly doctor: DoctorFunction;
  readonly serve: ServeFunction;
  readonly dev: DevFunction;
  readonly questions: InitWork["questions"];
}

/** What a command ends with: fine; the check it makes failed; bad usage, bad input, or a fault of ours. */
export type ExitCode = 0 | 1 | 2;

/**
 * Runs the CLI. Never throws, never ends the process.
 *
 * @param argv - what follows `slipway`
 */
export async function run(argv: readonly string[], io: CliIo, work: CliWork): Promise<ExitCode> {
  let code: ExitCode = 0;
  try {
    await createProgram(io, work, () => (code = 1)).parseAsync([...argv], { from: "user" });
    return code;
  } catch (error) {
    return report(error, io);
  }
}

const description = `Launches an OpenAPI document as a hosted MCP server: an OAuth 2.1 resource server
with one typed tool per operation.`;

/** @param onFailure - called by a command whose check failed */
function createProgram(io: CliIo, work: CliWork, onFailure: () => void): Command {
  const program = new Command("slipway")
    .description(description)
    .version(work.version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand("help [command]", "print the help of a command")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      getOutHelpWidth: () => io.stdout.columns,
      getErrHelpWidth: () => io.stderr.columns,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .showHelpAfterError("Run `slipway --help` for the commands, `slipway <command> --help` for their options.");
  program.addCommand(createInitCommand(io, work).copyInheritedSettings(program));
  program.addCommand(createGenerateCommand(io, work.generate).copyInheritedSettings(program));
  program.addCommand(createCheckCommand(io, work.check, onFailure).copyInheritedSettings(program));
  program.addCommand(createDiffCommand(io, work.diff, onFailure).copyInheritedSettings(program));
  program.addCommand(createInspectCommand(io, work).copyInheritedSettings(program));
  program.addCommand(createDoctorCommand(io, work.doctor, onFailure).copyInheritedSettings(program));
  program.addCommand(createDevCommand(io, work.dev).copyInheritedSettings(program));
  program.addCommand(createServeCommand(io, work.serve).copyInheritedSettings(program));
  return program;
}

/** Errors that are the answer of a check, not a mistake of whoever asked. */
const failedChecks: ReadonlySet<GeneratorErrorCode> = new Set([
  "document-strict",
  "proposals-changed",
  "surface-too-large",
]);

/** A usage error was printed by the parser already; an error of ours teaches; anything else is to be reported. */
function report(error: unknown, io: CliIo): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const palette = createPalette(io.stderr, io.env);
  if (error instanceof GeneratorError) {
    io.stderr.write(`${palette("red", "error")}: ${harmlessLines(error.message)}\n`);
    return failedChecks.has(error.code) ? 1 : 2;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  io.stderr.write(
    `${harmlessLines(stack)}\n\n${palette("red", "error")}: this is a fault of Slipway, not of yours. Please report it, with the text above.\n`,
  );
  return 2;
}
