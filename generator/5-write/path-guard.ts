import { join } from "node:path";
import { GeneratorError } from "../errors.ts";
import { lstatOrAbsent } from "./lstat-or-absent.ts";

/** Device names of Windows, with any extension (`CON.txt` is the console too). */
const deviceName = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?$/iu;

/** What Windows does not allow in a name, or reads as something else (`a:b` is a stream); and control characters. */
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const oddCharacter = /[\u0000-\u001f\u007f<>:"|?*\\]/u;

/**
 * Says why a path may not be written, or `undefined`. Good paths are relative, `/`-separated, stay below the folder they
 * are put in, and mean the same file on Linux, macOS and Windows.
 */
export function pathFault(path: string): string | undefined {
  if (path === "") return "it is empty";
  if (path.startsWith("/")) return "it is absolute";
  const odd = oddCharacter.exec(path);
  if (odd !== null) return `it holds ${JSON.stringify(odd[0])}`;
  for (const segment of path.split("/")) {
    if (segment === "" || segment === "." || segment === "..") return `it has the segment ${JSON.stringify(segment)}`;
    if (/[. ]$/u.test(segment)) return `${JSON.stringify(segment)} ends in a dot or a space, which Windows drops`;
    if (deviceName.test(segment)) return `${JSON.stringify(segment)} is a device on Windows`;
  }
  return undefined;
}

/**
 * Checks the paths of a project before anything is done with them. Paths come from the emitter's own names, so a fault
 * is a bug of ours and not the user's.
 *
 * @throws Error naming the first bad path
 */
export function assertPaths(paths: readonly string[]): void {
  const seen = new Map<string, string>();
  for (const path of paths) {
    const fault = pathFault(path);
    if (fault !== undefined) throw new Error(`the emitter made the path ${JSON.stringify(path)}: ${fault}`);
    const folded = path.normalize("NFC").toLowerCase();
    const twin = seen.get(folded);
    if (twin !== undefined)
      throw new Error(`the emitter made the paths "${twin}" and "${path}": one file on Windows and macOS`);
    seen.set(folded, path);
  }
}

/**
 * Checks that each folder on the way to a path is a folder, or is not there yet, so that nothing is written through a
 * symbolic link.
 *
 * @param checked - folders already found good, added to
 * @throws GeneratorError `target-foreign`
 */
export async function assertPlainFolders(target: string, path: string, checked: Set<string>): Promise<void> {
  const segments = path.split("/").slice(0, -1);
  for (let depth = 1; depth <= segments.length; depth += 1) {
    const folder = segments.slice(0, depth).join("/");
    if (checked.has(folder)) continue;
    const stats = await lstatOrAbsent(join(target, folder));
    if (stats !== undefined && !stats.isDirectory())
      throw inTheWay(folder, stats.isSymbolicLink() ? "a symbolic link" : "no folder");
    checked.add(folder);
  }
}

/** The error for something at one of our paths that is no plain file or folder. */
export function inTheWay(path: string, what: string): GeneratorError {
  const message = `"${path}" in the target folder is ${what}, so nothing was written. Move it away, or choose another --out.`;
  return new GeneratorError("target-foreign", message);
}
