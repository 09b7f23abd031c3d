import type { HandlerOptions } from "../handler-options.ts";
import type { Log } from "../log.ts";
import type { RequestRecord } from "../request-record.ts";
import type { Route } from "../route.ts";
import type { ApiDefinition, Caller, Tool } from "../surface-types.ts";
import type { DepartureKind } from "../upstream/departures.ts";
import type { TraceContext } from "../upstream/trace-context.ts";
import type { CallEnd } from "./call-outcome.ts";
import type { TokenVerdict } from "./token-verdict.ts";

/**
 * Who watches a server: metrics, traces, the audit log. It is told what happened in names and numbers of this server's own, never a
 * token, and must not throw. A server that nobody watches has none: what would tell it is then not even asked.
 */
export interface Observer {
  /** A request was answered; an answer that is a stream may still go on. */
  readonly requestEnded?: (request: EndedRequest, record: RequestRecord) => void;
  readonly tokenJudged?: (verdict: TokenVerdict) => void;
  /** The API answered otherwise than its document says. */
  readonly departed?: (tool: string, kind: DepartureKind) => void;
  readonly callStarted?: (call: StartedCall) => CallWatch;
  /** Opens what it has of its own, such as a port. */
  readonly start?: () => Promise<void>;
  /** Writes and sends what is left, and ends. */
  readonly close?: () => Promise<void>;
}

/** A request, as its line in the log has it. */
export interface EndedRequest {
  readonly requestId: string;
  readonly method: string;
  readonly route: Route;
  readonly status: number;
  readonly durationMs: number;
  /** `ok`, `tool_error`, or the code of the error that ended it. */
  readonly outcome: string;
  readonly tenant?: string;
  readonly tool?: string;
}

/** A `tools/call` whose caller was verified, or the reading of a link, which makes a call again. */
export interface StartedCall {
  /** Name of a tool of this server; absent when the client named none. */
  readonly tool?: string;
  readonly caller: Omit<Caller, "token">;
  readonly args: unknown;
  readonly requestId?: string;
  readonly tenant?: string;
  /** Where the call stands in the client's trace. */
  readonly trace?: TraceContext;
  readonly method: "tools/call" | "resources/read";
}

/** What watches one call. */
export interface CallWatch {
  readonly ended: (end: CallEnd) => void;
  /** A request to the API is about to be sent; one that is sent again is another. */
  readonly requestSent?: (request: SentRequest) => SendWatch | undefined;
}

/** A request to the API, without anything that arguments went into. */
export interface SentRequest {
  readonly method: string;
  /** Path template of the document. */
  readonly path: string;
  readonly host: string;
  readonly port: number;
}

/** What watches one request to the API. */
export interface SendWatch {
  /** What the API is told in place of the client's own trace context. */
  readonly trace?: TraceContext;
  readonly ended: (end: SendEnd) => void;
}

/** How a request to the API ended: the head of its answer, or none. */
export interface SendEnd {
  readonly durationMs: number;
  readonly status?: number;
  /** Code or class of the error, where there was no answer. */
  readonly failure?: string;
}

/** What an observer is made with. */
export interface ObserverSetup {
  readonly api: ApiDefinition;
  readonly tools: readonly Tool[];
  readonly options: HandlerOptions;
  readonly log: Log;
  /** Told of work that outlives the answer (see `handler-options.ts`). */
  readonly keepAlive: (work: Promise<unknown>) => void;
  readonly callsInFlight: () => number;
  /** Calls that wait for a place. */
  readonly callsQueued: () => number;
}

/** Makes an observer, or none when the options switch it off. No I/O. What is wrong with the options is told in `problems`. */
export type ObserverFactory = (setup: ObserverSetup, problems: string[]) => Observer | undefined;
