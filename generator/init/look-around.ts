import { existsSync } from "node:fs";
import { join } from "node:path";
import type { InitChoices } from "./init-choices.ts";

const usualNames = ["openapi", "swagger"].flatMap((name) =>
  ["yaml", "yml", "json"].map((ending) => `${name}.${ending}`),
);
const usualFolders = ["", "docs", "api", "spec", "specs"];

/** OpenAPI documents in the places where they usually are, relative to the folder. */
export function findDocuments(folder: string): readonly string[] {
  const candidates = usualFolders.flatMap((place) =>
    usualNames.map((name) => (place === "" ? name : `${place}/${name}`)),
  );
  return candidates.filter((file) => existsSync(join(folder, file)));
}

/** Whose workflows a repository has already. */
export function findWorkflows(folder: string): InitChoices["ci"] {
  if (existsSync(join(folder, ".github"))) return "github";
  return existsSync(join(folder, ".gitlab-ci.yml")) ? "gitlab" : "none";
}
