import type { CallToolResult, InputRequiredResult } from "@modelcontextprotocol/server";
import type { AskableClient } from "../confirm/confirm-by-form.ts";
import { ConfirmationError, RequestStateError } from "../confirm/confirmation-error.ts";
import { linkedResult } from "../links/linked-result.ts";
import { describeError } from "../log.ts";
import type { ApiAnswer, CallContext, Caller, Tool } from "../surface-types.ts";
import { createApiClient, type UpstreamCall } from "../upstream/api-client.ts";
import { failureCode } from "../upstream/send.ts";
import { nextPage } from "../results/next-page.ts";
import type { Selection } from "../results/selection.ts";
import type { TraceContext } from "../upstream/trace-context.ts";
import { toErrorResult } from "../upstream/to-error-result.ts";
import { toToolResult, type ToolResultOptions } from "../upstream/to-tool-result.ts";
import { ArgumentError, UpstreamError } from "../upstream/upstream-error.ts";
import type { CallDependencies } from "./call-dependencies.ts";
import { type CallScope, withinScope } from "./call-scope.ts";

/** Whose call it is, and until when the client waits for it. */
export interface ToolCall {
  readonly caller: Caller;
  readonly signal: AbortSignal;
  /** Where the call stands in the client's trace. */
  readonly trace?: TraceContext;
  /** Told how many items of a streamed answer have come. Must not throw. */
  readonly onItems?: (count: number) => void;
  /** The client can ask its user, and brings the answer along. */
  readonly asks?: AskableClient;
  /** Names the request in the log. */
  readonly requestId?: string;
  /** Watches what the call sends to the API; absent when nobody does. */
  readonly watchSends?: UpstreamCall["watchSends"];
  /** The client knows links in results (MCP 2025-06-18 and later). */
  readonly takesLinks?: boolean;
}

/** A result, or a question to the user that comes before it. */
export type CallOutcome = CallToolResult | InputRequiredResult;

/**
 * Serves one `tools/call` whose caller was verified and has the scopes: validates the arguments, waits for its user's consent
 * where it needs that, runs the `before` hook, sends the request, runs the `after` hook, maps the answer. What `before` returns
 * is validated too: a wrong argument of a hook is a fault of this server, and is not sent. Everything that goes wrong becomes a
 * result with `isError`, and of an unexpected error the client learns nothing.
 * @throws RequestStateError, which is a protocol error, and nothing else
 */
export async function callTool(
  tool: Tool,
  args: unknown,
  call: ToolCall,
  deps: CallDependencies,
): Promise<CallOutcome> {
  try {
    return await inTime(call, deps, async (timed) => await runTool(tool, args, timed, deps));
  } catch (error) {
    if (error instanceof RequestStateError) throw error;
    logFailure(error, tool, deps);
    return toErrorResult(error, tool.name);
  }
}

/** What the API answered, or the result with `isError` that says why it did not. */
export type Reading = { readonly answer: ApiAnswer<unknown> } | { readonly failure: CallToolResult };

/** Makes a call as {@link callTool} does, of a tool that only reads and for the answer itself. Never throws. */
export async function readAnswer(tool: Tool, args: object, call: ToolCall, deps: CallDependencies): Promise<Reading> {
  try {
    return await inTime(call, deps, async (timed) => {
      const validated = deps.validateArguments(tool, args);
      return await askApi(tool, validated, timed, deps);
    });
  } catch (error) {
    logFailure(error, tool, deps);
    return { failure: toErrorResult(error, tool.name) };
  }
}

type TimedCall = Omit<ToolCall, "signal"> & CallScope;

async function inTime<T>(
  { signal, ...call }: ToolCall,
  { config, closing }: CallDependencies,
  work: (call: TimedCall) => Promise<T>,
): Promise<T> {
  const timeoutMs = config.limits.callTimeoutMs;
  return await withinScope({ signal, closing, timeoutMs }, async (scope) => work({ ...call, ...scope }));
}

async function runTool(tool: Tool, args: unknown, call: TimedCall, deps: CallDependencies): Promise<CallOutcome> {
  const unconfirmed = deps.confirmation?.prepare(tool, args, call);
  const validated = deps.validateArguments(tool, unconfirmed === undefined ? args : unconfirmed.args);
  const question = await unconfirmed?.confirm(validated);
  if (question !== undefined) return question;
  const { answer, options } = await askApi(tool, validated, call, deps);
  const { limits } = deps.config;
  if (deps.links !== undefined && call.takesLinks === true) {
    const linked = await linkedResult(answer, { tool, args: validated, limits }, deps.links);
    if (linked !== undefined) return linked;
  }
  return toToolResult(answer, options);
}

