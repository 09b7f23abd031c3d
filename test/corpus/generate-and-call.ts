import { execFile } from "node:child_process";
import { createServer } from "node:http";
import { mkdir, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { generate } from "../../generator/generate.ts";
import type { GenerateResult } from "../../generator/generate-result.ts";

const run = promisify(execFile);
const root = join(import.meta.dirname, "../..");

/** A project generated into a scratch folder of the repository, where its dependencies resolve. */
export interface GeneratedProject {
  readonly folder: string;
  readonly result: GenerateResult;
  readonly seconds: number;
}

/** Generates a document into `.tmp/corpus/<name>`, anew. */
export async function generateProject(name: string, spec: string, refRoot?: string): Promise<GeneratedProject> {
  const folder = join(root, ".tmp/corpus", name);
  await rm(folder, { recursive: true, force: true });
  await mkdir(join(folder, ".."), { recursive: true });
  const started = performance.now();
  // `select` is an argument of the server, not of the operation: what is judged here are requests.
  const results = { select: "off" } as const;
  const result = await generate({ spec, out: folder, results, ...(refRoot === undefined ? {} : { refRoot }) });
  return { folder, result, seconds: (performance.now() - started) / 1000 };
}

/** Type-checks a project with its own, strictest settings; the errors, one a line. */
export async function typeErrors(folder: string): Promise<readonly string[]> {
  try {
    await run(process.execPath, [
      join(root, "node_modules/typescript/bin/tsc"),
      "-p",
      folder,
      "--noEmit",
      "--pretty",
      "false",
    ]);
    return [];
  } catch (error) {
    const output =
      typeof error === "object" && error !== null && "stdout" in error ? String(error.stdout) : String(error);
    return output.split("\n").filter((line) => line !== "");
  }
}

/** An API that answers everything with the same JSON and remembers who asked. */
export async function startEchoApi(): Promise<{
  url: string;
  requests: { method: string; path: string; authorization: string | undefined }[];
  close(): Promise<void>;
}> {
  const requests: { method: string; path: string; authorization: string | undefined }[] = [];
  const server = createServer((request, response) => {
    requests.push({
      method: request.method ?? "",
      path: request.url ?? "",
      authorization: request.headers.authorization,
    });
    request.resume();
    response.setHeader("content-type", "application/json").end('{"ok":true}');
  });
  await new Promise<void>((done) => {
    server.listen(0, "127.0.0.1", done);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => {
        server.close(done);
      });
    },
  };
}
