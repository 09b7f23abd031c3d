import { readFile, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { readLock } from "../4-emit/lock/read-lock.ts";
import { lockName, type SurfaceLock } from "../4-emit/lock/surface-lock.ts";
import { isAbsence } from "../5-write/lstat-or-absent.ts";
import { type Manifest, manifestName, parseManifest } from "../5-write/manifest.ts";
import { readManifest } from "../5-write/read-manifest.ts";
import { GeneratorError } from "../errors.ts";
import { type GitRevision, openRevision, parseGitPath } from "./git-files.ts";

/** What a side of `diff` names. Paths are absolute: where the file is, or at a revision, where it would be. */
export type LocatedSide =
  | { readonly kind: "document"; readonly label: string; readonly spec: string; readonly revision?: GitRevision }
  | { readonly kind: "lock"; readonly label: string; readonly lock: SurfaceLock }
  | LocatedProject;

/** A project's folder. */
export interface LocatedProject {
  readonly kind: "project";
  readonly label: string;
  readonly dir: string;
  readonly lock: SurfaceLock;
  readonly manifest?: Manifest;
  readonly revision?: GitRevision;
}

/**
 * Finds what a side is: an http(s) URL; a file or folder that is there; else `REV:path` of git.
 * @throws GeneratorError `bad-usage` when it is none of them, `target-foreign` for a folder that holds no readable lock
 */
export async function locateSide(label: string, cwd: string): Promise<LocatedSide> {
  if (/^https?:\/\//iu.test(label)) return { kind: "document", label, spec: label };
  const path = resolve(cwd, label);
  const found = await stat(path).catch((error: unknown) => {
    if (isAbsence(error)) return undefined;
    throw error;
  });
  if (found?.isDirectory() === true) return projectOnDisk(label, path);
  if (found !== undefined) {
    const text = await lockText(() => readFile(path), path);
    return text === undefined
      ? { kind: "document", label, spec: path }
      : { kind: "lock", label, lock: readLock(text, label) };
  }
  const inGit = parseGitPath(label);
  if (inGit !== undefined) return atRevision(label, await openRevision(inGit.revision, cwd), inGit.path);
  throw new GeneratorError(
    "bad-usage",
    `"${label}" is not there. Name a document (a file or URL), a project's folder, a ${lockName}, or REV:path of git, as in HEAD:server.`,
  );
}

async function projectOnDisk(label: string, dir: string): Promise<LocatedProject> {
  const text = await readFile(join(dir, lockName), "utf8").catch((cause: unknown) => {
    throw isAbsence(cause) ? noProject(label, cause) : cause;
  });
  const manifest = await readManifest(dir);
  return { kind: "project", label, dir, lock: readLock(text, join(dir, lockName)), ...(manifest && { manifest }) };
}

async function atRevision(label: string, revision: GitRevision, path: string): Promise<LocatedSide> {
  const inside = revision.fromTop(path);
  const kind = await revision.kindOf(inside);
  if (kind === undefined)
    throw new GeneratorError(
      "bad-usage",
      `"${label}": there is no "${inside}" at that revision. Paths are from the repository's top; ./ begins one from here.`,
    );
  if (kind === "folder") return projectAtRevision(label, revision, inside);
  const text = await lockText(() => revision.read(inside), inside);
  return text === undefined
    ? { kind: "document", label, spec: join(revision.top, inside), revision }
    : { kind: "lock", label, lock: readLock(text, label) };
}

async function projectAtRevision(label: string, revision: GitRevision, inside: string): Promise<LocatedProject> {
  const at = (name: string): string => (inside === "" ? name : `${inside}/${name}`);
  const read = async (name: string): Promise<string | undefined> =>
    (await revision.kindOf(at(name))) === "file" ? (await revision.read(at(name))).toString("utf8") : undefined;
  const [lock, manifest] = [await read(lockName), await read(manifestName)];
  if (lock === undefined) throw noProject(label);
  return {
    kind: "project",
    label,
    dir: join(revision.top, inside),
    lock: readLock(lock, `${label}/${lockName}`),
    ...(manifest !== undefined && { manifest: parseManifest(manifest, `${label}/${manifestName}`) }),
    revision,
  };
}

/** The text of a file that is a lock; `undefined` for any other. A document is read by stage 1, within its limits. */
async function lockText(read: () => Promise<Buffer>, path: string): Promise<string | undefined> {
  if (!path.endsWith(".json")) return undefined;
  const text = (await read()).toString("utf8");
  return /^\s*\{\s*"lockVersion"\s*:/u.test(text.slice(0, 1000)) ? text : undefined;
}

function noProject(label: string, cause?: unknown): GeneratorError {
  const message = `"${label}" holds no ${lockName}, so it is no project that can be compared. Name its document, or generate it with this version first.`;
  return new GeneratorError("target-foreign", message, { cause });
}
