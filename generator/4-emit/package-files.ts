import type { Feature } from "../3-surface/surface.ts";
import type { ApiDefinition } from "../../templates/src/runtime/surface-types.ts";
import { featureDependencies } from "./features.ts";
import { json } from "./quote/data.ts";

/** Packages of every generated project. Their versions are those that the generator was tested with. */
const dependencies: readonly string[] = [
  "@cfworker/json-schema",
  "@modelcontextprotocol/server",
  "jose",
  "minisearch",
  "pino",
  "stemmer",
];
const devDependencies: readonly string[] = ["@types/node", "typescript"];

/** Semantic Versioning 2.0.0: what npm takes as a package's version. */
const SEMANTIC_VERSION =
  /^(?:0|[1-9]\d{0,14})\.(?:0|[1-9]\d{0,14})\.(?:0|[1-9]\d{0,14})(?:-[\dA-Za-z-]{1,64}(?:\.[\dA-Za-z-]{1,64}){0,8})?$/u;

/** A package and its exact version. */
export interface PinnedPackage {
  readonly name: string;
  readonly version: string;
}

/** What `package.json.hbs` needs. */
export interface PackageView {
  readonly name: string;
  readonly version: string;
  readonly dependencies: readonly PinnedPackage[];
  readonly devDependencies: readonly PinnedPackage[];
}

/**
 * The package of a generated project. A document's version that npm would refuse becomes `0.0.0`.
 * @param versions version by package name
 */
export function packageView(
  api: ApiDefinition,
  used: ReadonlySet<Feature>,
  versions: ReadonlyMap<string, string>,
): PackageView {
  return {
    name: api.name,
    version: packageVersion(api),
    dependencies: [...dependencies, ...featureDependencies(used)].toSorted().map((name) => pin(name, versions)),
    devDependencies: devDependencies.map((name) => pin(name, versions)),
  };
}

/** The document's version where it is a semantic one, else `0.0.0`. */
export function packageVersion({ version }: ApiDefinition): string {
  return SEMANTIC_VERSION.test(version) ? version : "0.0.0";
}

function pin(name: string, versions: ReadonlyMap<string, string>): PinnedPackage {
  const version = versions.get(name);
  if (version === undefined || !/^\d/u.test(version)) {
    throw new Error(
      `the generator's package.json must pin ${name} to an exact version, since generated projects use it`,
    );
  }
  return { name, version };
}

interface LockedPackage {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}

/**
 * The lock file of a project: the one that npm made for the packages of every feature, with this project as its root, and
 * without what it does not need.
 */
export function packageLock(template: string, view: PackageView): string {
  const lock = JSON.parse(template) as { packages: Record<string, LockedPackage> };
  const root = {
    ...lock.packages[""],
    name: view.name,
    version: view.version,
    dependencies: versionsByName(view.dependencies),
    devDependencies: versionsByName(view.devDependencies),
  };
  const needed = neededPackages(lock.packages, [...view.dependencies, ...view.devDependencies]);
  return `${json({ ...lock, name: view.name, version: view.version, packages: { "": root, ...needed } })}\n`;
}

/** The locked packages that some of `roots` reach, each where npm has put it: in a folder of its own or in that of who needs another version. */
function neededPackages(
  packages: Readonly<Record<string, LockedPackage>>,
  roots: readonly PinnedPackage[],
): Readonly<Record<string, LockedPackage>> {
  const reached = new Set<string>();
  const queue = roots.map(({ name }) => ({ from: "", name }));
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const path = locate(packages, next.from, next.name);
    if (path === undefined || reached.has(path)) continue;
    reached.add(path);
    queue.push(...neededBy(packages[path]).map((name) => ({ from: path, name })));
  }
  return Object.fromEntries(Object.entries(packages).filter(([path]) => reached.has(path)));
}

/** npm installs peers too, unless they are optional. */
function neededBy(locked: LockedPackage | undefined): readonly string[] {
  const { peerDependencies = {}, peerDependenciesMeta = {} } = locked ?? {};
  const peers = Object.keys(peerDependencies).filter((name) => peerDependenciesMeta[name]?.optional !== true);
  return [...Object.keys({ ...locked?.dependencies, ...locked?.optionalDependencies }), ...peers];
}

/** As Node finds it: beside who asks, else further out. */
function locate(packages: Readonly<Record<string, LockedPackage>>, from: string, name: string): string | undefined {
  const path = `${from === "" ? "" : `${from}/`}node_modules/${name}`;
  if (packages[path] !== undefined) return path;
  if (from === "") return undefined;
  return locate(packages, from.slice(0, Math.max(0, from.lastIndexOf("/node_modules/"))), name);
}

function versionsByName(packages: readonly PinnedPackage[]): Readonly<Record<string, string>> {
  return Object.fromEntries(packages.map(({ name, version }) => [name, version]));
}
