import { resolve } from "node:path";
import { isRemote } from "./1-spec/file-access.ts";
import type { LoadedDocument } from "./1-spec/source-file.ts";
import { type ConfigIdentity, type DocumentIdentity, documentPath, type ManifestHeader } from "./5-write/manifest.ts";
import { contentHash } from "./content-hash.ts";
import { type ConfigSource, type ResolvedOptions, shapingOptions } from "./options.ts";

/**
 * What the manifest says of where a project comes from.
 * @param out - the project's folder, absolute: paths are noted relative to it
 * @param generator - version of Slipway
 */
export function manifestHeader(
  chosen: ResolvedOptions,
  document: LoadedDocument,
  { out, generator }: { readonly out: string; readonly generator: string },
): ManifestHeader {
  return {
    generator,
    document: documentIdentity(chosen, document, out),
    ...(chosen.config === undefined ? {} : { config: configIdentity(chosen.config, out) }),
    options: { ...shapingOptions(chosen) },
  };
}

function documentIdentity(
  { spec, refRoot, refHosts }: ResolvedOptions,
  { root, files, overlays, sha256 }: LoadedDocument,
  out: string,
): DocumentIdentity {
  const references = [...files.values()]
    .filter(({ url }) => url !== root.url)
    .map(({ identity, text }) => ({ path: identity, sha256: contentHash(text) }))
    .toSorted((left, right) => (left.path < right.path ? -1 : 1));
  return {
    path: documentPath(isRemote(spec) ? spec : resolve(spec), out),
    sha256,
    ...(overlays.length > 0 && {
      overlays: overlays.map((overlay) => ({ path: documentPath(overlay.path, out), sha256: overlay.sha256 })),
    }),
    ...(references.length > 0 && { references }),
    ...(refRoot !== undefined && { refRoot: documentPath(resolve(refRoot), out) }),
    ...(refHosts.length > 0 && { refHosts: refHosts.toSorted() }),
  };
}

function configIdentity({ file, project, overridden }: ConfigSource, out: string): ConfigIdentity {
  return {
    path: documentPath(file, out),
    ...(project !== undefined && { project }),
    ...(overridden.length > 0 && { overridden: overridden.toSorted() }),
  };
}
