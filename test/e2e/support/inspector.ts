import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const launcher = fileURLToPath(
  new URL("../../../node_modules/@modelcontextprotocol/inspector/clients/launcher/build/index.js", import.meta.url),
);

/** The Inspector, with a home of its own, in which it keeps what it learns. */
export interface InspectorHome extends AsyncDisposable {
  /** Starts it. `onText` is told of everything it writes, as it writes it. */
  start(
    args: readonly string[],
    environment: Readonly<Record<string, string>>,
    onText: (all: string) => void,
  ): RunningInspector;
}

/** The Inspector, running. */
export interface RunningInspector extends AsyncDisposable {
  readonly child: ChildProcess;
  /** Resolves with what it wrote to standard output and its exit code. */
  readonly ended: Promise<{ readonly exitCode: number | null; readonly out: string }>;
}

/** Makes a home for the Inspector; secrets go into a file there, since machines of tests have no keychain. */
export async function createInspectorHome(): Promise<InspectorHome> {
  const home = await mkdtemp(join(tmpdir(), "slipway-inspector-"));
  return {
    start(args, environment, onText) {
      const child = spawn(process.execPath, [launcher, ...args], {
        env: {
          PATH: process.env["PATH"],
          HOME: home,
          USERPROFILE: home,
          MCP_INSPECTOR_SECRET_STORE: "file",
          ...environment,
        },
        stdio: ["ignore", "pipe", "pipe"],
      });
      let all = "";
      let out = "";
      child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
      for (const stream of [child.stdout, child.stderr])
        stream.on("data", (chunk: Buffer) => {
          all += chunk.toString();
          onText(all);
        });
      const ended = once(child, "close").then(() => ({ exitCode: child.exitCode, out }));
      return {
        child,
        ended,
        async [Symbol.asyncDispose]() {
          if (child.exitCode === null) child.kill();
          await ended;
        },
      };
    },
    [Symbol.asyncDispose]: () => rm(home, { recursive: true, force: true, maxRetries: 5 }),
  };
}
