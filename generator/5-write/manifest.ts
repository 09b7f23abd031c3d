import { isAbsolute, relative, sep } from "node:path";
import { z } from "zod";
import { GeneratorError } from "../errors.ts";
import { overridableOptions, type OverriddenOption } from "../options.ts";
import { pathFault } from "./path-guard.ts";

/** Name of the manifest in the project's folder. */
export const manifestName = "slipway.manifest.json";

/** What made a project. Holds no time and no absolute path: the same input gives the same bytes. */
export interface ManifestHeader {
  /** Version of Slipway. */
  readonly generator: string;
  readonly document: DocumentIdentity;
  /** The config file that gave the options; absent: there was none. */
  readonly config?: ConfigIdentity;
  /** The options that shaped the output (`shapingOptions`). */
  readonly options: Readonly<Record<string, unknown>>;
}

/** Which document a project was made from. */
export interface DocumentIdentity {
  /** Relative to the project, `/` as separator; or a URL without credentials. */
  readonly path: string;
  /** `contentHash` of the document. */
  readonly sha256: string;
  /** Overlays in the order in which they were applied; absent: none. Paths are relative to the project. */
  readonly overlays?: readonly HashedFile[];
  /** Files that references led to, sorted; absent: none. Paths are relative to the document's folder; or URLs. */
  readonly references?: readonly HashedFile[];
  /** Folder that references had to stay in, relative to the project; absent: the document's. */
  readonly refRoot?: string;
  /** Hosts that references were allowed to name; absent: none. */
  readonly refHosts?: readonly string[];
}

/** A file that was read, and its `contentHash`. */
export interface HashedFile {
  readonly path: string;
  readonly sha256: string;
}

/** Which config a project was made with. */
export interface ConfigIdentity {
  /** Relative to the project, `/` as separator. */
  readonly path: string;
  /** The project's name in a config of several. */
  readonly project?: string;
  /** What the command line said in the config's stead, sorted; absent: nothing. */
  readonly overridden?: readonly OverriddenOption[];
}

/** The manifest of a project: who made it from what, and what each generated file was when it was written. */
export interface Manifest extends ManifestHeader {
  /** `contentHash` by path. Files that are written once are not in it: they are the user's. */
  readonly files: Readonly<Record<string, string>>;
}

const sha256 = z.string().regex(/^[0-9a-f]{64}$/u, "is no SHA-256");

const hashedFiles = z.array(z.strictObject({ path: z.string(), sha256 }));

const manifestSchema = z.strictObject({
  generator: z.string(),
  document: z.strictObject({
    path: z.string(),
    sha256,
    overlays: hashedFiles.exactOptional(),
    references: hashedFiles.exactOptional(),
    refRoot: z.string().exactOptional(),
    refHosts: z.array(z.string()).exactOptional(),
  }),
  config: z
    .strictObject({
      path: z.string(),
      project: z.string().exactOptional(),
      overridden: z.array(z.enum(overridableOptions)).exactOptional(),
    })
    .exactOptional(),
  options: z.record(z.string(), z.unknown()),
  files: z.record(z.string(), sha256),
});

/**
 * Reads a manifest's text. Its paths are checked as our own are: the file may have been changed by anyone.
 *
 * @param place - how to name the file in an error
 * @throws GeneratorError `target-foreign` when it is no manifest
 */
export function parseManifest(text: string, place: string): Manifest {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw unreadable(place, "it is not JSON", cause);
  }
  const parsed = manifestSchema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw unreadable(place, `${issue?.path.join(".") ?? ""}: ${issue?.message ?? "wrong"}`, parsed.error);
  }
  const faulty = Object.keys(parsed.data.files).find((path) => pathFault(path) !== undefined);
  if (faulty !== undefined) throw unreadable(place, `the path ${JSON.stringify(faulty)} leads out of the project`);
  return parsed.data;
}

/** The manifest's text: keys sorted, so that it only changes where its content does. */
export function formatManifest(manifest: Manifest): string {
  const { generator, document, config, options, files } = manifest;
  const { path, sha256: hash, overlays, references, refRoot, refHosts } = document;
  const ordered = {
    generator,
    document: {
      path,
      sha256: hash,
      overlays: overlays?.map(inOrder),
      references: references?.map(inOrder),
      refRoot,
      refHosts,
    },
    config: config && { path: config.path, project: config.project, overridden: config.overridden },
    options: sorted(options),
    files: sorted(files),
  };
  return `${JSON.stringify(ordered, undefined, 2)}\n`;
}

function inOrder({ path, sha256: hash }: HashedFile): HashedFile {
  return { path, sha256: hash };
}

/**
 * How the manifest names the document.
 *
 * @param spec - an http(s) URL or an absolute path
 * @param out - the project's folder, absolute
 */
export function documentPath(spec: string, out: string): string {
  if (/^https?:\/\//iu.test(spec)) return withoutCredentials(spec);
  const path = relative(out, spec);
  const portable = path.split(sep).join("/");
  // Another drive on Windows: there is no relative path, and an absolute one says too much about the machine.
  return isAbsolute(path) ? (portable.split("/").at(-1) ?? "") : portable;
}

function withoutCredentials(spec: string): string {
  const url = new URL(spec);
  url.username = "";
  url.password = "";
  return url.href;
}

function unreadable(place: string, reason: string, cause?: unknown): GeneratorError {
  const message =
    `${place} cannot be read as Slipway's manifest: ${reason}. ` +
    "Restore it from version control, or delete it and run again with --force: " +
    "files that differ from what is generated are then kept as .orig.";
  return new GeneratorError("target-foreign", message, { cause });
}

/** A copy with sorted keys, at every depth; arrays keep their order. Numeric-looking keys come first in any case. */
function sorted<Value>(value: Value): Value;
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => sorted(item));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, member]) => [key, sorted(member)]));
}
