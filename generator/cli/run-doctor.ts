import type { DoctorOptions } from "../doctor/doctor-options.ts";
import type { DoctorReport } from "../doctor/doctor-report.ts";
import type { JsonObject } from "../doctor/evidence.ts";
import { GeneratorError } from "../errors.ts";
import type { CliIo } from "./cli-io.ts";
import { formatDoctorReport } from "./doctor-table.ts";
import { harmless, harmlessJson } from "./harmless.ts";
import { createPalette } from "./palette.ts";

/** `doctor` of `doctor/doctor.ts`. */
export type DoctorFunction = (options: DoctorOptions) => Promise<DoctorReport>;

/** The flags of `doctor`, as commander gives them. */
export interface DoctorFlags {
  readonly token?: string;
  readonly signIn?: boolean;
  readonly clientId?: string;
  readonly port?: string;
  readonly origin?: string;
  readonly call?: string;
  readonly arguments?: string;
  readonly callRead?: boolean;
  readonly tokenInQuery?: boolean;
  readonly timeout?: string;
  readonly json?: boolean;
}

/**
 * The command `doctor`: what is being done on standard error, the findings or JSON on standard output.
 *
 * @returns whether no check failed
 * @throws GeneratorError as `doctor` does, and `bad-usage` for flags that make no sense
 */
export async function runDoctor(url: string, flags: DoctorFlags, io: CliIo, doctor: DoctorFunction): Promise<boolean> {
  const report = await doctor(optionsOf(url, flags, io));
  if (flags.json === true) io.stdout.write(`${harmlessJson(report)}\n`);
  else {
    io.stdout.write(
      formatDoctorReport(report, { columns: io.stdout.columns, palette: createPalette(io.stdout, io.env) }),
    );
  }
  return report.counts.fail === 0;
}

function optionsOf(url: string, flags: DoctorFlags, io: CliIo): DoctorOptions {
  const { call, callRead, origin, tokenInQuery } = flags;
  const token = flags.token ?? (flags.signIn === true ? undefined : nonEmpty(io.env["SLIPWAY_TOKEN"]));
  const callArguments = readArguments(flags.arguments);
  if (flags.signIn !== true && (flags.clientId !== undefined || flags.port !== undefined)) {
    throw usage("--client-id and --port belong to --sign-in.");
  }
  if (callArguments !== undefined && call === undefined) throw usage("--arguments belongs to --call.");
  return {
    url,
    ...(token !== undefined && { token }),
    ...(flags.signIn === true && { signIn: signInOf(flags, io) }),
    ...(origin !== undefined && { origin }),
    ...(call !== undefined && { call }),
    ...(callArguments !== undefined && { callArguments }),
    ...(callRead !== undefined && { callRead }),
    ...(tokenInQuery !== undefined && { tokenInQuery }),
    ...(flags.timeout !== undefined && { timeout: numberOf("--timeout", flags.timeout, [1, 120]) * 1000 }),
    onProgress: (step) => {
      if (flags.json !== true) io.stderr.write(`${harmless(step)}\n`);
    },
  };
}

function signInOf({ clientId, port }: DoctorFlags, io: CliIo): NonNullable<DoctorOptions["signIn"]> {
  return {
    ...(clientId !== undefined && { clientId }),
    ...(port !== undefined && { port: numberOf("--port", port, [1, 65_535]) }),
    open: (url) =>
      io.stderr.write(`Open this page to sign in (doctor waits for five minutes):\n\n  ${harmless(url)}\n\n`),
  };
}

function readArguments(text: string | undefined): JsonObject | undefined {
  if (text === undefined) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new GeneratorError("bad-usage", "--arguments is not JSON.", { cause });
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw usage('--arguments must be a JSON object, as in {"id": "a"}.');
  }
  return { ...value };
}

function numberOf(flag: string, text: string, [least, most]: readonly [number, number]): number {
  const value = Number(text);
  if (!/^\d+$/u.test(text) || value < least || value > most) {
    throw usage(`${flag} must be a whole number from ${least} to ${most}, not "${text}".`);
  }
  return value;
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === "" ? undefined : text;
}

function usage(message: string): GeneratorError {
  return new GeneratorError("bad-usage", message);
}
