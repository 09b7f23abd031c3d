import { Ajv2020 } from "ajv/dist/2020.js";
import { tokenIssuer } from "../support/token-issuer.ts";
import type { ListedTool } from "../support/connect-with-token.ts";
import { startProject } from "../support/start-project.ts";
import { callTool } from "./call-tools.ts";
import type { CallOutcome } from "./call-tools.ts";
import { readClaims } from "./claimed-operations.ts";
import type { Claims } from "./claimed-operations.ts";
import { connectFresh } from "./connect-fresh.ts";
import type { DocumentReport, Tally } from "./document-report.ts";
import type { CorpusDocument } from "./find-documents.ts";
import { generateProject, typeErrors } from "./generate-and-call.ts";
import type { GeneratedProject } from "./generate-and-call.ts";
import { declaredOperations } from "./judge/declared-operation.ts";
import type { DeclaredOperation } from "./judge/declared-operation.ts";
import { createJudge } from "./judge/judge-request.ts";
import { createPrismJudge } from "./judge/prism-judge.ts";
import { createSchemaCheck } from "./judge/schema-check.ts";
import { readSource } from "./judge/source-document.ts";
import type { SourceDocument } from "./judge/source-document.ts";
import { startRecorder } from "./recorder.ts";
import { schemaFaults } from "./schema-faults.ts";

/** How a document is run. */
export interface RunOptions {
  /** At most so many tools are called, evenly chosen; absent: every one. */
  readonly sample?: number;
  readonly isPrismAsked: boolean;
  /** Called with a step, and how far it is. */
  readonly onProgress?: (step: string, done: number, total: number) => void;
}

/** Generates, compiles, starts, lists, calls and judges one document. Faults of the document or of ours are in the report, never thrown. */
export async function runDocument(document: CorpusDocument, options: RunOptions): Promise<DocumentReport> {
  const started = performance.now();
  const seconds = (): number => Math.round((performance.now() - started) / 100) / 10;
  const progress = options.onProgress ?? (() => {});
  let source: SourceDocument;
  let operations: readonly DeclaredOperation[];
  try {
    source = readSource(document.path);
    operations = declaredOperations(source);
  } catch (error) {
    return {
      ...empty,
      name: document.name,
      stopped: `the judge cannot read it: ${messageOf(error)}`,
      seconds: seconds(),
    };
  }
  const base = { ...empty, name: document.name, version: source.version, operations: operations.length };
  let project: GeneratedProject;
  try {
    progress("generating", 0, operations.length);
    project = await generateProject(document.name, document.path, document.refRoot);
  } catch (error) {
    return { ...base, stopped: messageOf(error), seconds: seconds() };
  }
  progress("compiling", 0, 0);
  const compiled = await typeErrors(project.folder);
  try {
    const claims = await readClaims(project.folder, operations);
    const lost = lostOperations(operations, claims, project);
    const called = await callAll({ source, operations, claims, project, options });
    return { ...base, tools: project.result.tools, lost, typeErrors: compiled, ...called, seconds: seconds() };
  } catch (error) {
    return {
      ...base,
      tools: project.result.tools,
      typeErrors: compiled,
      stopped: `the server could not be called: ${messageOf(error)}`,
      seconds: seconds(),
    };
  }
}

const none: Tally = { valid: 0, made: 0 };
const empty: DocumentReport = {
  name: "",
  version: "?",
  operations: 0,
  tools: 0,
  lost: [],
  typeErrors: [],
  schemaFaults: [],
  called: 0,
  required: none,
  all: none,
  reserved: none,
  unsampled: 0,
  badResults: 0,
  prism: { judged: 0, calls: 0, setAside: {} },
  documentFaults: {},
  failures: [],
  seconds: 0,
};

