import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadDocument } from "../../generator/1-spec/load.ts";
import { buildApi } from "../../generator/2-model/build-api.ts";
import { planSurface } from "../../generator/3-surface/plan-surface.ts";
import { emitProject } from "../../generator/4-emit/emit-project.ts";
import { createDiagnostics, lostOperations } from "../../generator/diagnostics.ts";
import type { Diagnostic } from "../../generator/diagnostics.ts";
import { GeneratorError } from "../../generator/errors.ts";
import { resolveOptions } from "../../generator/options.ts";
import { createArgumentValidator } from "../../templates/src/runtime/mcp/validate-arguments.ts";
import { ArgumentError } from "../../templates/src/runtime/upstream/upstream-error.ts";
import { mutate, mutations } from "./mutate.ts";
import { harbour20, harbour30, harbour31 } from "./valid-documents.ts";

const runs = process.env["FULL"] === "1" ? 20_000 : 2_000;
/** One in so many is run twice, and is emitted as a project. */
const share = 40;

type Surface = ReturnType<typeof planSurface>;

interface Outcome {
  readonly surface: Surface;
  readonly diagnostics: readonly Diagnostic[];
}

let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "slipway-fuzz-"));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** The first three stages; `undefined` when the document stops the command, which is no fault. */
async function plan(document: object): Promise<Outcome | undefined> {
  const spec = join(folder, "openapi.json");
  await writeFile(spec, JSON.stringify(document));
  const diagnostics = createDiagnostics();
  try {
    const loaded = await loadDocument(spec, {}, diagnostics);
    const api = buildApi(loaded, diagnostics);
    return {
      surface: planSurface(api, resolveOptions({ spec, out: "out" }), diagnostics),
      diagnostics: diagnostics.all,
    };
  } catch (error) {
    if (error instanceof GeneratorError) return undefined;
    throw error;
  }
}

/** Whatever stands where an operation belongs, extensions apart, as findings and decisions name it. */
function operationsOf(document: object): string[] {
  const { paths } = document as { paths?: unknown };
  return membersOf(paths).flatMap(([path, item]) =>
    membersOf(path.startsWith("x-") ? {} : item)
      .filter(([key]) => /^(get|put|post|delete)$/.test(key))
      .map(([method]) => `${method.toUpperCase()} ${path}`),
  );
}

function membersOf(value: unknown): [string, unknown][] {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}

/** Whether an operation became a tool, was left out by choice, or is named as lost: alone, or with its path, mended or not. */
function isAccounted(name: string, accounted: ReadonlySet<string>): boolean {
  const space = name.indexOf(" ");
  const method = name.slice(0, space);
  const path = name.slice(space + 1);
  return [name, path, `${method} /${path}`, `/${path}`].some((spelling) => accounted.has(spelling));
}

/** Tools that a model can list and call: their validators answer, and end. */
function exercise(surface: Surface): void {
  const validate = createArgumentValidator();
  for (const { definition } of surface.services.flatMap(({ tools }) => tools)) {
    const defs = Object.fromEntries(surface.schemas);
    try {
      validate({ inputSchema: { ...definition.inputSchema, $defs: defs } }, { body: { a: [{}] }, size: 1, name: "x" });
    } catch (error) {
      if (!(error instanceof ArgumentError)) throw error;
    }
  }
}

/** Maps and sets as text. */
function asText(outcome: Outcome | undefined): string {
  return JSON.stringify(outcome, (_, value: unknown) =>
    value instanceof Map ? [...value] : value instanceof Set ? [...value] : value,
  );
}

test.each([
  ["Swagger 2.0", harbour20],
  ["OpenAPI 3.0", harbour30],
  ["OpenAPI 3.1", harbour31],
])("%s: nothing is to be said of the valid document", async (_, document) => {
  const outcome = await plan(document);
  expect(outcome?.diagnostics).toEqual([]);
  expect(outcome?.surface.services.flatMap(({ tools }) => tools)).toHaveLength(operationsOf(document).length);
});

test(
  "broken documents crash nothing, lose no operation in silence, and give the same twice",
  { timeout: 900_000 },
  async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(harbour20, harbour30, harbour31), mutations, async (document, changes) => {
        const mutated = mutate(document, changes);
        const outcome = await plan(mutated);
        if (outcome === undefined) return;
        const { surface, diagnostics } = outcome;

        const tools = surface.services.flatMap((service) => service.tools);
        expect(new Set(tools.map(({ definition }) => definition.name)).size).toBe(tools.length);
        expect(tools.filter(({ definition }) => !/^[a-zA-Z0-9_-]{1,64}$/.test(definition.name))).toEqual([]);

        const lost = lostOperations(diagnostics);
        const accounted = new Set([...surface.decisions.map(({ method, path }) => `${method} ${path}`), ...lost]);
        const missing = operationsOf(mutated).filter((name) => !isAccounted(name, accounted));
        expect(missing).toEqual([]);
        expect(diagnostics.filter(({ severity, lost: names }) => severity === "error" && names === undefined)).toEqual(
          [],
        );

        exercise(surface);
        run += 1;
        if (run % share !== 0) return;
        expect(asText(await plan(mutated))).toBe(asText(outcome));
        await emitProject(surface, { generatorVersion: "0.0.0" });
      }),
      { numRuns: runs, seed: 20_261_120 },
    );
  },
);
