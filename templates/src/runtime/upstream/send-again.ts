import type { UpstreamRequest } from "./build-request.ts";
import { readRetryAfter } from "./retry-after.ts";
import type { RetryBudget } from "./retry-budget.ts";
import { ResetError, send } from "./send.ts";
import type { RawAnswer, SendOptions } from "./send.ts";

/** RFC 9110, 9.2.2, and QUERY (RFC 9110's registry): sent twice they do no more than once. */
const IDEMPOTENT: ReadonlySet<string> = new Set(["GET", "HEAD", "QUERY", "PUT", "DELETE", "OPTIONS"]);
/** What can be repeated although it is not known whether the API has done it: it does nothing. */
const SAFE: ReadonlySet<string> = new Set(["GET", "HEAD"]);

const MAX_WAITS = 2;
/** Shortest wait: `Retry-After: 0` is no licence to hammer. */
const MIN_WAIT_MS = 100;

/** Whether a request of this method may be sent twice. */
export function isIdempotent(method: string): boolean {
  return IDEMPOTENT.has(method);
}

/** When a request may be sent again. */
export interface RetryOptions {
  readonly budget: RetryBudget;
  /** When the call ends, in ms of `performance.now()`. */
  readonly endsAt: number;
}

/**
 * Sends a request, and again only where that is safe: an idempotent one that the API puts off (429 or 503 with `Retry-After`)
 * after that time, when it is at most half of what is left of the call; and GET or HEAD once when the connection was reset before
 * the answer began. POST and PATCH are never sent twice.
 */
export async function sendAgain(
  request: UpstreamRequest,
  options: SendOptions,
  retries: RetryOptions,
): Promise<RawAnswer> {
  retries.budget.earn();
  let answer = await sendDespiteReset(request, options, retries.budget);
  for (let waits = 0; waits < MAX_WAITS; waits++) {
    const wait = waitOf(request.method, answer, retries.endsAt);
    if (wait === undefined || !retries.budget.spend()) {
      return answer;
    }
    const isAwake = await sleep(wait, options.signal);
    if (!isAwake) {
      return answer;
    }
    answer = await send(request, options);
  }
  return answer;
}

async function sendDespiteReset(
  request: UpstreamRequest,
  options: SendOptions,
  budget: RetryBudget,
): Promise<RawAnswer> {
  try {
    return await send(request, options);
  } catch (error) {
    if (!(error instanceof ResetError) || !SAFE.has(request.method) || !budget.spend()) {
      throw error;
    }
    return await send(request, options);
  }
}

/** How long to wait before the request is sent again, in ms; undefined when it is not. */
function waitOf(method: string, answer: RawAnswer, endsAt: number): number | undefined {
  if ((answer.status !== 429 && answer.status !== 503) || !isIdempotent(method)) {
    return undefined;
  }
  const seconds = readRetryAfter(answer.headers.get("retry-after"));
  if (seconds === undefined) {
    return undefined;
  }
  const wait = Math.max(seconds * 1000, MIN_WAIT_MS);
  return wait <= (endsAt - performance.now()) / 2 ? wait : undefined;
}

/** Whether the time has passed; false when the signal ended it. */
function sleep(ms: number, signal: AbortSignal): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const wake = (): void => resolve(false);
  const timer = setTimeout(() => resolve(true), ms);
  signal.addEventListener("abort", wake, { once: true });
  if (signal.aborted) {
    wake();
  }
  return promise.finally(() => {
    clearTimeout(timer);
    signal.removeEventListener("abort", wake);
  });
}