/** Operations that no tool claims, each with the diagnostic that says why. */
function lostOperations(
  operations: readonly DeclaredOperation[],
  { byTool }: Claims,
  { result }: GeneratedProject,
): DocumentReport["lost"] {
  const kept = new Set(byTool.values());
  return operations
    .filter((operation) => !kept.has(operation))
    .map((operation) => {
      const pointer = `/paths/${operation.key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
      const said = result.diagnostics.find(
        ({ severity, place }) => severity === "error" && place.pointer.startsWith(pointer),
      );
      return {
        operation: `${operation.method} ${operation.key}`,
        cause: said === undefined ? "no cause was reported" : `${said.code}: ${said.message}`,
      };
    });
}

interface CallAll {
  readonly source: SourceDocument;
  readonly operations: readonly DeclaredOperation[];
  readonly claims: Claims;
  readonly project: GeneratedProject;
  readonly options: RunOptions;
}

type Called = Pick<
  DocumentReport,
  | "schemaFaults"
  | "called"
  | "required"
  | "all"
  | "reserved"
  | "unsampled"
  | "badResults"
  | "prism"
  | "documentFaults"
  | "failures"
>;

async function callAll({ source, operations, claims, project, options }: CallAll): Promise<Called> {
  const recorder = await startRecorder();
  const issuer = await tokenIssuer();
  const prism = options.isPrismAsked ? createPrismJudge(source) : undefined;
  const pathOf = (origin: string | undefined): string => (origin === undefined ? "/api" : `/origin-${origin}`);
  const environment = {
    OAUTH_ISSUER: issuer.url,
    API_BASE_URL: recorder.url + pathOf(undefined),
    LAME_DUCK_MS: "0",
    LOG_LEVEL: "error",
    // One caller calls every tool, and some documents have more than a minute's worth.
    RATE_LIMIT_CALLS_PER_CALLER: "0",
    ...Object.fromEntries(
      [...claims.origins.keys()].map((name) => [`API_ORIGIN_${name.toUpperCase()}`, recorder.url + pathOf(name)]),
    ),
  };
  const server = await startProject(project.folder, environment);
  try {
    const scope = project.result.scopes.join(" ");
    const client = await connectFresh(server.url, async () => await issuer.mint({ aud: server.resource, scope }));
    const listed = await client.listTools();
    const chosen = evenly(listed, options.sample ?? listed.length);
    const judge = createJudge(source, operations, createSchemaCheck(source));
    const setup = { document: source, claims, client, recorder, judge, prism, pathOf };
    const outcomes: (readonly CallOutcome[])[] = [];
    for (const [index, tool] of chosen.entries()) {
      options.onProgress?.("calling", index, chosen.length);
      const operation = claims.byTool.get(tool.name);
      if (operation !== undefined) outcomes.push(await callTool(setup, tool, operation));
    }
    await client.close();
    const ajv = new Ajv2020({ strict: false, logger: false });
    const faults = listed.flatMap((tool) => schemaFaults(tool, ajv).map((fault) => `${tool.name}: ${fault}`));
    return { schemaFaults: faults, ...summarize(outcomes) };
  } finally {
    await server.stop();
    await prism?.close();
    await Promise.all([recorder.close(), issuer.close()]);
  }
}

/** The tools' outcomes as numbers: a tool counts as right with everything when all its calls beside the first are. */
function summarize(outcomes: readonly (readonly CallOutcome[])[]): Omit<Called, "schemaFaults"> {
  const calls = outcomes.flat();
  const tally = (kinds: readonly CallOutcome["kind"][]): Tally => {
    const tools = outcomes
      .map((ofTool) => ofTool.filter(({ kind, failure }) => kinds.includes(kind) && failure?.cause !== "not sampled"))
      .filter((ofTool) => ofTool.length > 0);
    return { valid: tools.filter((ofTool) => ofTool.every(isRight)).length, made: tools.length };
  };
  const made = calls.filter(({ failure }) => failure?.cause !== "not sampled");
  return {
    called: outcomes.length,
    required: tally(["required"]),
    all: tally(["all", "alternative"]),
    reserved: tally(["reserved"]),
    unsampled: outcomes.filter((ofTool) => ofTool.some(({ failure }) => failure?.cause === "not sampled")).length,
    badResults: calls.filter(({ isResultGood }) => !isResultGood).length,
    prism: {
      judged: calls.filter(({ isJudgedByPrism }) => isJudgedByPrism).length,
      calls: made.length,
      setAside: count(calls.flatMap(({ setAside }) => setAside.map(kindOfLimit))),
    },
    documentFaults: count(outcomes.flatMap((ofTool) => ofTool[0]?.documentFaults ?? [])),
    failures: calls.flatMap(({ failure }) => failure ?? []),
  };
}

/** A lost answer is no fault of the request. */
function isRight({ failure }: CallOutcome): boolean {
  return failure === undefined || failure.problems.every(({ code }) => code === "result");
}

function kindOfLimit(text: string): string {
  return text.startsWith("Prism failed") ? text.slice(0, 100) : (text.split(": ", 1)[0] ?? text);
}

function count(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

function evenly(tools: readonly ListedTool[], wanted: number): readonly ListedTool[] {
  if (wanted >= tools.length) return tools;
  return Array.from({ length: wanted }, (_, index) => tools[Math.floor((index * tools.length) / wanted)] as ListedTool);
}

function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 2000);
}
