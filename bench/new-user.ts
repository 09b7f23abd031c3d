/**
 * What a new user does, from an empty folder and a document to a server that the doctor has looked at: each command with the time it
 * took. `node bench/new-user.ts [DOCUMENT]`; npm is the machine's own, with whatever it has cached.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { copyFile, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import process from "node:process";
import { setTimeout as delay } from "node:timers/promises";
import { startAuthorizationServer } from "../generator/dev/authorization-server/authorization-server.ts";
import { freePort } from "../generator/dev/free-port.ts";

const cli = join(import.meta.dirname, "../generator/cli.ts");
const document = resolve(process.argv[2] ?? join(import.meta.dirname, "../specs/harbour/openapi.yaml"));
const folder = await mkdtemp(join(tmpdir(), "slipway-new-user-"));
const server = join(folder, "server");

/** Runs a command and says what it took. */
async function step(name: string, command: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): Promise<void> {
  const began = performance.now();
  const [program = "", ...argv] = command;
  const child = spawn(program, argv, { cwd, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => said.push(chunk.toString()));
  const [code] = (await once(child, "exit")) as [number | null];
  report(name, performance.now() - began, `exit ${code}`);
  if (code !== 0) process.stdout.write(`${said.join("").split("\n").slice(-15).join("\n")}\n`);
}

function report(name: string, milliseconds: number, note: string): void {
  process.stdout.write(`${(milliseconds / 1000).toFixed(1).padStart(7)} s  ${name.padEnd(28)} ${note}\n`);
}

async function untilHealthy(url: string, child: ChildProcess): Promise<void> {
  while (child.exitCode === null) {
    if (
      await fetch(`${url}/healthz`).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return;
    await delay(50);
  }
  throw new Error(`npm start ended with ${child.exitCode}`);
}

try {
  await copyFile(document, join(folder, basename(document)));
  await step("slipway init --yes", [process.execPath, cli, "init", basename(document), "--yes"], folder);
  await step("slipway generate", [process.execPath, cli, "generate"], folder);
  await step("npm ci", ["npm", "ci", "--no-audit", "--no-fund"], server);
  await step("npm run build", ["npm", "run", "build"], server);
  const { scripts } = JSON.parse(await readFile(join(server, "package.json"), "utf8")) as {
    scripts: Record<string, string>;
  };
  if (scripts["test"] !== undefined) await step("npm test", ["npm", "test"], server);

  const port = await freePort(0);
  const url = `http://127.0.0.1:${port}`;
  const resource = `${url}/mcp`;
  const authorizationServer = await startAuthorizationServer({
    resources: [{ resource, scopes: [] }],
    defaultResource: resource,
    users: [],
  });
  const began = performance.now();
  const environment = {
    PORT: String(port),
    PUBLIC_URL: url,
    OAUTH_ISSUER: authorizationServer.issuer,
    API_BASE_URL: "http://127.0.0.1:9",
  };
  const started = spawn("npm", ["start"], { cwd: server, env: { ...process.env, ...environment }, stdio: "ignore" });
  const ended = once(started, "exit");
  try {
    await untilHealthy(url, started);
    report("npm start, to the first answer", performance.now() - began, "");
    await step("slipway doctor", [process.execPath, cli, "doctor", resource], folder);
  } finally {
    started.kill("SIGTERM");
    await ended;
    await authorizationServer.close();
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
