import { Worker } from "node:worker_threads";
import type { DeclaredOperation, DeclaredParameter } from "./declared-operation.ts";
import { bodyKind } from "./media-type.ts";
import { prismDocument } from "./prism-document.ts";
import type { Problem } from "./problem.ts";
import { headerOf } from "./recorded-request.ts";
import type { RecordedRequest } from "./recorded-request.ts";
import { child, children, isFields } from "./source-document.ts";
import type { SourceDocument, SourceNode } from "./source-document.ts";

/** What goes to the worker. */
export interface PrismQuestion {
  readonly id: number;
  readonly key: string;
  readonly document: unknown;
  readonly request: unknown;
}

/** What comes back: Prism's findings, or why it has none. */
export type PrismAnswer =
  | { readonly id: number; readonly findings: readonly PrismFinding[] }
  | { readonly id: number; readonly unjudged: string };

export interface PrismFinding {
  readonly path: readonly string[];
  readonly code: string;
  readonly message: string;
}

/** Prism's verdict on one request. */
export interface PrismVerdict {
  /** Findings where Prism judges. */
  readonly problems: readonly Problem[];
  /** Findings where it does not, or why it said nothing at all. */
  readonly setAside: readonly string[];
  readonly isJudged: boolean;
}

export interface PrismJudge {
  judge(
    operation: DeclaredOperation,
    parameters: readonly DeclaredParameter[],
    request: RecordedRequest,
    basePath: string,
  ): Promise<PrismVerdict>;
  close(): Promise<void>;
}

/** Stoplight Prism in a worker, each question within `limitMs`; an operation that it hung on is not asked again. */
export function createPrismJudge(document: SourceDocument, limitMs = 10_000): PrismJudge {
  let worker: Worker | undefined;
  let count = 0;
  const hung = new Set<DeclaredOperation>();
  return {
    async judge(operation, parameters, request, basePath) {
      const reason = hung.has(operation) ? `Prism did not answer within ${limitMs} ms` : outOfReach(operation);
      if (reason !== undefined) return { problems: [], setAside: [reason], isJudged: false };
      const answer = await ask({
        id: count++,
        key: `${operation.method} ${operation.key}`,
        document: prismDocument(document, operation),
        request: prismRequest(request, basePath),
      });
      if (answer === undefined) hung.add(operation);
      if (answer === undefined || "unjudged" in answer)
        return {
          problems: [],
          setAside: [answer?.unjudged ?? `Prism did not answer within ${limitMs} ms`],
          isJudged: false,
        };
      return sortOut(answer.findings, parameters, { document, operation, request });
    },
    async close() {
      await worker?.terminate();
    },
  };

  async function ask(question: PrismQuestion): Promise<PrismAnswer | undefined> {
    const asked = (worker ??= start());
    return await new Promise((done) => {
      const onAnswer = (answer: PrismAnswer): void => {
        if (answer.id !== question.id) return;
        clearTimeout(timer);
        asked.off("message", onAnswer);
        done(answer);
      };
      const timer = setTimeout(() => {
        asked.off("message", onAnswer);
        worker = undefined;
        void asked.terminate();
        done(undefined);
      }, limitMs);
      asked.on("message", onAnswer);
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origins
      asked.postMessage(question);
    });
  }

  function start(): Worker {
    const started = new Worker(new URL("./prism-worker.ts", import.meta.url));
    started.on("error", () => {
      worker = undefined;
    });
    return started;
  }
}

/** What Prism has no notion of. */
function outOfReach({ method, key }: DeclaredOperation): string | undefined {
  if (!["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"].includes(method))
    return `Prism does not know the method ${method}`;
  return key.includes("?") ? "Prism does not match a path's key with a query" : undefined;
}

function prismRequest(request: RecordedRequest, basePath: string): unknown {
  const url = new URL(request.target.slice(basePath.length), "http://judge.invalid");
  const query: Record<string, string | string[]> = {};
  for (const [name, value] of url.searchParams) {
    const present = query[name];
    query[name] = present === undefined ? value : [present, value].flat();
  }
  const contentType = headerOf(request, "content-type") ?? "";
  const text = new TextDecoder().decode(request.body);
  const isJson = bodyKind(contentType) === "json";
  return {
    method: request.method.toLowerCase(),
    url: { path: url.pathname, query },
    headers: Object.fromEntries(request.headers),
    body: request.body.byteLength === 0 ? undefined : isJson ? (JSON.parse(text) as unknown) : text,
  };
}

