import autocannon from "autocannon";
import type { Message } from "./messages.ts";
import { processorMs } from "./process-time.ts";

/** One server under measurement, and what it is asked. */
export interface Subject {
  readonly name: string;
  readonly url: string;
  readonly pid: number;
  readonly message: Message;
}

/** What one round of a subject gave. */
export interface Sample {
  readonly perSecond: number;
  /** Processor time of the server's process for one request, in µs. */
  readonly microseconds: number;
  readonly failed: number;
}

/** How long the server is asked before anything counts, in seconds. */
const warmUp = 1;

/** Asks a server from 16 connections for so many seconds. */
export async function measure({ url, pid, message }: Subject, seconds: number): Promise<Sample> {
  const shoot = async (duration: number): Promise<autocannon.Result> =>
    autocannon({ url, method: "POST", ...message, connections: 16, duration });
  await shoot(warmUp);
  const before = processorMs(pid);
  const result = await shoot(seconds);
  const used = processorMs(pid) - before;
  return {
    perSecond: result["2xx"] / result.duration,
    microseconds: (used * 1000) / Math.max(1, result.requests.total),
    failed: result.non2xx + result.errors,
  };
}

/** The middle one. */
export function median(numbers: readonly number[]): number {
  return numbers.toSorted((left, right) => left - right)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}
