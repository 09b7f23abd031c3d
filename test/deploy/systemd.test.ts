/** The unit, as systemd reads it. Nothing is started: that needs a machine that systemd runs. */
import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { deployed, fileOf, toyWithEverything } from "./deployed-toy.ts";
import { hasTool } from "./machine-tools.ts";

const folder = await mkdtemp(join(tmpdir(), "slipway-systemd-"));
afterAll(async () => await rm(folder, { recursive: true, force: true }));

/** Runs `systemd-analyze` on a unit, with a program that every machine has in the place of Node. */
async function analyze(unit: string, args: readonly string[]): Promise<readonly [status: number | null, said: string]> {
  const file = join(folder, "mcp-pets.service");
  await writeFile(file, unit.replace("/usr/bin/node", "/bin/sh"));
  const { status, stdout, stderr } = spawnSync("systemd-analyze", [...args, file], { encoding: "utf8" });
  return [status, `${stdout}${stderr}`];
}

describe.skipIf(!hasTool("systemd-analyze"))("systemd-analyze", () => {
  test("finds nothing wrong, and little exposed", async () => {
    const unit = fileOf(await deployed(await toyWithEverything()), "deploy/mcp-pets.service");
    expect(await analyze(unit, ["verify", "--man=no"])).toEqual([0, ""]);
    const [status, said] = await analyze(unit, ["security", "--offline=true", "--threshold=20"]);
    expect([status, said.split("\n").at(-2)]).toEqual([0, expect.stringMatching(/exposure level .* OK/u)]);
  });

  test("finds a setting that there is not", async () => {
    const unit = fileOf(await deployed(await toyWithEverything()), "deploy/mcp-pets.service");
    const [, said] = await analyze(unit.replace("ProtectHome", "ProtectHouse"), ["verify", "--man=no"]);
    expect(said).toContain("ProtectHouse");
  });
});
