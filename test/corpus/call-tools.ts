import type { ListedTool } from "../support/connect-with-token.ts";
import { expectedBase } from "./claimed-operations.ts";
import type { Claims } from "./claimed-operations.ts";
import type { FreshClient } from "./connect-fresh.ts";
import type { Failure } from "./document-report.ts";
import type { DeclaredOperation } from "./judge/declared-operation.ts";
import { short } from "./judge/judge-fields.ts";
import type { Judge } from "./judge/judge-request.ts";
import { bodyKind } from "./judge/media-type.ts";
import type { PrismJudge } from "./judge/prism-judge.ts";
import type { RecordedRequest } from "./judge/recorded-request.ts";
import { effectiveParameters } from "./judge/request-parameters.ts";
import type { SourceDocument } from "./judge/source-document.ts";
import { minimalAnswer } from "./minimal-answer.ts";
import type { Recorder } from "./recorder.ts";
import { sampleCalls } from "../../templates/test/support/sample/sample-calls.ts";
import type { CallKind, SampledCall } from "../../templates/test/support/sample/sample-calls.ts";

/** What is needed to call the tools of one document and to judge what arrives. */
export interface CallSetup {
  readonly document: SourceDocument;
  readonly claims: Claims;
  readonly client: FreshClient;
  readonly recorder: Recorder;
  readonly judge: Judge;
  readonly prism: PrismJudge | undefined;
  /** Path at the recorder for an origin. */
  pathOf(origin: string | undefined): string;
}

/** One call and what became of it. */
export interface CallOutcome {
  readonly kind: CallKind;
  /** Absent: the request was right. */
  readonly failure?: Failure;
  readonly isResultGood: boolean;
  readonly isJudgedByPrism: boolean;
  readonly setAside: readonly string[];
  readonly documentFaults: readonly string[];
}

/** Makes every sampled call of a tool and judges what reached the API. */
export async function callTool(
  setup: CallSetup,
  tool: ListedTool,
  operation: DeclaredOperation,
): Promise<readonly CallOutcome[]> {
  const outcomes: CallOutcome[] = [];
  for (const call of sampleCalls(tool.inputSchema, {
    plain: plainArguments(operation),
    whole: pathArguments(operation),
    isFilled: operation.bodies.every(({ mediaType }) => bodyKind(mediaType) !== "json"),
  }))
    outcomes.push(await makeCall(setup, tool, operation, call));
  return outcomes;
}

/** Headers carry ASCII, and a delimiter within a value cannot be told from the one between values. */
function plainArguments(operation: DeclaredOperation): ReadonlySet<string> {
  const delimited = new Set(["spaceDelimited", "pipeDelimited", "tabDelimited", "label"]);
  return new Set(
    operation.parameters
      .filter((parameter) => parameter.in === "header" || delimited.has(parameter.style))
      .flatMap(({ name, in: place }) => [name, `${name}_${place}`]),
  );
}

/** An object without members cannot stand in a path. */
function pathArguments({ parameters }: DeclaredOperation): ReadonlySet<string> {
  const inPath = parameters.filter((parameter) => parameter.in === "path");
  return new Set(inPath.flatMap(({ name }) => [name, `${name}_path`]));
}

const nothing = { isResultGood: true, isJudgedByPrism: false, setAside: [], documentFaults: [] } as const;

