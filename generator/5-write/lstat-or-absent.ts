import type { Stats } from "node:fs";
import { lstat } from "node:fs/promises";

/** What is at a path, symbolic links not followed; `undefined` when nothing is. Other errors are thrown. */
export async function lstatOrAbsent(path: string): Promise<Stats | undefined> {
  try {
    return await lstat(path);
  } catch (error) {
    if (isAbsence(error)) return undefined;
    throw error;
  }
}

/** Whether a file system error says that nothing is at the path. */
export function isAbsence(error: unknown): boolean {
  return hasCode(error, "ENOENT") || hasCode(error, "ENOTDIR");
}

/** Whether an error is a system error with this code (`ENOENT`, `EEXIST`). */
export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
