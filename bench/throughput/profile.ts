/**
 * Where the time of a `tools/call` goes: a processor profile of the server under load, by part. Asserts nothing. `--watched`: of one with
 * metrics and the audit log.
 *
 *     node bench/throughput/profile.ts [--tools 10] [--seconds 5] [--era legacy|modern] [--functions 15] [--watched]
 */
import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { freePort } from "../../test/support/free-port.ts";
import { tokenIssuer } from "../../test/support/token-issuer.ts";
import { measure } from "./measure.ts";
import { endProcesses, startProcess } from "./start-process.ts";
import { scaleWorkload, startSubjects } from "./subjects.ts";

interface CallFrame {
  readonly functionName: string;
  readonly url: string;
  readonly lineNumber: number;
}

interface Profile {
  readonly nodes: readonly { readonly id: number; readonly callFrame: CallFrame }[];
  readonly samples: readonly number[];
  /** µs between one sample and the next. */
  readonly timeDeltas: readonly number[];
}

const { values } = parseArgs({
  options: {
    tools: { type: "string", default: "10" },
    seconds: { type: "string", default: "5" },
    era: { type: "string", default: "legacy" },
    functions: { type: "string", default: "15" },
    watched: { type: "boolean", default: false },
  },
});

const folder = join(import.meta.dirname, "../../.tmp/throughput");
const profiles = join(folder, "profiles");
rmSync(profiles, { recursive: true, force: true });
mkdirSync(profiles, { recursive: true });
const issuer = await tokenIssuer();
const port = await freePort();
const api = `http://127.0.0.1:${port}`;
try {
  await startProcess(join(import.meta.dirname, "servers/upstream-api.ts"), [String(port)], { url: api, core: "1" });
  const environment = {
    LAME_DUCK_MS: "0",
    NODE_OPTIONS: `--cpu-prof --cpu-prof-interval=200 --cpu-prof-dir=${profiles}`,
  };
  const around = { issuer, api, folder, wanted: new Set([values.watched ? "watched" : "ours"]), environment };
  const subject = (await startSubjects(scaleWorkload(Number(values.tools), folder), around)).find(
    ({ name }) => name === `ours call ${values.era}${values.watched ? ", watched" : ""}`,
  );
  if (subject === undefined) throw new Error("--era is legacy or modern");
  await measure(subject, Number(values.seconds));
  process.kill(subject.pid, "SIGTERM");
  print(await profileOf(subject.pid));
} finally {
  endProcesses();
  await issuer.close();
}

/** The profile is written when the server ends. */
async function profileOf(pid: number): Promise<Profile> {
  for (let tries = 0; tries < 300; tries++) {
    const file = readdirSync(profiles).find((name) => name.includes(`.${pid}.`));
    if (file !== undefined) {
      await sleep(500);
      return JSON.parse(readFileSync(join(profiles, file), "utf8")) as Profile;
    }
    await sleep(100);
  }
  throw new Error("no profile was written");
}

function print({ nodes, samples, timeDeltas }: Profile): void {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const parts = new Map<string, number>();
  const functions = new Map<string, number>();
  let all = 0;
  const busy = samples
    .map((id, at) => ({ frame: frames.get(id), took: timeDeltas[at] ?? 0 }))
    .filter(({ frame }) => frame !== undefined && frame.functionName !== "(idle)");
  // First come the start and functions that are not compiled yet, last the stop.
  for (const { frame, took } of busy.slice(busy.length * 0.5, busy.length * 0.95)) {
    if (frame === undefined) continue;
    all += took;
    add(parts, partOf(frame), took);
    add(functions, `${frame.functionName || "(anonymous)"} ${shortUrl(frame.url)}:${frame.lineNumber + 1}`, took);
  }
  const rows = (of: ReadonlyMap<string, number>, most: number): string[] =>
    [...of]
      .toSorted(([, one], [, other]) => other - one)
      .slice(0, most)
      .map(([name, took]) => `| ${name} | ${((took / all) * 100).toFixed(1)} |`);
  console.log(["| part | % of the busy time |", "| --- | ---: |", ...rows(parts, 30)].join("\n"));
  console.log(["\n| function | % |", "| --- | ---: |", ...rows(functions, Number(values.functions))].join("\n"));
}

function add(to: Map<string, number>, name: string, took: number): void {
  to.set(name, (to.get(name) ?? 0) + took);
}

function partOf({ functionName, url }: CallFrame): string {
  if (functionName === "(garbage collector)") return "garbage collection";
  if (functionName === "(program)") return "the engine and the system";
  const runtime = /\/runtime\/(?:([\w-]+)\/)?[\w-]+\.[jt]s$/.exec(url);
  if (runtime !== null) return `ours: ${runtime[1] ?? "steps of a request"}`;
  const library = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1];
  if (library !== undefined) return library;
  const builtin = /^node:(?:internal\/)?(.+)$/.exec(url)?.[1];
  if (builtin === undefined) return "what is built into the language";
  if (/^(?:_http|http|https|net|streams|stream|_stream|tls|timers|process|stream_base)/.test(builtin))
    return "node: HTTP, streams, sockets";
  return `node: ${builtin.split("/")[0] ?? ""}`;
}

function shortUrl(url: string): string {
  return url.replace(/^.*\/(runtime|node_modules)\//, "$1/");
}
