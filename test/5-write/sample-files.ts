import type { EmittedFile } from "../../generator/4-emit/emitted-file.ts";
import type { ManifestHeader } from "../../generator/5-write/manifest.ts";

export const header: ManifestHeader = {
  generator: "0.0.0",
  document: { path: "../openapi.yaml", sha256: "0".repeat(64) },
  options: { services: { exclude: [] } },
};

/** A generated file. */
export function file(path: string, content: string, ownership: EmittedFile["ownership"] = "generated"): EmittedFile {
  return { path, content, ownership };
}

/** Two versions of a project: files added, changed, removed and left alone between them, in folders that come and go. */
export const versionOne: readonly EmittedFile[] = [
  file("package.json", "{}\n"),
  file("README.md", "one\n"),
  ...Array.from({ length: 30 }, (_, index) =>
    file(`src/tools/service-${index}.ts`, `export const version = 1; // ${index}\n`),
  ),
  file("src/gone/only.ts", "one\n"),
  file("src/custom.ts", "custom\n", "once"),
];

export const versionTwo: readonly EmittedFile[] = [
  file("package.json", "{}\n"),
  file("README.md", "two\n"),
  ...Array.from({ length: 30 }, (_, index) =>
    file(`src/tools/service-${index}.ts`, `export const version = 2; // ${index}\n`),
  ),
  file("src/fresh/deep/only.ts", "two\n"),
  file("src/custom.ts", "another default\n", "once"),
];
