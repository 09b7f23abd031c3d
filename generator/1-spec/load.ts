import { resolve } from "node:path";
import { contentHash } from "../content-hash.ts";
import { createDiagnostics, type Diagnostics } from "../diagnostics.ts";
import { GeneratorError } from "../errors.ts";
import { decodeText } from "./decode-text.ts";
import { versionOf } from "./document-version.ts";
import { isRemote, localAccess, readLocalFile, remoteAccess } from "./file-access.ts";
import type { FileAccess, ReferenceBounds } from "./file-access.ts";
import { copyWithOrigins } from "./origins.ts";
import { applyOverlay } from "./overlay-apply.ts";
import { parseOverlay } from "./overlay-file.ts";
import { parseText, type ParsedText } from "./parse-text.ts";
import { plainReason, resolveFiles } from "./resolve-files.ts";
import { withSelf } from "./self-base.ts";
import type { AppliedOverlay, LoadedDocument, SourceFile } from "./source-file.ts";
import { upgradeSwagger } from "./upgrade-swagger.ts";

/** How to load: how far references may reach, and what is applied to the document before anything else reads it. */
export interface LoadOptions extends ReferenceBounds {
  /** Overlay files, absolute or relative to the working directory, applied in this order. */
  readonly overlays?: readonly string[];
}

/**
 * Reads a Swagger 2.0 or OpenAPI 3.0, 3.1 or 3.2 document, JSON or YAML, applies overlays to it, and reads the files that its
 * references name, within bounds and {@link documentLimits}. References are left in place; one that may not be followed or
 * does not exist is noted in `refused` and only matters to the operation that needs it. Swagger 2.0 comes out as 3.0.
 * @throws GeneratorError `document-unreadable`, `document-too-large`, `document-unparsable`, `document-unsupported`,
 *   `bad-config` for an overlay that cannot be applied
 */
export async function loadDocument(
  spec: string,
  options: LoadOptions = {},
  diagnostics: Diagnostics = createDiagnostics(),
): Promise<LoadedDocument> {
  const found = isRemote(spec) ? remoteAccess(spec, options) : localAccess(spec, options);
  const read = await readNamed(spec, () => found.read(found.rootUrl), diagnostics);
  const written = rootObject(read.value, spec);
  const overlays = await readOverlays(options.overlays ?? [], spec, diagnostics);
  const value = withOverlays(written, spec, overlays, diagnostics);
  const version = versionOf(value, spec);
  const access = withSelf(found, version === "3.2" && "$self" in value ? value.$self : undefined);
  const plain = sourceFile(access, access.rootUrl, { ...read, value });
  const root: SourceFile = overlays.length === 0 ? plain : { ...plain, rewritten: true };
  const document: LoadedDocument = {
    root,
    ...(await readFiles(root, read.values, access, diagnostics)),
    overlays,
    dialect: version === "2.0" ? "3.0" : version,
    sha256: read.sha256,
  };
  return version === "2.0" ? upgradeSwagger(document, diagnostics) : document;
}

interface ReadText extends ParsedText {
  readonly text: string;
  readonly sha256: string;
}

/** Reads a file that the user named: whatever is wrong with it stops the command. */
async function readNamed(name: string, read: () => Promise<Uint8Array>, diagnostics: Diagnostics): Promise<ReadText> {
  try {
    const bytes = await read();
    const sha256 = contentHash(bytes);
    const { text, damaged } = decodeText(bytes);
    assertIsNoPage(text, name);
    const parsed = await parseText(text, name);
    reportText({ ...parsed, damaged }, name, diagnostics);
    return { ...parsed, text, sha256 };
  } catch (cause) {
    if (cause instanceof GeneratorError) throw cause;
    const reason = cause instanceof Error ? plainReason(cause) : String(cause);
    throw new GeneratorError("document-unreadable", `${name}: cannot be read: ${reason}.`, { cause });
  }
}

