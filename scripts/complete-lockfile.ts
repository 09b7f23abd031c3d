/**
 * Run after a change of dependencies: `node scripts/complete-lockfile.ts [package-lock.json ...]`.
 *
 * Tools with a native binary name one optional package per platform. npm leaves those out of the lock file that the
 * registry at hand does not carry, and then `npm ci` refuses the lock file on every machine ("Missing: x from lock file").
 * This adds them as the depending package names them: the exact version, the platform from the name, no integrity, since
 * nobody here has seen the package. npm fills that in where the registry has it.
 */
import { readFileSync, writeFileSync } from "node:fs";

interface LockedPackage {
  readonly version?: string;
  readonly optional?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly libc?: readonly string[];
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

interface Lockfile {
  packages: Record<string, LockedPackage>;
}

const platforms = "aix|android|darwin|freebsd|linux|netbsd|openbsd|openharmony|sunos|win32";
const platformOf = new RegExp(`(?<os>${platforms})-(?<cpu>[a-z0-9]+)(?:-(?<libc>gnu|musl))?`);
const exactVersion = /^\d+\.\d+\.\d+(?:-[\w.]+)?$/;

/** The platform that a package is named for, as npm writes it; nothing for a name without one. */
function platformEntry(name: string, version: string): LockedPackage | undefined {
  const groups = platformOf.exec(name)?.groups;
  if (groups === undefined) return undefined;
  const { os = "", cpu = "", libc } = groups;
  const libcOf = { gnu: ["glibc"], musl: ["musl"] };
  return {
    version,
    cpu: [cpu],
    ...(libc === "gnu" || libc === "musl" ? { libc: libcOf[libc] } : {}),
    optional: true,
    os: [os],
  };
}

/** Adds what is missing and gives the names of it. */
function complete(lockfile: Lockfile): string[] {
  const added: string[] = [];
  for (const { optionalDependencies = {} } of Object.values(lockfile.packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      const entry = exactVersion.test(version) ? platformEntry(name, version) : undefined;
      if (entry === undefined || `node_modules/${name}` in lockfile.packages) continue;
      lockfile.packages[`node_modules/${name}`] = entry;
      added.push(`${name}@${version}`);
    }
  }
  const sorted = Object.entries(lockfile.packages).toSorted(([a], [b]) => a.localeCompare(b, "en"));
  lockfile.packages = Object.fromEntries(sorted);
  return added;
}

for (const path of process.argv.length > 2 ? process.argv.slice(2) : ["package-lock.json"]) {
  const lockfile = JSON.parse(readFileSync(path, "utf8")) as Lockfile;
  const added = complete(lockfile);
  if (added.length > 0) writeFileSync(path, `${JSON.stringify(lockfile, null, 2)}\n`);
  console.log(`${path}: ${added.length} packages for other platforms added`);
}
