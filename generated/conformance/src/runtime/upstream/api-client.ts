import type { ServerConfig } from "../server-config.ts";
import type { ApiAnswer, ApiClient, Caller, OperationDefinition, ToolDefinition } from "../surface-types.ts";
import type { UpstreamAuthorizer } from "./authorizer.ts";
import type { BodyOptions } from "./build-body.ts";
import { buildRequest } from "./build-request.ts";
import type { StreamLimits } from "./collect-stream.ts";
import { declaredTypes } from "./departures.ts";
import type { CircuitBreaker } from "./circuit-breaker.ts";
import type { Departures } from "./departures.ts";
import { describeErrorAnswer } from "./describe-error-answer.ts";
import { parseAnswer } from "./parse-answer.ts";
import type { ParsedAnswer } from "./parse-answer.ts";
import type { RetryBudget } from "./retry-budget.ts";
import { sendAuthorized } from "./send-authorized.ts";
import { passTraceOn, type TraceContext } from "./trace-context.ts";
import type { Transport } from "./transport.ts";

/** What every call of a server shares. */
export interface UpstreamDependencies {
  readonly config: Pick<ServerConfig, "apiBaseUrl" | "origins" | "limits">;
  readonly allowedOrigins: ReadonlySet<string>;
  readonly transport: Transport;
  readonly userAgent: string;
  readonly departures: Departures;
  readonly retries: RetryBudget;
  /** Keeps calls from an API that fails. */
  readonly breaker: CircuitBreaker;
  /** Decides what the API gets as credentials. */
  readonly authorizer: UpstreamAuthorizer;
  /** Writers of body formats that only some servers have. */
  readonly bodyWriters: NonNullable<BodyOptions["bodyWriters"]>;
}

/** One call: whose it is, for which tool, and when it ends. */
export interface UpstreamCall {
  readonly tool: ToolDefinition;
  readonly caller: Caller;
  /** Aborted when the call ends before its answer. */
  readonly signal: AbortSignal;
  /** When its time is up, in ms of `performance.now()`. */
  readonly endsAt: number;
  /** Where the call stands in the client's trace. */
  readonly trace?: TraceContext;
  /** Watches what is sent; absent when nobody does. */
  readonly watchSends?: ((operation: OperationDefinition, transport: Transport) => Transport) | undefined;
  /** Told how many items of a stream have come. Must not throw. */
  readonly onItems?: (count: number) => void;
}

/** The client of one call, which also remembers what it has read. */
export interface UpstreamClient extends ApiClient {
  /** The text that an answer's output was parsed from; undefined for an answer that is not this client's own any more. */
  textOf(answer: ApiAnswer<unknown>): string | undefined;
}

/** Makes the client that a tool's handler sends its requests with: bound to one caller and one call. */
export function createApiClient(dependencies: UpstreamDependencies, call: UpstreamCall): UpstreamClient {
  const { config, allowedOrigins, transport, userAgent, departures, bodyWriters, authorizer } = dependencies;
  const { token } = call.caller;
  const { limits, apiBaseUrl, origins } = config;
  const read = new WeakMap<object, ParsedAnswer>();
  return {
    textOf(answer) {
      const parsed = read.get(answer);
      return parsed?.output === answer.output ? parsed?.text : undefined;
    },
    async send<Output>(operation: OperationDefinition, input: object): Promise<ApiAnswer<Output>> {
      const request = buildRequest(operation, input, {
        apiBaseUrl,
        origins,
        maxFileBytes: limits.maxFileBytes,
        bodyWriters,
      });
      passTraceOn(request.headers, call.trace);
      const { signal, onItems } = call;
      const options = {
        transport: call.watchSends?.(operation, transport) ?? transport,
        allowedOrigins,
        userAgent,
        signal,
        maxResponseBytes: limits.maxResponseBytes,
        stream: { limits: streamLimits(limits), ...(onItems === undefined ? {} : { onItems }) },
      };
      const authorization = { authorizer, need: { token, caller: call.caller, tool: call.tool, operation } };
      const retries = { budget: dependencies.retries, endsAt: call.endsAt };
      const { raw, credentials } = await dependencies.breaker.guard(
        request.url.origin,
        call.caller,
        async () => await sendAuthorized(request, authorization, options, retries),
      );
      const { secrets } = credentials;
      if (raw.status >= 400) {
        throw describeErrorAnswer(raw, { secrets, maxDepth: limits.maxResponseDepth, advice: authorizer.advice });
      }
      const parsed = parseAnswer(raw, secrets, declaredTypes(operation.responses, raw.status));
      const { status, mediaType, output } = parsed;
      const answer = { status, headers: raw.headers, mediaType, output };
      read.set(answer, parsed);
      if (operation === call.tool.operation) {
        departures.note(call.tool, answer);
      }
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the document's word; departures are counted, not refused
      return answer as ApiAnswer<Output>;
    },
  };
}

/** A stream ends before the call does: what came of it is an answer, a call out of time is none. */
function streamLimits(limits: ServerConfig["limits"]): StreamLimits {
  return {
    maxItems: limits.maxStreamItems,
    maxBytes: limits.maxResponseBytes,
    timeoutMs: Math.min(limits.maxStreamMs, Math.floor(limits.callTimeoutMs * 0.8)),
  };
}