function reportText(
  { findings, damaged }: Pick<ParsedText, "findings"> & { readonly damaged: boolean },
  file: string,
  diagnostics: Diagnostics,
): void {
  const place = { file, pointer: "" };
  for (const finding of findings) diagnostics.report({ ...finding, place });
  if (!damaged) return;
  diagnostics.report({
    code: "text-damaged",
    severity: "warning",
    place,
    message: "Some bytes of the file are no text in its encoding; U+FFFD stands in their place.",
    help: "Save the file as UTF-8.",
  });
}

/** What is named most often in place of the document: a page that shows it, such as Swagger UI. */
function assertIsNoPage(text: string, name: string): void {
  if (!/^\s*<(?:!doctype\s+html|html|head)\b/i.test(text)) return;
  throw new GeneratorError(
    "document-unparsable",
    `${name}: an HTML page, not an OpenAPI document. A page that shows an API loads its document from an address of its own, ` +
      "often /openapi.json, /swagger.json or /v3/api-docs: name that one.",
  );
}

function rootObject(value: unknown, spec: string): object {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  const found =
    value === null || value === undefined ? "it is empty" : Array.isArray(value) ? "it is a list" : "it is plain text";
  throw new GeneratorError(
    "document-unparsable",
    `${spec}: not an OpenAPI document: ${found}. Such a document is an object with \`openapi\` (or \`swagger\`), \`info\` and \`paths\`.`,
  );
}

/** Files are named as references are: relative to the document's folder. */
async function readOverlays(
  paths: readonly string[],
  spec: string,
  diagnostics: Diagnostics,
): Promise<AppliedOverlay[]> {
  const applied: AppliedOverlay[] = [];
  for (const path of paths) {
    const absolute = resolve(path);
    const access = localAccess(absolute, {});
    const name = isRemote(spec) ? absolute : localAccess(spec, {}).displayName(access.rootUrl);
    const read = await readNamed(name, () => readLocalFile(absolute, name), diagnostics).catch((cause: unknown) => {
      if (!(cause instanceof GeneratorError)) throw cause;
      throw new GeneratorError("bad-config", `The overlay ${cause.message}`, { cause });
    });
    const file = { ...sourceFile(access, access.rootUrl, read), name };
    applied.push({ path: absolute, file, sha256: read.sha256 });
  }
  return applied;
}

function withOverlays(
  root: object,
  file: string,
  overlays: readonly AppliedOverlay[],
  diagnostics: Diagnostics,
): object {
  if (overlays.length === 0) return root;
  // YAML aliases are shared objects: an action that selects one place must not change the others.
  const target = { root: copyWithOrigins(root), file };
  for (const overlay of overlays) applyOverlay(target, parseOverlay(overlay.file), diagnostics);
  return target.root;
}

async function readFiles(
  root: SourceFile,
  written: number,
  access: FileAccess,
  diagnostics: Diagnostics,
): Promise<Pick<LoadedDocument, "files" | "refused" | "values">> {
  const { files, refused } = await resolveFiles(root.value as object, access);
  const sources = new Map<string, SourceFile>([[root.url, root]]);
  let values = written;
  for (const [url, read] of files) {
    if (url === root.url || refused.has(url)) continue;
    sources.set(url, sourceFile(access, url, read));
    values += read.values;
    reportText(read, access.displayName(url), diagnostics);
  }
  return { files: sources, refused, values };
}

function sourceFile(
  access: FileAccess,
  url: string,
  { text, value }: { readonly text: string; readonly value: unknown },
): SourceFile {
  const format = typeof value === "string" ? "text" : /^\s*[{[]/.test(text) && isJson(url) ? "json" : "yaml";
  return { url, name: access.displayName(url), identity: access.identity(url), format, text, value };
}

function isJson(url: string): boolean {
  return !/\.ya?ml$/i.test(new URL(url).pathname);
}
