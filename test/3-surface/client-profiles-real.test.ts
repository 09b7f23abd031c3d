import { existsSync, globSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, test } from "vitest";
import { loadDocument } from "../../generator/1-spec/load.ts";
import { buildApi } from "../../generator/2-model/build-api.ts";
import { clientRules } from "../../generator/3-surface/client-profiles.ts";
import { planSurface } from "../../generator/3-surface/plan-surface.ts";
import { createDiagnostics } from "../../generator/diagnostics.ts";
import { resolveOptions } from "../../generator/options.ts";
import { listTools } from "../../generator/measure-tokens.ts";

/** Real documents live beside the repository, never in it. */
const specs = join(import.meta.dirname, "../../../shared/specs");
const available = existsSync(specs);
if (!available) console.warn(`SKIPPED: the real documents are not there (${specs}).`);

/** Documents of one file, and the roots of those of several. */
const roots = available
  ? [
      ...globSync("*.{json,yaml}", { cwd: specs }).filter((name) => name !== "index.json"),
      ...globSync("*/{*.openapi.yaml,openapi.yaml,spec/swagger.yaml,API_definitions/*.yaml}", { cwd: specs }),
    ].toSorted()
  : [];

/** Without FULL=1, every fourth. */
const chosen = roots.filter((_, at) => process.env["FULL"] === "1" || at % 4 === 0);

describe("every tool of a real document keeps every rule", () => {
  test.each(chosen)("%s", { timeout: 60_000 }, async (root) => {
    const [folder = ""] = relative(".", root).split("/");
    const refRoot = root.includes("/") ? { refRoot: join(specs, folder) } : {};
    const diagnostics = createDiagnostics();
    const document = await loadDocument(join(specs, root), refRoot, diagnostics);
    const options = resolveOptions({ spec: root, out: "out" });
    const listed = listTools(planSurface(buildApi(document, diagnostics), options, diagnostics));
    const broken = listed.flatMap((tool) =>
      clientRules.flatMap((rule) => rule.check(tool).map((place) => `${tool.name} ${rule.name} ${place}`)),
    );
    expect(broken).toEqual([]);
  });

  test.runIf(available)("there are documents", () => {
    expect(roots.length).toBeGreaterThan(30);
  });
});
