import type { EmittedFile } from "../4-emit/emitted-file.ts";
import { contentHash } from "../content-hash.ts";
import type { Manifest, ManifestHeader } from "./manifest.ts";

/** A project's manifest. */
export function describeFiles(files: readonly EmittedFile[], header: ManifestHeader): Manifest {
  const generated = files.filter((file) => file.ownership === "generated");
  return { ...header, files: Object.fromEntries(generated.map((file) => [file.path, contentHash(file.content)])) };
}
