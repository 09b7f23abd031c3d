import SwaggerParser from "@apidevtools/swagger-parser";
import { decodeText } from "./decode-text.ts";
import { documentLimits } from "./document-limits.ts";
import type { FileAccess } from "./file-access.ts";
import { parseText, type ParsedText } from "./parse-text.ts";

/** A file that a reference named. */
export interface ReferencedFile extends ParsedText {
  readonly text: string;
  readonly damaged: boolean;
}

/** What the references of a document lead to, by absolute URL without fragment. */
export interface ResolvedFiles {
  readonly files: ReadonlyMap<string, ReferencedFile>;
  /** Why a reference was not followed. */
  readonly refused: ReadonlyMap<string, string>;
}

/**
 * Finds and reads every file that references name, at any depth. What may not be read, or is no data, is noted and costs
 * only what needs it.
 *
 * @param root - the document's value
 */
export async function resolveFiles(root: object, access: FileAccess): Promise<ResolvedFiles> {
  const files = new Map<string, ReferencedFile>();
  const refused = new Map<string, string>();
  const reader = createReader(access, files, refused);
  try {
    await new SwaggerParser().resolve(access.rootUrl, facadeOf(root) as never, {
      continueOnError: true,
      // The library's own resolvers read any file and any host, and its parsers know no limits: ours are the only ones.
      resolve: { file: false, http: false, bounded: { order: 1, canRead: true, read: reader.read } },
      parse: {
        json: false,
        yaml: false,
        text: false,
        binary: false,
        bounded: { order: 1, canParse: true, allowEmpty: true, parse: reader.parse },
      },
    });
  } catch (cause) {
    collectRefusals(cause, refused);
  }
  return { files, refused };
}

/** The library insists on its versions and on `paths`; what it is for here is finding files. */
function facadeOf(root: object): object {
  const { swagger: _, ...members } = root as Record<string, unknown>;
  return {
    ...members,
    openapi: "3.1.0",
    info: { title: "", version: "" },
    paths: "paths" in root ? root.paths : {},
  };
}

interface Reader {
  readonly read: (file: { url: string }) => Promise<Uint8Array>;
  readonly parse: (file: { url: string; data: unknown }) => Promise<unknown>;
}

function createReader(access: FileAccess, files: Map<string, ReferencedFile>, refused: Map<string, string>): Reader {
  let count = 0;
  let size = 0;
  const noting = async <Result>(url: string, work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work();
    } catch (cause) {
      refused.set(url, cause instanceof Error ? plainReason(cause) : String(cause));
      throw cause;
    }
  };
  return {
    read: ({ url }) =>
      noting(url, async () => {
        if (++count > documentLimits.files) throw new Error(`more than ${documentLimits.files} files`);
        const bytes = await access.read(url);
        size += bytes.byteLength;
        if (size > documentLimits.totalBytes)
          throw new Error(`the document's files have more than ${documentLimits.totalBytes} bytes together`);
        return bytes;
      }),
    parse: ({ url, data }) =>
      noting(url, async () => {
        const { text, damaged } = decodeText(data as Uint8Array);
        const parsed = await parseText(text, access.displayName(url));
        files.set(url, { ...parsed, text, damaged });
        return parsed.value;
      }),
  };
}

/** Errors of the file system name absolute paths; what happened is enough. Of a failed fetch the cause says more than the error. */
export function plainReason(error: Error): string {
  if (error.message === "fetch failed" && error.cause instanceof Error) return networkReason(error.cause);
  if (!("code" in error)) return error.message;
  if (error.code === "ENOENT") return "there is no such file";
  if (error.code === "EISDIR") return "it is a folder; name the file in it";
  if (error.code === "EACCES" || error.code === "EPERM") return "it must not be read by this user";
  return error.message;
}

function networkReason({ message }: Error): string {
  return message === "unexpected redirect" ? "it redirects; name the address that it leads to" : message;
}

function collectRefusals(cause: unknown, refused: Map<string, string>): void {
  const errors: unknown = typeof cause === "object" && cause !== null && "errors" in cause ? cause.errors : [cause];
  for (const error of Array.isArray(errors) ? errors : [errors]) {
    const source: unknown = typeof error === "object" && error !== null && "source" in error ? error.source : undefined;
    if (typeof source !== "string" || refused.has(source)) continue;
    refused.set(source, error instanceof Error ? error.message : String(error));
  }
}
