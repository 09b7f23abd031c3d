import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

/** How to bring a generated project up to date. */
const regenerateCommand = "npm run regenerate";

/** One line of the generated server's log: see its `runtime/log.ts`. */
export interface LogFields {
  readonly route?: string;
  readonly status?: number;
  readonly durationMs?: number;
  readonly tool?: string;
  readonly outcome?: string;
  readonly reason?: string;
  readonly code?: string;
}

type LogLevel = "debug" | "info" | "warn" | "error";

/** Where the generated server's log goes. */
export type ServerLog = { readonly [Level in LogLevel]: (message: string, fields?: LogFields) => void };

/** A generated server that listens. */
export interface GeneratedServer {
  readonly port: number;
  stop(): Promise<void>;
}

/** What `runtime/node/start-server.ts` of a generated project exports, as far as the demo needs it. */
interface StartServerModule {
  readonly startServer: (program: {
    readonly createHandler: unknown;
    readonly environment: Readonly<Record<string, string>>;
    readonly createLog: () => ServerLog;
  }) => Promise<GeneratedServer>;
}

/**
 * Whether a generated project is there and made from the document as it is now.
 *
 * @returns what is wrong with it, for people, or `undefined`
 */
export function projectFault(directory: string): { readonly missing: boolean; readonly message: string } | undefined {
  const manifestFile = join(directory, "slipway.manifest.json");
  if (!existsSync(manifestFile) || !existsSync(join(directory, "src/handler.ts"))) {
    return { missing: true, message: `There is no generated server in ${directory}. Make it: ${regenerateCommand}` };
  }
  const { document } = JSON.parse(readFileSync(manifestFile, "utf8")) as Manifest;
  const documentFile = resolve(directory, document.path);
  if (existsSync(documentFile) && sha256(documentFile) === document.sha256) return undefined;
  return {
    missing: false,
    message: `${directory} was made from another version of ${document.path}. Bring it up to date: ${regenerateCommand}`,
  };
}

interface Manifest {
  readonly document: { readonly path: string; readonly sha256: string };
}

function sha256(file: string): string {
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}

/** Runs a generated project in this process, just as its own `main.ts` does, with the environment that is given. */
export async function startGeneratedServer(
  directory: string,
  environment: Readonly<Record<string, string>>,
  log: ServerLog,
): Promise<GeneratedServer> {
  const load = async (file: string): Promise<unknown> =>
    (await import(pathToFileURL(resolve(directory, file)).href)) as unknown;
  const { createHandler } = (await load("src/handler.ts")) as { readonly createHandler: unknown };
  const { startServer } = (await load("src/runtime/node/start-server.ts")) as StartServerModule;
  return await startServer({ createHandler, environment, createLog: () => log });
}
