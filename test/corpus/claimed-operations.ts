import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { ApiDefinition, Tool } from "../../templates/src/runtime/surface-types.ts";
import type { DeclaredOperation } from "./judge/declared-operation.ts";
import { isFields } from "./judge/source-document.ts";
import type { SourceDocument } from "./judge/source-document.ts";

/** What the generated project says of itself: which operation a tool stands for, and the origins that it knows. */
export interface Claims {
  /** Tool name -> the operation of the original document; absent when there is none such. */
  readonly byTool: ReadonlyMap<string, DeclaredOperation>;
  /** Names of further origins, and the URL that the document proposes for each. */
  readonly origins: ReadonlyMap<string, string>;
}

/** Reads the claims from the project's tools: method, path and name are all that is believed. */
export async function readClaims(folder: string, operations: readonly DeclaredOperation[]): Promise<Claims> {
  const { tools } = (await import(pathToFileURL(join(folder, "src/tools/index.ts")).href)) as {
    tools: readonly Tool[];
  };
  const { api } = (await import(pathToFileURL(join(folder, "src/api.ts")).href)) as { api: ApiDefinition };
  const byPlace = Map.groupBy(operations, (operation) => `${operation.method} ${operation.path}`);
  const byTool = new Map<string, DeclaredOperation>();
  for (const { name, title, operation } of tools) {
    const candidates = byPlace.get(`${operation.method} ${operation.path}`) ?? [];
    const found = candidates.length === 1 ? candidates[0] : nearest(candidates, { name, title }, operation.query ?? "");
    if (found !== undefined) byTool.set(name, found);
  }
  return { byTool, origins: new Map(api.origins.map(({ name, proposed }) => [name, proposed])) };
}

/** Operations of one path that differ in a fragment or query: the one whose id, path, summary or query the tool says. */
function nearest(
  candidates: readonly DeclaredOperation[],
  tool: { readonly name: string; readonly title: string },
  query: string,
): DeclaredOperation | undefined {
  const said = plain(tool.name);
  const idOf = ({ operationId, method, key }: DeclaredOperation): string => plain(operationId ?? `${method} ${key}`);
  const tests: readonly ((candidate: DeclaredOperation) => boolean)[] = [
    (candidate) => idOf(candidate) === said,
    (candidate) => said.startsWith(idOf(candidate).slice(0, 40)),
    ({ summary }) => summary !== undefined && plain(summary) === plain(tool.title),
    (candidate) => query !== "" && candidate.query.includes(query),
  ];
  for (const test of tests) {
    const found = candidates.filter(test);
    if (found.length === 1) return found[0];
  }
  return undefined;
}

function plain(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
}

/**
 * The path at the recorder under which an operation's requests belong: that of the origin which its own servers name, else of the API.
 * @param pathOf the path that the server under test was given for an origin
 */
export function expectedBase(
  document: SourceDocument,
  operation: DeclaredOperation,
  origins: ReadonlyMap<string, string>,
  pathOf: (origin: string | undefined) => string,
): string {
  const root =
    isFields(document.root.value) && Array.isArray(document.root.value["servers"])
      ? document.root.value["servers"]
      : [];
  const apiUrls = new Set(root.map((server: unknown) => (isFields(server) ? trimmed(String(server["url"])) : "")));
  const [first] = operation.servers;
  if (first === undefined || operation.servers.some((url) => apiUrls.has(trimmed(url)))) return pathOf(undefined);
  const named = [...origins].find(([, proposed]) => trimmed(proposed) === trimmed(first));
  const isAbsolute = /^https?:\/\/[^{}]+$/i.test(first);
  return named === undefined ? pathOf(isAbsolute ? "unknown" : undefined) : pathOf(named[0]);
}

function trimmed(url: string): string {
  return url.replace(/\/+$/, "");
}
