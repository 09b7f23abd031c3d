import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { LocatedDiagnostic } from "./1-spec/locate-diagnostics.ts";
import { lockSurface } from "./4-emit/lock/lock-surface.ts";
import { recordedOptions } from "./check/check-inputs.ts";
import { compareSurfaces } from "./diff/compare-surfaces.ts";
import type { DiffResult } from "./diff/diff-result.ts";
import { type LocatedProject, type LocatedSide, locateSide } from "./diff/locate-side.ts";
import { planAtRevision } from "./diff/plan-revision.ts";
import { schemasOf, type SurfaceSide } from "./diff/surface-side.ts";
import { GeneratorError } from "./errors.ts";
import { measureTokens } from "./measure-tokens.ts";
import { type GenerateOptions, type InspectOptions, resolveOptions } from "./options.ts";
import { type PlannedDocument, planDocument } from "./plan-document.ts";

/** What shapes the surface of a document that is compared. */
export type DocumentOptions = Omit<InspectOptions, "spec" | "onProgress" | "onDiagnostics">;

/** Everything `diff` needs. Only `old` and `new` have no default. */
export interface DiffOptions {
  /** A document (file or URL), a project's folder, a `surface.lock.json`, or one of these in git as `REV:path`. */
  readonly old: string;
  readonly new: string;
  /** Where relative paths start, and whose repository `REV:path` is about. Default: the working directory. */
  readonly cwd?: string;
  /** How documents become surfaces. Default: as the manifest of the project on the other side has it, else plainly. */
  readonly documents?: DocumentOptions;
  /** Called with all findings about a document that is compared. */
  readonly onDiagnostics?: (found: readonly LocatedDiagnostic[], spec: string) => void;
}

/**
 * What changes for agents and users between two documents, projects or locks. Writes and prints nothing.
 * @throws GeneratorError for everything that is the user's to mend
 */
export async function diff(options: DiffOptions): Promise<DiffResult> {
  const cwd = resolve(options.cwd ?? ".");
  const [old, now] = [await locateSide(options.old, cwd), await locateSide(options.new, cwd)];
  return compareSurfaces(await readSide(old, now, options), await readSide(now, old, options));
}

async function readSide(side: LocatedSide, other: LocatedSide, options: DiffOptions): Promise<SurfaceSide> {
  const { label } = side;
  if (side.kind === "lock") return { label, lock: side.lock };
  if (side.kind === "project") {
    const planned = await planProject(side);
    return { label, lock: side.lock, ...(planned && { schemas: schemasOf(planned.surface, side.lock) }) };
  }
  const { spec, revision } = side;
  const chosen: GenerateOptions = {
    ...documentOptions(other, options),
    spec,
    out: "",
    onDiagnostics: (found) => options.onDiagnostics?.(found, spec),
  };
  const { surface } = await (revision === undefined
    ? planDocument(resolveOptions(chosen))
    : planAtRevision(chosen, revision));
  return { label, lock: lockSurface(surface, await measureTokens(surface)), schemas: schemasOf(surface) };
}

function documentOptions(other: LocatedSide, { documents }: DiffOptions): DocumentOptions {
  if (documents !== undefined) return documents;
  if (other.kind !== "project" || other.manifest === undefined) return {};
  return recordedOptions(other.manifest, other.dir);
}

/**
 * What a project's document says now, for the schemas behind the hashes of its lock. It is a help and no more: without the
 * document, as where it is a URL, the lock is all there is.
 */
async function planProject({ manifest, dir, revision }: LocatedProject): Promise<PlannedDocument | undefined> {
  if (manifest === undefined || /^https?:/iu.test(manifest.document.path)) return undefined;
  try {
    const chosen = recordedOptions(manifest, dir);
    if (revision !== undefined) return await planAtRevision(chosen, revision);
    return existsSync(chosen.spec) ? await planDocument(resolveOptions(chosen)) : undefined;
  } catch (error) {
    if (error instanceof GeneratorError) return undefined;
    throw error;
  }
}