async function makeCall(
  setup: CallSetup,
  tool: ListedTool,
  operation: DeclaredOperation,
  call: SampledCall,
): Promise<CallOutcome> {
  const { kind } = call;
  const about = { tool: tool.name, operation: `${operation.method} ${operation.key}`, kind };
  if ("unsampled" in call) {
    const problems = [{ code: "not-sent", where: "arguments", message: call.unsampled }] as const;
    return { ...nothing, kind, failure: { ...about, cause: "not sampled", problems } };
  }
  const { client, recorder } = setup;
  recorder.requests.length = 0;
  recorder.answer = minimalAnswer(setup.document, operation.answer);
  const args = { ...call.args };
  const result = await client.callTool({ name: tool.name, arguments: args }).then(
    (answered) => ({ isError: answered.isError === true, text: short(answered.content) }),
    (error: unknown) => ({ isError: true, text: String(error) }),
  );
  const [request, ...more] = recorder.requests;
  const shown = { args: cut(JSON.stringify(args)) };
  if (request === undefined) {
    const problems = [{ code: "refused", where: "call", message: result.text }] as const;
    return { ...nothing, kind, failure: { ...about, cause: "ours", problems, ...shown } };
  }
  if (more.length > 0) {
    const problems = [{ code: "refused", where: "call", message: `${more.length + 1} requests were sent` }] as const;
    return { ...nothing, kind, failure: { ...about, cause: "ours", problems, ...shown } };
  }
  const judged = await judgeCall(setup, { tool, operation, args, request });
  const bad = result.isError
    ? [
        {
          code: "result",
          where: "result",
          message: `${recorder.answer.status} ${recorder.answer.mediaType ?? ""}: ${result.text}`,
        } as const,
      ]
    : [];
  const failure = failureOf(judged, about, { ...shown, request: cut(describeRequest(request)) });
  const resultFailure: Failure | undefined =
    bad.length === 0 ? undefined : { ...about, cause: "ours", problems: bad, ...shown };
  const shownFailure = failure ?? resultFailure;
  return {
    kind,
    ...(shownFailure === undefined ? {} : { failure: shownFailure }),
    isResultGood: bad.length === 0,
    isJudgedByPrism: judged.isJudgedByPrism,
    setAside: judged.setAside,
    documentFaults: judged.documentFaults,
  };
}

interface Judged {
  readonly problems: Failure["problems"];
  readonly prism: Failure["problems"];
  readonly isJudgedByPrism: boolean;
  readonly setAside: readonly string[];
  readonly documentFaults: readonly string[];
}

async function judgeCall(
  { document, claims, client, judge, prism, pathOf }: CallSetup,
  call: { tool: ListedTool; operation: DeclaredOperation; args: Record<string, unknown>; request: RecordedRequest },
): Promise<Judged> {
  const { tool, operation, args, request } = call;
  const basePath = expectedBase(document, operation, claims.origins, pathOf);
  const listed = Object.keys(tool.inputSchema["properties"] ?? {});
  const { problems, documentFaults } = await judge.judge({
    operation,
    listed,
    args,
    request,
    basePath,
    token: client.token(),
  });
  if (prism === undefined) return { problems, prism: [], isJudgedByPrism: false, setAside: [], documentFaults };
  const { parameters } = effectiveParameters(operation);
  const verdict = await prism.judge(operation, parameters, request, basePath);
  return {
    problems,
    prism: verdict.problems,
    isJudgedByPrism: verdict.isJudged,
    setAside: verdict.setAside,
    documentFaults,
  };
}

function failureOf(
  judged: Judged,
  about: Pick<Failure, "tool" | "operation" | "kind">,
  shown: Pick<Failure, "args" | "request">,
): Failure | undefined {
  if (judged.problems.length > 0 && judged.problems.every(({ code }) => code === "contradiction"))
    return { ...about, cause: "document", problems: judged.problems, ...shown };
  if (judged.problems.length > 0)
    return { ...about, cause: "ours", problems: [...judged.problems, ...judged.prism], ...shown };
  return judged.prism.length === 0 ? undefined : { ...about, cause: "disagreement", problems: judged.prism, ...shown };
}

function describeRequest({ method, target, headers, body }: RecordedRequest): string {
  const type = headers.find(([name]) => name === "content-type")?.[1] ?? "";
  return `${method} ${target} ${type} ${new TextDecoder().decode(body)}`;
}

/** Cut, and without what is no text. */
function cut(whole: string): string {
  const text = whole.replaceAll(/[^\P{Cc}\n]/gu, "\uFFFD");
  return text.length > 900 ? `${text.slice(0, 897)}...` : text;
}
