import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { findConfig, loadConfig } from "../config/load-config.ts";
import type { DevEvent, DevOptions, RunningDev } from "../dev/dev-options.ts";
import { GeneratorError } from "../errors.ts";
import type { CliIo } from "./cli-io.ts";
import { formatDev, formatDevEvent } from "./format-dev.ts";
import { harmlessJson } from "./harmless.ts";
import { createPalette } from "./palette.ts";
import { chooseProjects, type DocumentFlags, planInspections } from "./plan-runs.ts";

/** `dev` of `dev/dev.ts`. */
export type DevFunction = (options: DevOptions) => Promise<RunningDev>;

/** What the flags of `dev` say. */
export interface DevFlags extends DocumentFlags {
  readonly config?: string;
  readonly api?: string;
  readonly port?: number;
  readonly apiPort?: number;
  readonly authPort?: number;
  readonly dir?: string;
  readonly json?: boolean;
}

/**
 * The command `dev`: what runs where on standard output, what happens on standard error, until a signal ends it all. With `--json` all
 * of it is lines of JSON on standard output.
 * @throws GeneratorError as `dev` does, and `bad-usage` when there is not one project
 */
export async function runDev(flags: DevFlags, io: CliIo, dev: DevFunction): Promise<void> {
  const ended = io.untilSignal();
  const json = flags.json ?? false;
  const palette = createPalette(io.stderr, io.env);
  const onEvent = (event: DevEvent): void => {
    if (json) io.stdout.write(`${harmlessLine(event)}\n`);
    else io.stderr.write(formatDevEvent(event, palette));
  };
  const options = await devOptions(flags, io);
  if (!json) io.stderr.write("starting …\n");
  const running = await dev({ ...options, environment: io.env, onEvent });
  const token = await running.token();
  if (json) io.stdout.write(`${harmlessLine({ kind: "started", ...running, token })}\n`);
  else io.stdout.write(formatDev(running, token, createPalette(io.stdout, io.env)));
  await ended;
  if (!json) io.stderr.write("\nstopping\n");
  await running.stop();
}

/** JSON on one line. */
function harmlessLine(value: object): string {
  return harmlessJson(value).replaceAll(/\n\s*/gu, " ");
}

async function devOptions(flags: DevFlags, io: CliIo): Promise<Omit<DevOptions, "environment">> {
  const file = flags.config === undefined ? findConfig(io.cwd) : resolve(io.cwd, flags.config);
  const config = file === undefined ? undefined : await loadConfig(file);
  const [run, ...others] = planInspections(flags, config, io.cwd);
  if (run === undefined || others.length > 0)
    throw usage("The config has several projects. Choose one with --project.");
  if (flags.api !== undefined && !isHttpUrl(flags.api))
    throw usage(`--api must be an http(s) URL without query, not "${flags.api}".`);
  const out = chooseProjects(flags, config)[0]?.[1].out;
  const customFile = out === undefined ? undefined : join(out, "src", "custom.ts");
  const { port, apiPort, authPort, dir, api } = flags;
  return {
    project: run.options,
    ports: {
      ...(port !== undefined && { server: port }),
      ...(apiPort !== undefined && { api: apiPort }),
      ...(authPort !== undefined && { authorizationServer: authPort }),
    },
    ...(dir !== undefined && { folder: resolve(io.cwd, dir) }),
    ...(api !== undefined && { apiBaseUrl: api.replace(/\/+$/u, "") }),
    ...(customFile !== undefined && existsSync(customFile) && { customFile }),
  };
}

function isHttpUrl(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^https?:$/u.test(url.protocol) && url.search === "" && url.hash === "";
}

function usage(message: string): GeneratorError {
  return new GeneratorError("bad-usage", message);
}
