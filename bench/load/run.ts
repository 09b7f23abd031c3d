/**
 * Three replicas behind nginx without affinity, under load from many callers, while one after the other is stopped and started again.
 * Every answer is checked for its caller, its id and its content, and every write for how often the API carried it out.
 *
 *     node bench/load/run.ts [--minutes 10] [--connections 1000] [--rate 400] [--kill] [--every 60]
 *
 * Wants nginx. SIGTERM by default: nothing may be lost. With --kill SIGKILL: what was in flight on the replica fails, nothing else.
 * Exit code 1: something was lost, wrong, or done twice.
 */
import { join } from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { type LoadReport, runLoad } from "./run-load.ts";
import type { LoadResult } from "./tally.ts";

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "10" },
    connections: { type: "string", default: "1000" },
    rate: { type: "string", default: "400" },
    every: { type: "string", default: "60" },
    kill: { type: "boolean", default: false },
  },
});

const result = await runLoad({
  seconds: Number(values.minutes) * 60,
  connections: Number(values.connections),
  rate: Number(values.rate),
  every: Number(values.every),
  signal: values.kill ? "SIGKILL" : "SIGTERM",
  folder: join(import.meta.dirname, "../../.tmp/load"),
  nginxErrors: (text) => console.log(countByMessage(text)),
  reportEvery: 30,
  report: (part) => {
    console.log(`${clock(part)}  ${describe(part.result)}  ${memory(part)}`);
    for (const cause of causesOf(part.result)) console.log(`       ${cause}`);
  },
});
console.log(`all    ${describe(result)}`);
for (const line of [...result.lost, ...result.wrong].slice(0, 20)) console.log(`  ${line}`);
const faults = result.lost.length + result.wrong.length + result.twice + result.invented;
process.exitCode = faults === 0 ? 0 : 1;

function describe({ requests, lost, killed, wrong, twice, invented, latencies }: LoadResult): string {
  const times = Object.entries(latencies).map(([kind, { p50, p99 }]) => `${kind} ${p50}/${p99}`);
  const counts = `${requests} requests, lost ${lost.length}, wrong ${wrong.length}, twice ${twice}, not done ${invented}`;
  return `${counts}${values.kill ? `, in flight when killed ${killed}` : ""}  p50/p99 ms: ${times.join(", ")}`;
}

/** Why requests were lost, each cause once, with how often. */
function causesOf({ lost }: LoadResult): readonly string[] {
  const counts = new Map<string, number>();
  for (const line of lost) {
    const cause = line.slice(line.indexOf(" at the API: ") + 13).slice(0, 100);
    counts.set(cause, (counts.get(cause) ?? 0) + 1);
  }
  return [...counts].map(([cause, count]) => `${count} times: ${cause}`);
}

function clock({ second }: LoadReport): string {
  return `${Math.floor(second / 60)}:${String(second % 60).padStart(2, "0")} `;
}

/** Resident memory of each replica, and its age. */
function memory(part: LoadReport): string {
  const each = part.memory.map((one) =>
    one === undefined ? "away" : `${one.mebibytes.toFixed(0)} (${one.age.toFixed(0)} s)`,
  );
  return `MiB: ${each.join(", ")}`;
}

/** How often nginx wrote each message: `connect() failed (111: Connection refused)` is what a stopped replica should cost. */
function countByMessage(text: string): string {
  const counts = new Map<string, number>();
  for (const line of text.split("\n")) {
    const what = /\*\d+ (?<message>.*?)(?:,| client:|$)/u.exec(line)?.groups?.["message"];
    if (what !== undefined) counts.set(what, (counts.get(what) ?? 0) + 1);
  }
  return [...counts].map(([message, count]) => `nginx  ${count} times: ${message}`).join("\n");
}
