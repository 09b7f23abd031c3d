import { existsSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build, type BuildOptions } from "esbuild";

/** Bytes of one target's bundle. */
export interface BundleSize {
  readonly target: Target;
  readonly minified: number;
  readonly gzip: number;
}

export type Target = "node" | "stdio" | "workers" | "deno" | "bun" | "lambda";

const forNode: BuildOptions = { platform: "node" };
const elsewhere: BuildOptions = {
  platform: "neutral",
  mainFields: ["module", "main"],
  external: ["node:*", "cloudflare:*"],
};

const targets: Readonly<Record<Target, { readonly entry: string; readonly options: BuildOptions }>> = {
  node: { entry: "main.ts", options: forNode },
  stdio: { entry: "stdio.ts", options: forNode },
  workers: { entry: "worker.ts", options: { ...elsewhere, conditions: ["workerd", "worker", "browser"] } },
  deno: { entry: "deno.ts", options: { ...elsewhere, conditions: ["deno", "import"] } },
  bun: { entry: "bun.ts", options: { ...elsewhere, conditions: ["bun", "import"] } },
  lambda: { entry: "lambda.ts", options: forNode },
};

/** Bundles the entries that a project has. */
export async function bundleSizes(
  project: string,
  wanted: readonly Target[] = ["node", "stdio", "workers", "deno", "bun", "lambda"],
): Promise<readonly BundleSize[]> {
  const sizes: BundleSize[] = [];
  for (const target of wanted) {
    const { entry, options } = targets[target];
    const file = join(project, "src", entry);
    if (!existsSync(file)) continue;
    const { outputFiles = [] } = await build({
      entryPoints: [file],
      bundle: true,
      minify: true,
      write: false,
      format: "esm",
      target: "es2024",
      logLevel: "error",
      ...options,
    });
    const bytes = outputFiles[0]?.contents ?? new Uint8Array();
    sizes.push({ target, minified: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length });
  }
  return sizes;
}
