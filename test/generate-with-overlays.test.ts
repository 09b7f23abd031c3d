import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { generate } from "../generator/generate.ts";
import type { GenerateResult } from "../generator/generate-result.ts";
import { parseManifest } from "../generator/5-write/manifest.ts";
import { temporaryFiles } from "./1-spec/temporary-files.ts";

const files = {
  "api/a.yaml": `openapi: 3.1.0
info: { title: T, version: "1" }
servers: [{ url: "https://api.example" }]
paths:
  /a: { get: { operationId: one, tags: [x], responses: { 200: { description: d } } } }
`,
  "overlays/agents.yaml": `overlay: 1.1.0
info: { title: O, version: "1" }
actions:
  - target: $.paths['/a'].get
    update: { operationId: two }
  - target: $.paths['/none']
    remove: true
`,
};

function make(folder: string, out = "out"): Promise<GenerateResult> {
  const spec = join(folder, "api/a.yaml");
  return generate({ spec, out: join(folder, out), overlays: [join(folder, "overlays/agents.yaml")] });
}

it("names each overlay and its digest in the manifest, finds in its text, and gives the same bytes again", async () => {
  const folder = temporaryFiles(files);
  const made = await make(folder);
  expect(made.diagnostics.map(({ code, place, position }) => [code, place.file, position])).toEqual([
    ["overlay-matches-nothing", "../overlays/agents.yaml", { line: 6, column: 5 }],
  ]);
  expect(readFileSync(join(folder, "out/src/tools/x.ts"), "utf8")).toMatch(/name: "two"/);
  const manifest = readFileSync(join(folder, "out/slipway.manifest.json"), "utf8");
  expect(parseManifest(manifest, "m").document).toEqual({
    path: "../api/a.yaml",
    sha256: sha256(files["api/a.yaml"]),
    overlays: [{ path: "../overlays/agents.yaml", sha256: sha256(files["overlays/agents.yaml"]) }],
  });
  const again = await make(folder);
  expect([again.report.created, again.report.changed, again.report.removed]).toEqual([[], [], []]);
  await make(folder, "other");
  expect(readFileSync(join(folder, "other/slipway.manifest.json"), "utf8")).toBe(manifest);
});

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
