import { createHash } from "node:crypto";
import { $RefParser } from "@apidevtools/json-schema-ref-parser";
import SwaggerParser from "@apidevtools/swagger-parser";
import { GeneratorError } from "../errors.ts";
import { assertWithinLimits, documentLimits } from "./document-limits.ts";
import { isRemote, localAccess, remoteAccess } from "./file-access.ts";
import type { FileAccess } from "./file-access.ts";
import type { LoadedDocument, SourceFile } from "./source-file.ts";

/** How to load: `refRoot` widens the folder that references may reach (default: the document's own). */
export interface LoadOptions {
  readonly refRoot?: string;
}

/**
 * Reads an OpenAPI 3.0 or 3.1 document, JSON or YAML, and the files its references name, inside one folder and
 * within {@link documentLimits}. References are left in place; one that may not be followed or does not exist is
 * noted in `refused` and only matters to the operation that needs it.
 * @throws GeneratorError `document-unreadable`, `document-too-large`, `document-unparsable`, `document-unsupported`
 */
export async function loadDocument(spec: string, options: LoadOptions = {}): Promise<LoadedDocument> {
  const access = isRemote(spec) ? remoteAccess(spec) : localAccess(spec, options.refRoot);
  const texts = new Map<string, string>();
  const refused = new Map<string, string>();
  const parserOptions = createParserOptions(access, texts, refused);
  const root = await parseRoot(spec, access, texts, parserOptions);
  const dialect = dialectOf(root, spec);
  const values = await resolveFiles(root, access, parserOptions, refused);
  const files = new Map<string, SourceFile>();
  for (const [url, value] of values)
    files.set(url, sourceFile(url, url === access.rootUrl ? root : value, access, texts));
  const rootFile = files.get(access.rootUrl) ?? sourceFile(access.rootUrl, root, access, texts);
  const sha256 = createHash("sha256").update(rootFile.text).digest("hex");
  return { root: rootFile, files: files.set(access.rootUrl, rootFile), refused, dialect, sha256 };
}

type ParserOptions = SwaggerParser.Options;

function createParserOptions(
  access: FileAccess,
  texts: Map<string, string>,
  refused: Map<string, string>,
): ParserOptions {
  return {
    continueOnError: true,
    resolve: {
      // The library's own resolvers read any file and any host; ours is the only one.
      file: false,
      http: false,
      bounded: {
        order: 1,
        canRead: true,
        async read(file: { url: string }): Promise<string> {
          try {
            if (texts.size >= documentLimits.files) throw new Error(`more than ${documentLimits.files} files`);
            const text = await access.read(file.url);
            texts.set(file.url, text);
            return text;
          } catch (cause) {
            if (cause instanceof GeneratorError) throw cause;
            refused.set(file.url, cause instanceof Error ? plainReason(cause) : String(cause));
            throw cause;
          }
        },
      },
    },
  } satisfies ParserOptions;
}

function plainReason(error: Error): string {
  if ("code" in error && error.code === "ENOENT") return "there is no such file";
  if ("code" in error && error.code === "EISDIR") return "it is a folder";
  return error.message;
}

async function parseRoot(
  spec: string,
  access: FileAccess,
  texts: Map<string, string>,
  options: ParserOptions,
): Promise<object> {
  const text = await readRoot(spec, access);
  texts.set(access.rootUrl, text);
  const value = await parseText(spec, access.rootUrl, text, options);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new GeneratorError(
      "document-unparsable",
      `${spec}: not an OpenAPI document: its top level must be an object.`,
    );
  }
  assertWithinLimits(value, spec);
  return value;
}

async function readRoot(spec: string, access: FileAccess): Promise<string> {
  try {
    return await access.read(access.rootUrl);
  } catch (cause) {
    if (cause instanceof GeneratorError) throw cause;
    const reason = cause instanceof Error ? plainReason(cause) : String(cause);
    throw new GeneratorError("document-unreadable", `${spec}: cannot be read: ${reason}.`, { cause });
  }
}

async function parseText(spec: string, url: string, text: string, options: ParserOptions): Promise<unknown> {
  const given = { order: 1, canRead: true, read: (): string => text };
  try {
    return await new $RefParser().parse(url, {
      ...options,
      continueOnError: false,
      resolve: { file: false, http: false, given },
    } as never);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.replaceAll(url, spec) : String(cause);
    throw new GeneratorError("document-unparsable", `${spec}: neither JSON nor YAML: ${reason}`, { cause });
  }
}

function dialectOf(root: object, spec: string): LoadedDocument["dialect"] {
  const version: unknown = "openapi" in root ? root.openapi : undefined;
  const text = typeof version === "number" ? version.toFixed(1) : version;
  if (typeof text === "string" && text.startsWith("3.0")) return "3.0";
  if (typeof text === "string" && text.startsWith("3.1")) return "3.1";
  const found =
    "swagger" in root
      ? `Swagger ${String(root.swagger)}`
      : typeof text === "string"
        ? `OpenAPI ${text}`
        : "a document without an `openapi` field";
  throw new GeneratorError(
    "document-unsupported",
    `${spec}: ${found} cannot be read. OpenAPI 3.0 and 3.1 can; convert the document to one of them.`,
  );
}

/** The parser insists on exact versions and a `paths` object; what it is for here is finding and reading files. */
async function resolveFiles(
  root: object,
  access: FileAccess,
  options: ParserOptions,
  refused: Map<string, string>,
): Promise<[string, unknown][]> {
  const facade = {
    ...root,
    openapi: "3.1.0",
    info: { title: "", version: "" },
    paths: "paths" in root ? root.paths : {},
  };
  const parser = new SwaggerParser();
  try {
    await parser.resolve(access.rootUrl, facade as never, options);
  } catch (cause) {
    if (cause instanceof GeneratorError) throw cause;
    collectRefusals(cause, refused);
  }
  const values: Record<string, unknown> = { ...parser.$refs.values() };
  const found = Object.entries(values).filter(([url, value]) => !(value instanceof Error) && !refused.has(url));
  for (const [url, value] of found) assertWithinLimits(value, access.displayName(url));
  return found;
}

function collectRefusals(cause: unknown, refused: Map<string, string>): void {
  const errors: unknown = typeof cause === "object" && cause !== null && "errors" in cause ? cause.errors : [cause];
  for (const error of Array.isArray(errors) ? errors : [errors]) {
    const source: unknown = typeof error === "object" && error !== null && "source" in error ? error.source : undefined;
    if (typeof source !== "string" || refused.has(source)) continue;
    refused.set(source, error instanceof Error ? error.message : String(error));
  }
}

function sourceFile(url: string, value: unknown, access: FileAccess, texts: Map<string, string>): SourceFile {
  const text = texts.get(url) ?? "";
  const format = typeof value === "string" ? "text" : /^\s*[{[]/.test(text) && isJson(url) ? "json" : "yaml";
  return { url, name: access.displayName(url), format, text, value };
}

function isJson(url: string): boolean {
  return !/\.ya?ml$/i.test(new URL(url).pathname);
}
