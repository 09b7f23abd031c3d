import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { writeProject } from "../../generator/5-write/write-project.ts";
import { header, versionOne, versionTwo } from "./sample-files.ts";
import { snapshot, temporaryFolder } from "./temporary-folder.ts";

const child = join(import.meta.dirname, "write-version.ts");
const options = { force: false, dryRun: false, manifest: header };

type Files = Readonly<Record<string, string>>;

/** The project's and the user's files, without the workspace. */
function project(folder: string): Files {
  if (!existsSync(folder)) return {};
  return Object.fromEntries(Object.entries(snapshot(folder)).filter(([path]) => !path.startsWith(".slipway-write/")));
}

/** A project of version one with a user's file, what it must become, and a copy of it to be killed in. */
async function prepare(): Promise<{ before: Files; after: Files; copy: (name: string) => string }> {
  const folder = temporaryFolder();
  const original = join(folder, "original");
  await writeProject(versionOne, original, options);
  cpSync(child, join(original, ".env"));
  const before = project(original);
  const done = join(folder, "done");
  cpSync(original, done, { recursive: true });
  await writeProject(versionTwo, done, options);
  const copy = (name: string): string => {
    const target = join(folder, name);
    cpSync(original, target, { recursive: true });
    return target;
  };
  return { before, after: project(done), copy };
}

function writeAndDie(target: string, version: string, step: number): void {
  const { signal } = spawnSync(process.execPath, [child, target, version, String(step)]);
  expect(signal).toBe("SIGKILL");
}

describe("a write that is killed", () => {
  it("leaves the old or the new project, at steps of every kind", { timeout: 60_000 }, async () => {
    const { before, after, copy } = await prepare();
    const { stdout } = spawnSync(process.execPath, [child, copy("count"), "2"], { encoding: "utf8" });
    const steps = Number(stdout.split("\n")[1]);
    expect(steps).toBe(32 + 1 + 33 + 1 + 34 + 1);
    const journal = 66;
    const points = [0, 31, journal - 1, journal, journal + 1, journal + 2, 80, steps - 2, steps - 1];
    for (const step of points) {
      const target = copy(`at-${step}`);
      writeAndDie(target, "2", step);
      const touched = JSON.stringify(project(target)) !== JSON.stringify(before);
      expect(touched).toBe(step > journal + 1);
      // Recovery comes first, whatever is then written: here the old version, so that nothing new is left to see.
      await writeProject(versionOne, target, options);
      expect(snapshot(target)).toEqual(before);
      await writeProject(versionTwo, target, options);
      expect(snapshot(target)).toEqual(after);
    }
  });

  it("finishes first when it is asked politely in the middle of the commit", async () => {
    const { after, copy } = await prepare();
    const target = copy("polite");
    const { status, signal } = spawnSync(process.execPath, [child, target, "2", "80", "SIGTERM"]);
    expect({ status, signal }).toEqual({ status: 0, signal: null });
    expect(snapshot(target)).toEqual(after);
  });

  it("leaves nothing or a whole project where there was none", { timeout: 30_000 }, async () => {
    const folder = temporaryFolder();
    for (const step of [0, 5, 34, 35]) {
      const target = join(folder, `at-${step}`);
      writeAndDie(target, "1", step);
      expect(existsSync(target)).toBe(false);
      await writeProject(versionOne, target, options);
      expect(existsSync(join(folder, `.at-${step}.slipway-write`))).toBe(false);
    }
  });

  it(
    "leaves the old or the new project when killed from outside at any time, fifty times",
    { timeout: 180_000 },
    async () => {
      const { before, after, copy } = await prepare();
      const [old, fresh] = [JSON.stringify(before), JSON.stringify(after)];
      const kill = async (run: number): Promise<void> => {
        const target = copy(`run-${run}`);
        const writer = spawn(process.execPath, [child, target, "2"], { stdio: ["ignore", "pipe", "ignore"] });
        const exited = once(writer, "exit");
        await once(writer.stdout, "data");
        await sleep(Math.random() * 110);
        writer.kill("SIGKILL");
        await exited;
        if (existsSync(join(target, ".slipway-write", "journal.json"))) await writeProject(versionOne, target, options);
        expect([old, fresh]).toContain(JSON.stringify(project(target)));
      };
      for (let run = 0; run < 50; run += 5)
        await Promise.all(Array.from({ length: 5 }, (_, offset) => kill(run + offset)));
    },
  );
});
