import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { declaredOperations } from "./declared-operation.ts";
import type { DeclaredOperation } from "./declared-operation.ts";
import { createJudge } from "./judge-request.ts";
import type { RecordedRequest } from "./recorded-request.ts";
import { createSchemaCheck } from "./schema-check.ts";
import { readSource } from "./source-document.ts";
import type { SourceDocument } from "./source-document.ts";

/** A document for the judge, read from a file as real ones are. */
export function sourceOf(document: unknown): SourceDocument {
  const folder = mkdtempSync(join(tmpdir(), "slipway-judge-"));
  const file = join(folder, "openapi.json");
  writeFileSync(file, JSON.stringify(document));
  const source = readSource(file);
  rmSync(folder, { recursive: true });
  return source;
}

/** A request in short: method and target on one line, then headers, then a body. */
export interface ShortRequest {
  readonly line: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export function recorded({ line, headers = {}, body = "" }: ShortRequest): RecordedRequest {
  const [method = "", target = ""] = line.split(" ");
  return { method, target, headers: Object.entries(headers), body: new TextEncoder().encode(body) };
}

/** What the judge finds wrong: `code where`, in its order. */
export type FindProblems = (
  id: string,
  args: Readonly<Record<string, unknown>>,
  request: ShortRequest,
) => Promise<readonly string[]>;

/** A judge of one document; operations are named by their operationId, and every argument that is given is listed. */
export function judgeOf(document: unknown, listed: Readonly<Record<string, readonly string[]>> = {}): FindProblems {
  const source = sourceOf(document);
  const operations = declaredOperations(source);
  const judge = createJudge(source, operations, createSchemaCheck(source));
  const byId = new Map<string, DeclaredOperation>(
    operations.map((operation) => [operation.operationId ?? "", operation]),
  );
  return async (id, args, request) => {
    const operation = byId.get(id);
    if (operation === undefined) throw new Error(`the document has no operation ${id}`);
    const call = {
      operation,
      args,
      listed: listed[id] ?? Object.keys(args),
      request: recorded(request),
      basePath: "/api",
    };
    const { problems } = await judge.judge(call);
    return problems.map(({ code, where }) => `${code} ${where}`);
  };
}
