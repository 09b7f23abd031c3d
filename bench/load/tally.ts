import type { CountingApi } from "./counting-api.ts";
import type { Outcome } from "./connection.ts";

/** One replica's end by SIGKILL: when it was sent, and when the process was gone. In ms since the epoch. */
export interface Kill {
  readonly replica: number;
  readonly at: number;
  gone: number;
}

/** What came of a load, or of a part of it. */
export interface LoadResult {
  readonly requests: number;
  /** Requests without an answer of status 200 that no kill explains, each with its cause. */
  readonly lost: readonly string[];
  /** Requests in flight on a replica when it was killed. */
  readonly killed: number;
  /** Answers of another request, another caller, or other content. */
  readonly wrong: readonly string[];
  /** Writes that were carried out more than once. */
  readonly twice: number;
  /** Writes that were answered, but not carried out. */
  readonly invented: number;
  /** Milliseconds that half of the answers took, and 99 of 100, by kind. */
  readonly latencies: Readonly<Record<string, Latency>>;
}

/** In ms. */
export interface Latency {
  readonly p50: number;
  readonly p99: number;
}

/** nginx hears of it a moment later: what it sends to it until then is lost with it. In ms. */
const unheardMs = 100;

/** Judges outcomes: by their answers, by what the API has carried out, and by the kills. */
export function judge(outcomes: readonly Outcome[], api: CountingApi, kills: readonly Kill[]): LoadResult {
  const failed = outcomes.filter(({ lost }) => lost !== undefined);
  const unexplained = failed.filter((outcome) => !isExplained(outcome, api, kills));
  const writes = outcomes.filter(({ asked }) => asked.kind === "write");
  const answered = writes.filter(({ lost, wrong }) => lost === undefined && wrong === undefined);
  return {
    requests: outcomes.length,
    lost: unexplained.map(({ asked, lost, started, ended }) => {
      const replica = api.replicaOf(asked.name);
      return `${asked.kind} after ${ended - started} ms, ${replica === undefined ? "never" : `through replica ${replica}`} at the API: ${lost}`;
    }),
    killed: failed.length - unexplained.length,
    wrong: outcomes.flatMap(({ wrong }) => wrong ?? []),
    twice: writes.filter(({ asked }) => api.executions(asked.name) > 1).length,
    invented: answered.filter(({ asked }) => api.executions(asked.name) === 0).length,
    latencies: Object.fromEntries(
      ["list", "read", "write"].map((kind) => [kind, latencyOf(outcomes.filter(({ asked }) => asked.kind === kind))]),
    ),
  };
}

/** In flight when a replica was killed; and if the API saw it, through that replica. */
function isExplained({ asked, started, ended }: Outcome, api: CountingApi, kills: readonly Kill[]): boolean {
  const through = api.replicaOf(asked.name);
  return kills.some(
    ({ at, gone, replica }) =>
      started <= gone + unheardMs && ended >= at && (through === undefined || through === replica),
  );
}

function latencyOf(outcomes: readonly Outcome[]): Latency {
  const times = outcomes.map(({ started, ended }) => ended - started).toSorted((left, right) => left - right);
  const at = (share: number): number => times[Math.floor((times.length - 1) * share)] ?? Number.NaN;
  return { p50: at(0.5), p99: at(0.99) };
}
