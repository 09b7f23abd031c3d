import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, isAbsolute, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { pathFault } from "../5-write/path-guard.ts";
import { type GenerateOptions, resolveOptions } from "../options.ts";
import { type PlannedDocument, planDocument } from "../plan-document.ts";
import type { GitRevision } from "./git-files.ts";

/** Rounds of following references: each brings the files that those of the round before name. */
const maxRounds = 100;

/**
 * Plans a document as it was at a revision: its files are laid out in a folder of their own, as far as they are needed.
 * @param options - paths are where the files are when the revision is checked out
 * @throws GeneratorError as `planDocument` does
 */
export async function planAtRevision(options: GenerateOptions, revision: GitRevision): Promise<PlannedDocument> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "slipway-revision-")));
  try {
    const mirrored = (path: string): string => join(folder, relative(revision.top, path));
    const { refRoot, overlays = [], spec, ...rest } = options;
    for (const path of [spec, ...overlays]) await fetchFile(relative(revision.top, path), folder, revision);
    const chosen = resolveOptions({
      ...rest,
      spec: mirrored(spec),
      overlays: overlays.map(mirrored),
      ...(refRoot !== undefined && { refRoot: await madeFolder(mirrored(refRoot)) }),
    });
    return await planWithReferences(chosen, folder, revision);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function planWithReferences(
  chosen: ReturnType<typeof resolveOptions>,
  folder: string,
  revision: GitRevision,
): Promise<PlannedDocument> {
  const tried = new Set<string>();
  for (let round = 0; ; round += 1) {
    // What is refused only because it is not there yet must not stop the command.
    const planned = await planDocument({ ...chosen, strict: false });
    const missing = [...planned.document.refused.keys()]
      .filter((url) => url.startsWith("file:") && !tried.has(url))
      .map((url) => ({ url, path: relative(folder, fileURLToPath(url)) }));
    let isMore = false;
    for (const { url, path } of missing) {
      tried.add(url);
      isMore = (await fetchFile(path, folder, revision)) || isMore;
    }
    if (!isMore || round >= maxRounds) return planned;
  }
}

/** Brings a file of the revision into the folder. */
async function fetchFile(path: string, folder: string, revision: GitRevision): Promise<boolean> {
  const inside = path.split(sep).join("/");
  if (isAbsolute(path) || pathFault(inside) !== undefined || (await revision.kindOf(inside)) !== "file") return false;
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), await revision.read(inside));
  return true;
}

async function madeFolder(path: string): Promise<string> {
  await mkdir(path, { recursive: true });
  return path;
}
