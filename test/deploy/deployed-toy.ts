import { emitProject } from "../../generator/4-emit/emit-project.ts";
import type { Surface } from "../../generator/3-surface/surface.ts";
import { deployTargets } from "../../generator/options.ts";
import { readSample } from "../4-emit/sample.ts";

/** The toy as it would be with everything that has variables of its own: token exchange, Redis, telemetry, a further origin. */
export async function toyWithEverything(): Promise<Surface> {
  const toy = await readSample("toy");
  return {
    ...toy,
    features: new Set(["audit", "legacy-sse", "metrics", "otel", "page", "redis", "tenants", "token-exchange"]),
    api: {
      ...toy.api,
      upstream: { mode: "exchange", clientId: "toy", audience: ["toy-api"] },
      origins: [{ name: "uploads", proposed: "https://uploads.example.com" }],
    },
  };
}

/** Texts of a project's files by path, with files for every way to deploy it. */
export async function deployed(surface: Surface): Promise<ReadonlyMap<string, string>> {
  const files = await emitProject(surface, { generatorVersion: "0.0.0-test", deploy: deployTargets });
  return new Map(files.map(({ path, content }) => [path, content]));
}

/** One of them. */
export function fileOf(files: ReadonlyMap<string, string>, path: string): string {
  const text = files.get(path);
  if (text === undefined) throw new Error(`the project has no ${path}`);
  return text;
}
