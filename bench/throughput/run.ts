/**
 * What a call costs: requests a second and processor time, beside references measured in the same run. Asserts nothing.
 *
 *     node bench/throughput/run.ts [--tools 10,100,1223] [--rounds 5] [--seconds 3] [--only ours,watched,proxy,static,v1,generator,fastmcp]
 *
 * `watched` is our server with metrics and the audit log.
 *
 * `--document FILE --call TOOL --arguments JSON` measures the server of that document instead, beside proxy, static and v1.
 *
 * Each server is a process on one core (by taskset, where it is there); load and API share the other. Rounds are interleaved:
 * every server once, then all again. The tables have medians. `generator` (openapi-mcp-generator) and `fastmcp` (where Python is there) are
 * installed into `.tmp/` from their registries when they are asked for.
 */
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { freePort } from "../../test/support/free-port.ts";
import { tokenIssuer } from "../../test/support/token-issuer.ts";
import { measure, median, type Sample } from "./measure.ts";
import { endProcesses, startProcess } from "./start-process.ts";
import { scaleWorkload, startSubjects, type Surroundings, type Workload } from "./subjects.ts";

const { values } = parseArgs({
  options: {
    tools: { type: "string", default: "10,100,1223" },
    rounds: { type: "string", default: "5" },
    seconds: { type: "string", default: "3" },
    document: { type: "string" },
    call: { type: "string", default: "" },
    arguments: { type: "string", default: "{}" },
    only: { type: "string", default: "ours,proxy,static,v1" },
  },
});

/** One over the other. */
const compared: readonly (readonly [one: string, other: string])[] = [
  ["ours call legacy", "proxy"],
  ["ours call modern", "proxy"],
  ["ours call legacy, watched", "ours call legacy"],
  ["ours call legacy", "v1 call"],
  ["ours call legacy", "openapi-mcp-generator call"],
  ["ours call legacy", "FastMCP call"],
  ["ours list legacy", "static list legacy"],
  ["ours list modern", "static list modern"],
];

const issuer = await tokenIssuer();
const port = await freePort();
const around: Surroundings = {
  issuer,
  api: `http://127.0.0.1:${port}`,
  folder: join(import.meta.dirname, "../../.tmp/throughput"),
  wanted: new Set(values.only.split(",")),
};
try {
  const api = join(import.meta.dirname, "servers/upstream-api.ts");
  await startProcess(api, [String(port)], { url: around.api, core: "1" });
  for (const workload of workloads()) await compare(workload);
} finally {
  endProcesses();
  await issuer.close();
}

function workloads(): readonly Workload[] {
  const { document: spec, call: name } = values;
  if (spec === undefined) return values.tools.split(",").map((tools) => scaleWorkload(Number(tools), around.folder));
  return [{ name: basename(spec).replace(/\W+/g, "-"), spec, call: { name, arguments: JSON.parse(values.arguments) } }];
}

async function compare(workload: Workload): Promise<void> {
  const rounds = Number(values.rounds);
  const seconds = Number(values.seconds);
  const subjects = await startSubjects(workload, around);
  const samples = new Map<string, Sample[]>(subjects.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const subject of subjects) samples.get(subject.name)?.push(await measure(subject, seconds));
  }
  print(
    `${workload.operations === undefined ? workload.name : `${workload.name} tools`}, ${rounds} rounds of ${seconds} s`,
    samples,
  );
}

function print(title: string, samples: ReadonlyMap<string, readonly Sample[]>): void {
  const of = (name: string, what: keyof Sample): number =>
    median((samples.get(name) ?? []).map((sample) => sample[what]));
  const lines = [
    `\n### ${title}\n`,
    "| server | requests/s | CPU µs per request | failed |",
    "| --- | --- | --- | --- |",
  ];
  for (const [name, all] of samples) {
    const failed = all.reduce((sum, sample) => sum + sample.failed, 0);
    lines.push(
      `| ${name} | ${of(name, "perSecond").toFixed(0)} | ${of(name, "microseconds").toFixed(0)} | ${failed} |`,
    );
  }
  lines.push("", "| one / other | requests/s | CPU |", "| --- | --- | --- |");
  for (const [one, other] of compared) {
    if (!samples.has(one) || !samples.has(other)) continue;
    const ratio = (what: keyof Sample): string => (of(one, what) / of(other, what)).toFixed(2);
    lines.push(`| ${one} / ${other} | ${ratio("perSecond")} | ${ratio("microseconds")} |`);
  }
  console.log(lines.join("\n"));
}
