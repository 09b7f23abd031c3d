import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * The version of this package, from the nearest package.json above this file: beside `generator/` in the repository,
 * two folders up in what is published.
 */
export function packageVersion(): string {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    const manifest = readPackage(join(folder, "package.json"));
    if (manifest !== undefined) return manifest;
    if (folder === dirname(folder)) return "0.0.0";
  }
}

function readPackage(path: string): string | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(path, "utf8"));
    return typeof value === "object" && value !== null && "version" in value && typeof value.version === "string"
      ? value.version
      : undefined;
  } catch {
    return undefined;
  }
}
