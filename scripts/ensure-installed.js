/**
 * Before `npm start`: installs what package-lock.json names, when it is not there. So the first command in a fresh clone
 * can be `npm start`. Plain JavaScript, because it runs on whatever Node the machine has, before ours is installed.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");

/**
 * The versions of a lock file by path, without packages that are for other platforms.
 * @param {string} path
 * @returns {[string, string][]}
 */
function lockedVersions(path) {
  const { packages } = JSON.parse(readFileSync(path, "utf8"));
  return Object.entries(packages)
    .filter(([name, entry]) => name !== "" && entry.optional !== true)
    .map(([name, entry]) => [name, entry.version]);
}

/** @returns {boolean} */
function isInstalled() {
  const installed = join(root, "node_modules/.package-lock.json");
  if (!existsSync(installed)) return false;
  const found = new Map(lockedVersions(installed));
  return lockedVersions(join(root, "package-lock.json")).every(([name, version]) => found.get(name) === version);
}

if (!isInstalled()) {
  console.log("Installing the packages that package-lock.json names; this is done once.");
  const npm = process.env["npm_execpath"];
  const { status } =
    npm === undefined
      ? spawnSync("npm", ["ci"], { cwd: root, stdio: "inherit" })
      : spawnSync(process.execPath, [npm, "ci"], { cwd: root, stdio: "inherit" });
  process.exitCode = status ?? 1;
}
