/**
 * The Dockerfile of a generated project, replayed: no container engine may be at hand, and a Dockerfile that nobody runs rots.
 * CI builds the real image too (.github/workflows/ci.yml, job `image`).
 */
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { close, listen } from "../examples/loopback-world.ts";
import { replayDockerfile, type ReplayedImage } from "./replay-dockerfile.ts";
import { root } from "./seeded-tree.ts";

const target = realpathSync(mkdtempSync(join(tmpdir(), "slipway-image-")));
afterAll(() => rmSync(target, { recursive: true, force: true }));

/** This machine's variables, without what npm and vitest put there for their own children. */
function hostEnvironment(): Record<string, string> {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(npm_(lifecycle|package)_|VITEST|NODE_|TEST$|DEV$|PROD$|MODE$)/.test(name),
  );
  const environment = Object.fromEntries(kept.map(([name, value]) => [name, value ?? ""]));
  return { ...environment, PATH: [dirname(process.execPath), environment["PATH"]].join(delimiter) };
}

async function freePort(): Promise<number> {
  const server = createServer();
  const origin = await listen(server);
  await close(server);
  return Number(new URL(origin).port);
}

/** Builds, or says why it cannot: without a registry there is nothing to install from. CI has to have one. */
function build(): ReplayedImage | "no registry" {
  try {
    return replayDockerfile({
      context: join(root, "generated/harbour"),
      target,
      host: hostEnvironment(),
      rewriteRun: (command) => command.replace(/\bnpm (ci|install)\b/, "npm $1 --prefer-offline"),
    });
  } catch (error) {
    const unreachable = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ENETUNREACH|ETIMEDOUT/.test(String(error));
    if (unreachable && process.env["CI"] === undefined) return "no registry";
    throw error;
  }
}

async function waitForHealth(url: string, child: ChildProcess): Promise<Response> {
  for (let attempt = 0; attempt < 100 && child.exitCode === null; attempt += 1) {
    const response = await fetch(url).catch(() => undefined);
    if (response !== undefined) return response;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("the server did not come up");
}

test(
  "the steps of the Dockerfile give a server that is healthy, gated, and stops gently",
  { timeout: 400_000 },
  async (context) => {
    const image = build();
    if (image === "no registry") {
      return context.skip("no package registry can be reached, so npm ci of the image cannot run");
    }
    expect(image.user).not.toMatch(/^(root|0)\b/);
    expect(existsSync(join(image.workingFolder, "node_modules/typescript"))).toBe(false);
    expect(existsSync(join(image.workingFolder, "node_modules/jose"))).toBe(true);

    const port = await freePort();
    const env = {
      ...hostEnvironment(),
      ...image.environment,
      HOST: "127.0.0.1",
      PORT: String(port),
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      OAUTH_ISSUER: "https://login.example.com",
      API_BASE_URL: "https://api.example.com",
      LAME_DUCK_MS: "0",
    };
    const [program = "", ...args] = image.command;
    const child = spawn(program, args, { cwd: image.workingFolder, env, stdio: ["ignore", "pipe", "pipe"] });
    onTestFinished(() => void child.kill("SIGKILL"));

    const health = await waitForHealth(`http://127.0.0.1:${port}/healthz`, child);
    expect(health.status).toBe(200);
    const gated = await fetch(`http://127.0.0.1:${port}/mcp`, { method: "POST" });
    expect(gated.status).toBe(401);
    const [probe = "", ...probeArgs] = image.healthCheck;
    expect(spawnSync(probe, probeArgs, { cwd: image.workingFolder, env }).status).toBe(0);

    const exit = once(child, "exit");
    child.kill("SIGTERM");
    expect(await exit).toEqual([0, null]);
  },
);