/** Sends what was validated, between the hooks: the answer, and how a result is made of it. */
async function askApi(
  tool: Tool,
  validated: object,
  call: TimedCall,
  deps: CallDependencies,
): Promise<{ readonly answer: ApiAnswer<unknown>; readonly options: ToolResultOptions }> {
  const { caller, signal } = call;
  const { maxResponseDepth, maxResponseBytes, maxResultTokens } = deps.config.limits;
  const context: CallContext = { tool, caller: withoutToken(caller), signal };
  const hooks = deps.hooksOf(tool.name);
  const input =
    hooks?.before === undefined ? validated : checkHooked(await hooks.before(validated, context), tool, deps);
  // Read before anything is sent: a wrong expression must not cost a write.
  const select = selectionOf(tool, input, deps);
  const client = createApiClient(deps, { ...call, tool });
  const answer = await tool.handler(input, client, context);
  const output = hooks?.after === undefined ? answer.output : await hooks.after(answer.output, context);
  const text = hooks?.after === undefined ? client.textOf(answer) : undefined;
  const next = nextPage({ tool, input, headers: answer.headers, output: answer.output });
  const { status, headers, mediaType } = answer;
  return {
    answer: { status, headers, mediaType, output },
    options: {
      tool: tool.name,
      maxDepth: maxResponseDepth,
      readers: deps.answerReaders,
      ...(text === undefined ? {} : { text }),
      fitting: { tool, input, maxTokens: maxResultTokens, ...(next === undefined ? {} : { next }) },
      ...(select === undefined ? {} : { selection: { select, maxLength: maxResponseBytes } }),
    },
  };
}

/** What the caller wants of the answer, checked. */
function selectionOf(tool: Tool, input: object, { readSelection }: CallDependencies): Selection | undefined {
  const entry = Object.entries(input).find(([name]) => name === tool.select);
  return entry === undefined || readSelection === undefined ? undefined : readSelection(entry[1], entry[0]);
}

/** A `before` hook returned what must not be sent. */
class HookFault extends Error {
  override readonly name = "HookFault";
}

/** What a `before` hook returned, when the tool's schema allows it. */
function checkHooked(input: unknown, tool: Tool, { validateArguments }: CallDependencies): object {
  if (input === undefined || input === null)
    throw new HookFault("the before hook returned nothing; it must return the arguments");
  try {
    return validateArguments(tool, input);
  } catch (error) {
    throw error instanceof ArgumentError ? new HookFault(hookProblems(error, tool), { cause: error }) : error;
  }
}

/** Names only what the tool declares: anything else may be a caller's text, which is not logged. */
function hookProblems({ problems }: ArgumentError, tool: Tool): string {
  const names = problems.map(({ argument }) => /^[^.[]*/.exec(argument)?.[0] ?? "");
  const declared = names.map((name) => {
    if (name === "") return "the arguments as a whole";
    return Object.hasOwn(tool.inputSchema.properties ?? {}, name) ? name : "an argument that the tool does not have";
  });
  return `the before hook returned arguments that the tool's schema does not allow: ${[...new Set(declared)].join(", ")}`;
}

/** Copied member by member: the token is not for hooks. */
function withoutToken({ issuer, subject, clientId, scopes, expiresAt }: Caller): CallContext["caller"] {
  return { issuer, subject, scopes, expiresAt, ...(clientId === undefined ? {} : { clientId }) };
}

/** Arguments are the client's business and are not logged; of other failures the cause goes to the log, and only there. */
function logFailure(error: unknown, tool: Tool, { log }: CallDependencies): void {
  if (error instanceof ArgumentError || error instanceof ConfirmationError) {
    return;
  }
  if (error instanceof UpstreamError) {
    // A client that went away is no failure of the API's, and clients must not fill the log with warnings of one.
    log[error.code === "call_cancelled" ? "debug" : "warn"]("The API did not answer a call with success", {
      tool: tool.name,
      code: error.code,
      ...(error.details.status === undefined ? {} : { status: error.details.status }),
      ...(failureCode(error) === "" ? {} : { cause: failureCode(error) }),
    });
    return;
  }
  if (error instanceof HookFault) {
    log.error("A hook in src/custom.ts is wrong: nothing was sent", { tool: tool.name, reason: error.message });
    return;
  }
  log.error("A call failed inside this server", { tool: tool.name, ...describeError(error) });
}
