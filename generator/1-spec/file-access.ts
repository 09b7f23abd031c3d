import { realpathSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, relative, resolve, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { GeneratorError } from "../errors.ts";
import { documentLimits } from "./document-limits.ts";
import { createNetwork, fetchReference, type Network } from "./fetch-reference.ts";
import { referenceHosts } from "./reference-hosts.ts";

/** Reads the files of a document and nothing else: the root that the user named, references inside one folder, and listed hosts. */
export interface FileAccess {
  /** Where the root was found. */
  readonly rootUrl: string;
  /** For people: relative to the root document's folder, the root as the user named it. */
  displayName(url: string): string;
  /** The same on every machine: relative to the root document's folder. */
  identity(url: string): string;
  /** @throws Error with the reason when the file is out of bounds or unreadable. */
  read(url: string): Promise<Uint8Array>;
}

/** How far references may reach. */
export interface ReferenceBounds {
  /** A folder wider than the document's own. */
  readonly refRoot?: string;
  /** Hosts whose files references may name. Default: none. */
  readonly refHosts?: readonly string[];
  /** For tests. Default: the public internet. */
  readonly network?: Network;
}

/**
 * Access to a document in a file: references may reach its folder, or `refRoot` when given, with symbolic links
 * resolved first; of the network the listed hosts.
 * @throws GeneratorError `document-unreadable`
 */
export function localAccess(spec: string, bounds: ReferenceBounds): FileAccess {
  const rootPath = resolve(spec);
  const folder = realFolder(bounds.refRoot ?? dirname(rootPath));
  const rootUrl = pathToFileURL(rootPath).href;
  const readRemote = remoteReader(bounds);
  const relativeName = (url: string): string =>
    url.startsWith("file:") ? relative(dirname(rootPath), fileURLToPath(url)).split(sep).join("/") : url;
  return {
    rootUrl,
    displayName: (url) => (url === rootUrl ? spec : relativeName(url)),
    identity: relativeName,
    async read(url) {
      if (!url.startsWith("file:")) return readRemote(url);
      const path = fileURLToPath(url);
      if (url !== rootUrl) assertInside(folder, path);
      return readLocalFile(path, url === rootUrl ? spec : relativeName(url));
    },
  };
}

/**
 * Reads a file that the user named, or that was found to be in bounds.
 *
 * @param name - the file for people
 * @throws GeneratorError `document-too-large`, before a byte is read
 */
export async function readLocalFile(path: string, name: string): Promise<Uint8Array> {
  assertSize(statSync(path).size, name);
  return readFile(path);
}

/** Access to a document at a URL: the document without redirects; its references to listed hosts, its own among them when it is listed. */
export function remoteAccess(spec: string, bounds: ReferenceBounds): FileAccess {
  const readRemote = remoteReader(bounds);
  const rootUrl = new URL(spec).href;
  return {
    rootUrl,
    displayName: (url) => (url === rootUrl ? spec : url),
    identity: (url) => (url === rootUrl ? "" : url),
    read: async (url) => (url === rootUrl ? fetchDocument(url) : readRemote(url)),
  };
}

/** Says whether the user named a URL rather than a file. Plain http is for loopback only. */
export function isRemote(spec: string): boolean {
  if (!/^https?:\/\//i.test(spec)) {
    if (!/^[a-z][a-z\d+.-]+:\/\//i.test(spec)) return false;
    throw new GeneratorError(
      "bad-usage",
      `${spec}: a document is a file or an https address. Download it, and name the file.`,
    );
  }
  const { protocol, hostname } = new URL(spec);
  if (protocol === "http:" && !["localhost", "127.0.0.1", "[::1]"].includes(hostname)) {
    throw new GeneratorError(
      "bad-usage",
      `${spec}: a document is fetched over https only (plain http on loopback). Use https, or download the file.`,
    );
  }
  return true;
}

function remoteReader({ refHosts = [], network = createNetwork() }: ReferenceBounds): FileAccess["read"] {
  const hosts = referenceHosts(refHosts);
  return async (reference) => {
    const url = new URL(reference);
    if (url.protocol !== "https:") throw new Error("references to other hosts are followed over https only");
    if (!hosts.has(url.host))
      throw new Error(`it is on the host ${url.host}, which is not listed; --ref-host ${url.host} allows it`);
    return fetchReference(url, network);
  };
}

async function fetchDocument(url: string): Promise<Uint8Array> {
  const response = await fetch(url, { redirect: "error", signal: AbortSignal.timeout(documentLimits.fetchTimeoutMs) });
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  const chunks: Uint8Array[] = [];
  let size = 0;
  assertSize(Number(response.headers.get("content-length") ?? 0), url);
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    assertSize(size, url);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
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

function assertSize(size: number, name: string): void {
  if (size <= documentLimits.bytes) return;
  throw new GeneratorError(
    "document-too-large",
    `${name}: the file has ${size} bytes; at most ${documentLimits.bytes} are read. Split the document into files that refer to each other.`,
  );
}
