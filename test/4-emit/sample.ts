import type { Surface } from "../../generator/3-surface/surface.ts";

/** The samples: folders of `test/samples` with a `surface.ts`. */
export const sampleNames: readonly string[] = ["no-tools", "odd-names", "toy"];

/** The surface of a sample. */
export async function readSample(name: string): Promise<Surface> {
  const module = (await import(`../samples/${name}/surface.ts`)) as { surface: Surface };
  return module.surface;
}
