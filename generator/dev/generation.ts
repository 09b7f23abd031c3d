import { fileURLToPath } from "node:url";
import type { SurfaceTool } from "../3-surface/surface.ts";
import { generatePlanned } from "../generate.ts";
import { type InspectOptions, resolveOptions } from "../options.ts";
import { planDocument } from "../plan-document.ts";
import { type MockPlan, planMock } from "./mock-plan.ts";

/** What is asked for: options without functions, which do not pass from thread to thread. */
export interface GenerationOrder {
  readonly project: Omit<InspectOptions, "onProgress" | "onDiagnostics">;
  /** The project's folder, absolute. */
  readonly folder: string;
  /** Whether a mock of the API is wanted. */
  readonly mock: boolean;
}

/** A project that was written, and what running it needs to know. */
export interface Generation {
  readonly name: string;
  readonly title: string;
  readonly lost: readonly string[];
  /** What each tool is, as text, by name. */
  readonly tools: ReadonlyMap<string, string>;
  /** All scopes that a tool may need, and those that the first sign-in asks for. */
  readonly scopes: { readonly all: readonly string[]; readonly read: readonly string[] };
  /** Names of further origins. */
  readonly origins: readonly string[];
  /** Environment variables of the server's own credentials at the API begin so. */
  readonly credentials: readonly string[];
  /** Whether the program differs from the one before. */
  readonly isChanged: boolean;
  /** Files that the project was made of, absolute. */
  readonly sources: readonly string[];
  readonly mock?: MockPlan;
}

/**
 * Plans and writes a project; only files that differ are written.
 * @throws GeneratorError as `generate` does
 */
export async function generateForDev({ project, folder, mock }: GenerationOrder): Promise<Generation> {
  // What the document proposes as issuer and origin plays no part here: both are ours.
  const chosen = resolveOptions({ ...project, out: folder, accept: true });
  const planned = await planDocument(chosen);
  const result = await generatePlanned(chosen, planned);
  const { surface, api, document } = planned;
  const tools = surface.services.flatMap((service) => service.tools);
  const { created, changed, removed } = result.report;
  const files = [...document.files.values(), ...document.overlays.map(({ file }) => file)];
  return {
    name: result.name,
    title: result.title,
    lost: result.lost,
    tools: new Map(tools.map(({ definition }) => [definition.name, JSON.stringify(definition)])),
    scopes: { all: scopesOf(tools), read: surface.api.scopes.baseline.read },
    origins: surface.api.origins.map(({ name }) => name),
    credentials:
      surface.api.upstream?.mode === "credentials"
        ? Object.values(surface.api.upstream.schemes).map(({ variable }) => variable)
        : [],
    isChanged: [...created, ...changed, ...removed].some((file) => file.startsWith("src/") || file === "package.json"),
    sources: files.flatMap(({ url }) => (url.startsWith("file:") ? [fileURLToPath(url)] : [])),
    ...(mock && { mock: planMock(api) }),
  };
}

function scopesOf(tools: readonly SurfaceTool[]): readonly string[] {
  return [...new Set(tools.flatMap(({ definition }) => definition.scopes.flat()))].toSorted();
}
