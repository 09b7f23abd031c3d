import { copyFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { installPacked, type PackedSlipway } from "./packed-slipway.ts";

let packed: PackedSlipway;
beforeAll(async () => {
  packed = await installPacked();
  await copyFile(join(import.meta.dirname, "../../specs/harbour/openapi.yaml"), join(packed.folder, "openapi.yaml"));
}, 240_000);
afterAll(async () => {
  await packed?.remove();
});

describe("the packed package, with its own dependencies alone", () => {
  test("`slipway init`, `generate` and `check`, one after the other", async () => {
    await packed.slipway("init", "--yes");
    await packed.slipway("generate");
    const { stdout } = await packed.slipway("check", "server");
    expect(stdout).toContain("server");
    const made = await readFile(join(packed.folder, "server/src/runtime/serve-mcp.ts"), "utf8");
    expect(made).toBe(await readFile(join(import.meta.dirname, "../../templates/src/runtime/serve-mcp.ts"), "utf8"));
  }, 120_000);

  test("the library: generate, inspect, diff and check, without output", async () => {
    const program = `
      import { check, diff, generate, GeneratorError, inspect } from "slipway";
      const spec = "openapi.yaml";
      const made = await generate({ spec, out: "by-library", services: { exclude: ["photos"] } });
      const seen = await inspect({ spec });
      const checked = await check({ dir: "by-library" });
      const compared = await diff({ old: spec, new: "by-library", documents: {} });
      const refused = await generate({ spec: "none.yaml", out: "x" }).catch((error) => error instanceof GeneratorError && error.code);
      const { writeFileSync } = await import("node:fs");
      writeFileSync("told.json", JSON.stringify({ made: made.tools, seen: seen.tools, isUpToDate: checked.isUpToDate, removed: compared.counts.breaking, refused }));
    `;
    await writeFile(join(packed.folder, "program.mjs"), program);
    expect(await packed.node("program.mjs")).toEqual({ stdout: "", stderr: "" });
    const told = JSON.parse(await readFile(join(packed.folder, "told.json"), "utf8")) as object;
    expect(told).toMatchObject({ made: 42, seen: 48, isUpToDate: true, removed: 6, refused: "document-unreadable" });
  }, 120_000);

  test("the schema of config files is exported", async () => {
    await writeFile(
      join(packed.folder, "schema.mjs"),
      'import schema from "slipway/config.schema.json" with { type: "json" }; console.log(schema.title);',
    );
    expect((await packed.node("schema.mjs")).stdout).toBe("Slipway config\n");
  });
});
