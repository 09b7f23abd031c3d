/**
 * What a server costs before its first call and while it idles: time from start to the first healthy answer, resident memory, and how large
 * a bundle each target needs. Asserts nothing; prints tables in Markdown.
 *
 *     node bench/hosts/run.ts [--document github.json] [--tools 10,11000] [--rounds 5] [--calls 2000]
 *
 * Servers are those that people run: compiled by the project's own settings, started by `node dist/main.js`. Rounds are interleaved: every
 * server once, then all again. The tables have medians. Memory is read from /proc: Linux only.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { tokenIssuer } from "../../test/support/token-issuer.ts";
import { scaleDocument } from "../scale-document.ts";
import { median } from "../throughput/measure.ts";
import { type BuiltServer, buildServer } from "./build-server.ts";
import { coldWorkers } from "./cold-worker.ts";
import { bundleSizes } from "./bundle-sizes.ts";
import { loadServer, memoryMb, type RunningServer, startServer } from "./measured-server.ts";

const { values } = parseArgs({
  options: {
    document: { type: "string" },
    tools: { type: "string", default: "10,11000" },
    rounds: { type: "string", default: "5" },
    calls: { type: "string", default: "2000" },
  },
});

const root = join(import.meta.dirname, "../..");
const folder = join(root, ".tmp/bench-hosts");
mkdirSync(folder, { recursive: true });

const built: BuiltServer[] = [];
for (const tools of values.tools.split(",").map(Number)) {
  const spec = join(folder, `${tools}.json`);
  writeFileSync(spec, JSON.stringify(scaleDocument(tools)));
  built.push(await buildServer(spec, join(folder, String(tools))));
}
if (values.document !== undefined) built.push(await buildServer(values.document, join(folder, "document")));
built.sort((a, b) => a.tools - b.tools);

await printStarts(Number(values.rounds), Number(values.calls));
await printColdWorkers(Number(values.rounds));
await printBundles();

interface Sample {
  readonly started: number;
  readonly processor: number;
  readonly idle: number;
}

async function printStarts(rounds: number, calls: number): Promise<void> {
  const issuer = await tokenIssuer();
  const samples = new Map<BuiltServer, Sample[]>(built.map((server) => [server, []]));
  const loaded = new Map<BuiltServer, number>();
  for (let round = 0; round < rounds; round++) {
    for (const server of built) {
      const running = await startServer(server.folder, issuer.url);
      samples.get(server)?.push(await sample(running));
      if (round === 0) {
        await loadServer(running, issuer, calls);
        loaded.set(server, memoryMb(running.pid));
      }
      await running.stop();
    }
  }
  await issuer.close();
  const [smallest] = built;
  const of = (server: BuiltServer | undefined, what: keyof Sample): number =>
    median((server === undefined ? [] : (samples.get(server) ?? [])).map((one) => one[what]));
  console.log(`\n### Start and memory, medians of ${rounds}\n`);
  console.log(
    `| tools | to the first healthy answer | over ${smallest?.tools} tools | CPU | resident | after ${calls} calls |`,
  );
  console.log("| --- | --- | --- | --- | --- | --- |");
  for (const server of built) {
    const ratio = of(server, "started") / of(smallest, "started");
    const cells = [
      server.tools,
      `${of(server, "started").toFixed(0)} ms`,
      ratio.toFixed(2),
      `${of(server, "processor").toFixed(0)} ms`,
      `${of(server, "idle").toFixed(0)} MB`,
      `${loaded.get(server)?.toFixed(0)} MB`,
    ];
    console.log(`| ${cells.join(" | ")} |`);
  }
}

async function sample({ started, processor, pid }: RunningServer): Promise<Sample> {
  // What the start left to be collected is of no interest.
  await new Promise((resolve) => {
    setTimeout(resolve, 500);
  });
  return { started, processor, idle: memoryMb(pid) };
}

async function printColdWorkers(rounds: number): Promise<void> {
  console.log(`\n### A Worker's first answers on workerd, medians of ${rounds}\n`);
  console.log("| tools | first | after it |");
  console.log("| --- | --- | --- |");
  for (const server of built) {
    const measured = await coldWorkers(server.folder, rounds);
    const cell = (what: "first" | "warm"): string => `${median(measured.map((one) => one[what])).toFixed(0)} ms`;
    console.log(`| ${server.tools} | ${cell("first")} | ${cell("warm")} |`);
  }
}

async function printBundles(): Promise<void> {
  console.log("\n### Bundles: minified by esbuild, and as gzip -9\n");
  console.log("| project | target | minified | gzip |");
  console.log("| --- | --- | --- | --- |");
  const kb = (bytes: number): string => `${(bytes / 1000).toFixed(0)} kB`;
  for (const { target, minified, gzip } of await bundleSizes(join(root, "generated/harbour")))
    console.log(`| Harbour | ${target} | ${kb(minified)} | ${kb(gzip)} |`);
  for (const server of built)
    for (const { target, minified, gzip } of await bundleSizes(server.folder, ["workers"]))
      console.log(`| ${server.tools} tools | ${target} | ${kb(minified)} | ${kb(gzip)} |`);
}