interface Judged {
  readonly document: SourceDocument;
  readonly operation: DeclaredOperation;
  readonly request: RecordedRequest;
}

/** Prism's own limits, each with the rule of the specification that it does not know; the second judge covers them. */
function sortOut(
  findings: readonly PrismFinding[],
  parameters: readonly DeclaredParameter[],
  about: Judged,
): PrismVerdict {
  const problems: Problem[] = [];
  const setAside: string[] = [];
  const overlaps =
    findings.some(({ path, code }) => path[0] === "body" && code === "oneOf") &&
    about.operation.bodies.some(({ schema }) => reachesDiscriminator(about.document, schema, new Set()));
  for (const finding of findings) {
    const isOverlap = overlaps && finding.path[0] === "body";
    const limit = isOverlap
      ? "Prism does not read discriminators, which tell overlapping alternatives apart"
      : limitOf(finding, parameters, about);
    const text = `${finding.path.join(".")}: ${finding.message} (${finding.code})`;
    if (limit === undefined)
      problems.push({ code: "prism", where: finding.path.join("."), message: `${finding.message} (${finding.code})` });
    else setAside.push(`${limit}: ${text}`);
  }
  return { problems, setAside, isJudged: true };
}

function limitOf(
  { path, code }: PrismFinding,
  parameters: readonly DeclaredParameter[],
  { document, request }: Judged,
): string | undefined {
  const [place, name] = path;
  const kind = bodyKind(headerOf(request, "content-type") ?? "");
  const isOfBody = place === "body" || (place === undefined && code === "415");
  if (isOfBody && kind !== "json") return `Prism does not decode ${kind} bodies as their Encoding Objects say`;
  if (place === "header" && ["accept", "content-type", "authorization"].includes(name ?? ""))
    return "Prism holds a request to header parameters that are to be ignored (OpenAPI 3.1.1, 4.8.12.1)";
  const inPlace = parameters.filter((parameter) => parameter.in === place);
  const parameter = inPlace.find((declared) => declared.name.toLowerCase() === name?.toLowerCase());
  if (code === "oneOf" && parameter !== undefined)
    return "Prism makes text every type of a oneOf, so that two fit where one does";
  const concerned = parameter === undefined ? inPlace : [parameter];
  return parameterLimits.find(({ concerns }) => concerned.some((one) => concerns(one, document)))?.limit;
}

interface ParameterLimit {
  concerns(parameter: DeclaredParameter, document: SourceDocument): boolean;
  readonly limit: string;
}

const parameterLimits: readonly ParameterLimit[] = [
  {
    concerns: ({ style }) => style === "deepObject",
    limit: "Prism reads deepObject only where properties are declared, one level deep",
  },
  {
    concerns: ({ style }) => style === "spaceDelimited",
    limit: "Prism splits spaceDelimited at the text %20, after it decoded it",
  },
  {
    concerns: ({ schema }, document) => holdsNested(document, schema),
    limit: "no style has a form for a nested value, and Prism reads none",
  },
  {
    concerns: ({ contentType }) => contentType !== undefined,
    limit: "Prism does not decode parameters with content",
  },
];

/** A list of objects or lists, or an object of them: OpenAPI 3.1.1, 4.8.12.4 leaves their text open. */
function holdsNested(document: SourceDocument, schema: SourceNode | undefined): boolean {
  const resolved = schema === undefined ? undefined : document.follow(schema);
  if (resolved === undefined) return false;
  const members = [
    child(resolved, "items"),
    child(resolved, "additionalProperties"),
    ...children(child(resolved, "properties")).map(([, node]) => node),
  ];
  return members.some((member) => {
    const found = document.follow(member)?.value;
    return isFields(found) && ["object", "array"].includes(String(found["type"]));
  });
}

function reachesDiscriminator(document: SourceDocument, node: SourceNode | undefined, seen: Set<string>): boolean {
  const resolved = node === undefined ? undefined : document.follow(node);
  if (resolved === undefined || typeof resolved.value !== "object" || resolved.value === null) return false;
  const key = `${resolved.file}#${resolved.pointer}`;
  if (seen.has(key)) return false;
  seen.add(key);
  if (isFields(resolved.value) && isFields(resolved.value["discriminator"])) return true;
  return children(resolved).some(([, member]) => reachesDiscriminator(document, member, seen));
}
