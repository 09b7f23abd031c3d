import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Surface, SurfaceTool } from "../../generator/3-surface/surface.ts";
import type { Diagnostic } from "../../generator/diagnostics.ts";
import { GeneratorError } from "../../generator/errors.ts";
import { resolveOptions } from "../../generator/options.ts";
import { planDocument } from "../../generator/plan-document.ts";

/** One wrong document, and what becomes of it. */
export interface WrongDocument {
  readonly wrong: string;
  /** A document as JSON, or the text of a YAML document. */
  readonly given: object | string;
  /** Files beside it, by name. */
  readonly files?: Readonly<Record<string, unknown>>;
  /** Operations that became tools, as `GET /berths`, with the path that requests go to. */
  readonly tools: readonly string[];
  /** Findings as `severity code pointer`; `operation` after an error: what is lost. */
  readonly found: readonly string[];
  /** How a fault was repaired: members of the tools' definitions, by tool. */
  readonly repaired?: Readonly<Record<string, object>>;
}

/** What the first three stages make of a document. */
export interface Judged {
  readonly surface: Surface;
  readonly tools: readonly SurfaceTool[];
  readonly diagnostics: readonly Diagnostic[];
}

type Given = Pick<WrongDocument, "given" | "files">;

/** Writes the document and the files beside it into a folder of its own, for as long as it is used. */
async function withDocument<Result>(
  { given, files = {} }: Given,
  use: (spec: string) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), "slipway-wrong-"));
  try {
    const spec = join(folder, typeof given === "string" ? "openapi.yaml" : "openapi.json");
    await writeFile(spec, typeof given === "string" ? given : JSON.stringify(given));
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), typeof content === "string" ? content : JSON.stringify(content));
    }
    return await use(spec);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Loads the document as the CLI does, and plans its surface.
 * @throws GeneratorError when the document stops the command
 */
export async function judge(document: Given): Promise<Judged> {
  return withDocument(document, async (spec) => {
    const { surface, found } = await planDocument(resolveOptions({ spec, out: "out" }));
    return { surface, tools: surface.services.flatMap(({ tools }) => tools), diagnostics: found };
  });
}

/** What `--strict` says: the message of its refusal, `undefined` when it takes the document. */
export async function strictRefusal(document: Given): Promise<string | undefined> {
  return withDocument(document, async (spec) => {
    try {
      await planDocument(resolveOptions({ spec, out: "out", strict: true }));
      return undefined;
    } catch (error) {
      if (error instanceof GeneratorError && error.code === "document-strict")
        return error.message.replace(spec, "api");
      throw error;
    }
  });
}

/** The code of the GeneratorError that a document stops the command with; any other error is a fault of ours. */
export async function refusalOf(given: WrongDocument["given"]): Promise<string> {
  try {
    await judge({ given });
  } catch (error) {
    if (error instanceof GeneratorError) return error.code;
    throw error;
  }
  return "not refused";
}

/** As the tables write it. */
export function describeTool({ definition }: SurfaceTool): string {
  const { method, path } = definition.operation;
  return `${method} ${path}`;
}

/** As the tables write it. */
export function describeFinding({ severity, code, place, lost }: Diagnostic): string {
  return [severity, code, place.pointer, ...(lost === undefined ? [] : [`lost: ${lost.join(", ")}`])].join(" ");
}
