import { build } from "esbuild";

/** Bundles a worker as wrangler does: one module, for a platform that is neither Node nor a browser. */
export async function bundleWorker(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2024",
    external: ["cloudflare:*"],
    conditions: ["workerd", "worker", "browser"],
    // Not `platform: node`: an import of `node:` anywhere in the bundle fails the build.
    platform: "browser",
    logLevel: "silent",
  });
  return outputFiles[0]?.text ?? "";
}
