import type { Handler } from "../create-runtime.ts";
import { createChecked } from "../create-checked.ts";
import type { HandlerOptions } from "../handler-options.ts";
import { defaultLimits } from "../limits.ts";
import type { Log } from "../log.ts";
import { type Environment, optionsFromEnvironment } from "../options-from-environment.ts";
import { watchEventLoop } from "./event-loop-watch.ts";
import { listenOptionsFrom } from "./listen-options.ts";
import { nodeEffects } from "./node-effects.ts";
import { type ListeningServer, serve } from "./serve.ts";

/** What a program is started with. */
export interface ProgramParts {
  readonly createHandler: (options: HandlerOptions) => Handler;
  readonly environment: Environment;
  /** Makes the log, of a pino level. */
  readonly createLog: (level: string) => Log;
}

const logLevels: readonly string[] = ["trace", "debug", "info", "warn", "error", "fatal", "silent"];

/**
 * Starts the server that the environment describes.
 * @throws ConfigError that lists everything wrong with the environment; or why the address cannot be listened on.
 */
export async function startServer(program: ProgramParts): Promise<ListeningServer> {
  const { environment } = program;
  const problems: string[] = [];
  const listen = listenOptionsFrom(environment, problems);
  const log = program.createLog(logLevelFrom(environment, problems));
  const options = optionsFromEnvironment(environment);
  const watch = watchEventLoop(options.limits?.maxEventLoopDelayMs ?? defaultLimits.maxEventLoopDelayMs);
  const effects = { ...nodeEffects, log, isOverloaded: () => watch.isLate() };
  const handler = createChecked(() => program.createHandler({ ...options, effects }), problems);
  const drainTimeoutMs = options.limits?.drainTimeoutMs ?? defaultLimits.drainTimeoutMs;
  await handler.start();
  const server = await serve(handler, { ...listen, log, drainTimeoutMs });
  log.info("listening", { host: listen.host, port: server.port });
  return server;
}

/** Reads `LOG_LEVEL`; what is wrong is told in `problems`. */
export function logLevelFrom(environment: Environment, problems: string[]): string {
  const level = environment["LOG_LEVEL"]?.trim() || "info";
  if (logLevels.includes(level)) return level;
  problems.push(`LOG_LEVEL must be one of ${logLevels.join(", ")}.`);
  return "info";
}
