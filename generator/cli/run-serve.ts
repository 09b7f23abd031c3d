import { resolve } from "node:path";
import { GeneratorError } from "../errors.ts";
import type { ServeEvent, ServeOptions } from "../serve/serve-options.ts";
import type { RunningServers } from "../serve/serve.ts";
import type { CliIo } from "./cli-io.ts";
import { harmless } from "./harmless.ts";
import { createPalette } from "./palette.ts";

/** `serve` of `serve/serve.ts`. */
export type ServeFunction = (options: ServeOptions) => Promise<RunningServers>;

/** What the flags of `serve` say. */
export interface ServeFlags {
  readonly port?: number;
  readonly host?: string;
  readonly publicUrl?: string;
}

/**
 * The command `serve`: what the servers print and what becomes of them goes to standard error, until a signal ends it all.
 * @throws GeneratorError `bad-usage`
 */
export async function runServe(
  folders: readonly string[],
  { port, host, publicUrl }: ServeFlags,
  io: CliIo,
  serve: ServeFunction,
): Promise<void> {
  if (publicUrl !== undefined && !isHttpUrl(publicUrl))
    throw new GeneratorError("bad-usage", `--public-url must be an http(s) URL without query, not "${publicUrl}".`);
  const palette = createPalette(io.stderr, io.env);
  const show = ({ server, kind, text }: ServeEvent): void => {
    const mark = kind === "ended" || kind === "unhealthy" ? palette("red", kind) : palette("cyan", kind);
    io.stderr.write(`${palette("bold", server)} ${kind === "output" ? "|" : mark} ${harmless(text)}\n`);
  };
  const running = await serve({
    projects: folders.map((folder) => resolve(io.cwd, folder)),
    environment: io.env,
    onEvent: show,
    ...(port !== undefined && { port }),
    ...(host !== undefined && { host }),
    ...(publicUrl !== undefined && { publicUrl }),
  });
  for (const { name, url } of await running.status()) io.stdout.write(`${name}: ${url}\n`);
  await io.untilSignal();
  io.stderr.write("stopping: calls in flight are answered first\n");
  await running.stop();
}

function isHttpUrl(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^https?:$/u.test(url.protocol) && url.search === "" && url.hash === "";
}
