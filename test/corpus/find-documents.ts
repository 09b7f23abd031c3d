import { readdir, readFile, stat } from "node:fs/promises";
import { basename, dirname, extname, join, relative, resolve, sep } from "node:path";

/** A document of the corpus. */
export interface CorpusDocument {
  /** Unique in the corpus, usable as a folder's name. */
  readonly name: string;
  /** The root file. */
  readonly path: string;
  /** Folder that its references may reach: the folder of the corpus that it lies in; absent for a file on its own. */
  readonly refRoot?: string;
}

/** The root documents in a folder or the one file, sorted by name: those with `openapi` or `swagger` at the top level. */
export async function findDocuments(path: string): Promise<readonly CorpusDocument[]> {
  const root = resolve(path);
  if (!(await stat(root)).isDirectory()) return [{ name: nameOf(basename(root)), path: root }];
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && [".json", ".yaml", ".yml"].includes(extname(entry.name).toLowerCase()))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !relative(root, file).split(sep).includes("node_modules"));
  const roots: string[] = [];
  for (const file of files) if (isRoot(await readFile(file, "utf8"), extname(file))) roots.push(file);
  return nameAll(root, roots);
}

/** A folder with one root has its name; else the path makes it. */
function nameAll(root: string, files: readonly string[]): readonly CorpusDocument[] {
  const folderOf = (file: string): string => relative(root, file).split(sep)[0] ?? "";
  return files
    .map((file) => {
      const isAlone = dirname(file) === root;
      const isOnly = files.filter((other) => folderOf(other) === folderOf(file)).length === 1;
      const name = nameOf(!isAlone && isOnly ? folderOf(file) : relative(root, file).replace(/\.\w+$/, ""));
      return { name, path: file, ...(isAlone ? {} : { refRoot: join(root, folderOf(file)) }) };
    })
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

function nameOf(text: string): string {
  return text.replace(/\.(?:json|ya?ml)$/i, "").replaceAll(/[^a-zA-Z0-9._-]+/g, "-");
}

function isRoot(text: string, extension: string): boolean {
  if (extension.toLowerCase() !== ".json") return /^(?:openapi|swagger|"openapi"|"swagger")\s*:/m.test(text);
  try {
    const value = JSON.parse(text.replace(/^\uFEFF/, "")) as unknown;
    return typeof value === "object" && value !== null && ("openapi" in value || "swagger" in value);
  } catch {
    return false;
  }
}
