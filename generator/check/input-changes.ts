import type { DocumentIdentity, HashedFile, ManifestHeader } from "../5-write/manifest.ts";
import type { InputChange } from "./check-result.ts";

/** What a project was made of, against what it would be made of now. */
export function inputChanges(was: ManifestHeader, now: ManifestHeader): readonly InputChange[] {
  return [
    ...documentChanges(was.document, now.document),
    ...change("config", "the config file", describe(was.config), describe(now.config)),
    ...change("config", "overlays", paths(was.document.overlays), paths(now.document.overlays)),
    ...change("config", "refRoot", was.document.refRoot, now.document.refRoot),
    ...change("config", "refHosts", describe(was.document.refHosts), describe(now.document.refHosts)),
    ...optionChanges(was.options, now.options, ""),
    ...change("generator", "slipway", was.generator, now.generator),
  ];
}

/** Hashes are told by so many digits. */
const digits = 12;

function documentChanges(was: DocumentIdentity, now: DocumentIdentity): readonly InputChange[] {
  const isOther = was.path !== now.path;
  const root = isOther
    ? change("document", "the document", was.path, now.path)
    : change("document", now.path, was.sha256.slice(0, digits), now.sha256.slice(0, digits));
  return [...root, ...fileChanges(was.overlays, now.overlays, true), ...fileChanges(was.references, now.references)];
}

/** @param onlyKnown - files that only one side has are told elsewhere */
function fileChanges(
  was: readonly HashedFile[] = [],
  now: readonly HashedFile[] = [],
  onlyKnown = false,
): readonly InputChange[] {
  const [before, after] = [was, now].map((files) => new Map(files.map(({ path, sha256 }) => [path, sha256])));
  const all = new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])]);
  return [...all]
    .filter((path) => !onlyKnown || (before?.has(path) === true && after?.has(path) === true))
    .flatMap((path) =>
      change("document", path, before?.get(path)?.slice(0, digits), after?.get(path)?.slice(0, digits)),
    );
}

/** Option by option: objects member by member, everything else whole. */
function optionChanges(was: unknown, now: unknown, path: string): readonly InputChange[] {
  if (!isObject(was) || !isObject(now)) return change("config", path, describe(was), describe(now));
  const keys = [...new Set([...Object.keys(was), ...Object.keys(now)])].toSorted();
  return keys.flatMap((key) => optionChanges(was[key], now[key], path === "" ? key : `${path}.${key}`));
}

function change(
  cause: InputChange["cause"],
  what: string,
  was: string | undefined,
  now: string | undefined,
): readonly InputChange[] {
  if (was === now) return [];
  return [{ cause, what, ...(was === undefined ? {} : { was }), ...(now === undefined ? {} : { now }) }];
}

function paths(files: readonly HashedFile[] | undefined): string | undefined {
  return describe(files?.map(({ path }) => path));
}

/** Two values are the same when this is, whatever the order of their keys. */
function describe(value: unknown): string | undefined {
  return JSON.stringify(value, (_, member: unknown) =>
    isObject(member) ? Object.fromEntries(Object.entries(member).toSorted(([a], [b]) => (a < b ? -1 : 1))) : member,
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
