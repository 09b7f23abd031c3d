import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { generate } from "../../../generator/generate.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** A project generated from specs/conformance, in a folder of its own inside the repository, where packages resolve. */
export interface GeneratedProject extends AsyncDisposable {
  readonly folder: string;
}

/** Generates the project anew: what is judged is the generator, not what somebody committed. */
export async function generateConformanceProject(): Promise<GeneratedProject> {
  await mkdir(join(root, ".tmp"), { recursive: true });
  const folder = await mkdtemp(join(root, ".tmp/conformance-"));
  await generate({ spec: join(root, "specs/conformance/openapi.yaml"), out: folder, strict: true });
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}

/** A generated server in a process of its own, as its owner would run it. */
export interface GeneratedServer extends AsyncDisposable {
  /** `http://127.0.0.1:PORT`; MCP is at `/mcp`. */
  readonly origin: string;
}

/** Starts `src/main.ts` of a generated project with the given environment, and nothing of ours. Rejects with what it said when it ends instead of listening. */
export async function startGeneratedServer(
  folder: string,
  environment: Readonly<Record<string, string>>,
): Promise<GeneratedServer> {
  const child = spawn(process.execPath, ["src/main.ts"], {
    cwd: folder,
    env: { PORT: "0", LAME_DUCK_MS: "0", DRAIN_TIMEOUT_MS: "1000", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const port = await listeningPort(child);
  return {
    origin: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null) return;
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
    },
  };
}

/** The port of the log line that says the server listens. Its output is read to the end of its life: a full pipe would stop it. */
function listeningPort(child: ChildProcess): Promise<number> {
  const listening = Promise.withResolvers<number>();
  const said: string[] = [];
  const hear = (text: string): void => {
    said.push(text);
    const port = /"port":(\d+).*"message":"listening"/u.exec(said.join(""))?.[1];
    if (port !== undefined) listening.resolve(Number(port));
  };
  child.stdout?.setEncoding("utf8").on("data", hear);
  child.stderr?.setEncoding("utf8").on("data", hear);
  child.once("close", (code) => {
    listening.reject(new Error(`The generated server ended with ${code}:\n${said.join("")}`));
  });
  return listening.promise;
}
