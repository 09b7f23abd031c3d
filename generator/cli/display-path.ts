import { dirname, isAbsolute, join, relative } from "node:path";

/** How to show a path: relative to the working directory where that is not a long way up. URLs stay. */
export function displayPath(path: string, cwd: string): string {
  if (!isAbsolute(path)) return path;
  const near = relative(cwd, path);
  if (near === "") return ".";
  return near.startsWith(join("..", "..", "..")) || isAbsolute(near) ? path : near;
}

/**
 * How to show a file of a document.
 *
 * @param file - as a `Place` names it: the spec itself, or a path relative to the spec's folder
 */
export function displaySource(file: string, spec: string, cwd: string): string {
  if (file === spec || isAbsolute(file) || /^https?:/iu.test(spec)) return displayPath(file, cwd);
  return displayPath(join(dirname(spec), file), cwd);
}
