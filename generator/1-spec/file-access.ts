import { realpathSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, relative, resolve, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { GeneratorError } from "../errors.ts";
import { documentLimits } from "./document-limits.ts";

/** Reads the files of a document and nothing else: the root that the user named, and references inside one folder. */
export interface FileAccess {
  readonly rootUrl: string;
  /** For people: relative to the root document's folder, the root as the user named it. */
  displayName(url: string): string;
  /** @throws Error with the reason when the file is out of bounds or unreadable. */
  read(url: string): Promise<string>;
}

/**
 * Access to a document in a file: references may reach its folder, or `refRoot` when given, with symbolic links
 * resolved first; never the network.
 * @throws GeneratorError `document-unreadable`
 */
export function localAccess(spec: string, refRoot: string | undefined): FileAccess {
  const rootPath = resolve(spec);
  const folder = realFolder(refRoot ?? dirname(rootPath));
  const rootUrl = pathToFileURL(rootPath).href;
  return {
    rootUrl,
    displayName: (url) =>
      url === rootUrl
        ? spec
        : url.startsWith("file:")
          ? relative(dirname(rootPath), fileURLToPath(url)).split(sep).join("/")
          : url,
    async read(url) {
      if (!url.startsWith("file:")) throw new Error("it is on another host, and no remote reference is followed");
      const path = fileURLToPath(url);
      if (url !== rootUrl) assertInside(folder, path);
      assertSize(statSync(path).size);
      return readFile(path, "utf8");
    },
  };
}

/** Access to a document at a URL: the document alone, without redirects; its references to other files are not followed. */
export function remoteAccess(spec: string): FileAccess {
  return {
    rootUrl: spec,
    displayName: (url) => url,
    async read(url) {
      if (url !== spec)
        throw new Error("references of a document at a URL are not followed; download it with its files");
      return fetchText(url);
    },
  };
}

/** Says whether the user named a URL rather than a file. Plain http is for loopback only. */
export function isRemote(spec: string): boolean {
  if (!/^https?:\/\//i.test(spec)) return false;
  const { protocol, hostname } = new URL(spec);
  if (protocol === "http:" && !["localhost", "127.0.0.1", "[::1]"].includes(hostname)) {
    throw new GeneratorError(
      "bad-usage",
      `${spec}: a document is fetched over https only (plain http on loopback). Use https, or download the file.`,
    );
  }
  return true;
}

async function fetchText(url: string): Promise<string> {
  const response = await fetch(url, { redirect: "error", signal: AbortSignal.timeout(documentLimits.fetchTimeoutMs) });
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    assertSize(size);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function realFolder(folder: string): string {
  try {
    return realpathSync(folder);
  } catch (cause) {
    throw new GeneratorError("document-unreadable", `The folder ${folder} does not exist or cannot be read.`, {
      cause,
    });
  }
}

function assertInside(folder: string, path: string): void {
  const real = realpathSync(path);
  if (real !== folder && !real.startsWith(folder.endsWith(sep) ? folder : folder + sep)) {
    throw new Error("it is outside the document's folder; --ref-root DIR allows a wider one");
  }
}

function assertSize(size: number): void {
  if (size > documentLimits.bytes) {
    throw new GeneratorError(
      "document-too-large",
      `The file has ${size} bytes; at most ${documentLimits.bytes} are read.`,
    );
  }
}
