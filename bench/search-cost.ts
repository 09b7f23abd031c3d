/**
 * Measures what offering tools costs a running server, in each mode: time to start, memory, and the median time of a request. Real
 * projects, real processes, HTTP on loopback. Asserts nothing: machines differ. Documents: GitHub's where it lies beside the repository, and
 * a synthetic one of 11,000 operations.
 *
 *     node bench/search-cost.ts [COUNT ...]
 */
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { generate } from "../generator/generate.ts";
import { startProject } from "../test/support/start-project.ts";
import { tokenIssuer } from "../test/support/token-issuer.ts";
import { scaleDocument } from "./scale-document.ts";

const root = join(import.meta.dirname, "..");
const folder = join(root, ".tmp/search-cost");
const github = join(root, "../shared/specs/github.json");
const rounds = 40;

/** Requests of several words and parts, as people write them. */
const requests = [
  "Which invoices are overdue? Send a reminder for the oldest one.",
  "Find Anna Petrova and add her to the review team of acme/web",
  "cancel order 12",
  "Set up a webhook for new releases and tell me whether the last delivery worked",
  "Look at the alerts, dismiss the first, and write a comment that explains why",
];

const describeFirst = { name: "describe_tool", arguments: { names: ["unknown_tool_name"] } };

const counts = process.argv.slice(2).map(Number);
mkdirSync(folder, { recursive: true });
console.log(
  "document             tools  index      mode     start   memory   tools/list           search p50  describe p50",
);
if (existsSync(github)) await measure("github", github);
for (const count of counts.length > 0 ? counts : [11_000]) {
  const spec = join(folder, `${count}.json`);
  writeFileSync(spec, JSON.stringify(scaleDocument(count)));
  await measure(`${count}-operations`, spec);
}

async function measure(name: string, spec: string): Promise<void> {
  const out = join(folder, name);
  rmSync(out, { recursive: true, force: true });
  const { tools } = await generate({ spec, out });
  const index = `${Math.round(statSync(join(out, "src/search-index.ts")).size / 1000)} kB`;
  for (const mode of ["all", "search"]) {
    const cells = await measureMode(out, mode);
    console.log([name.padEnd(18), String(tools).padStart(7), index.padStart(9), mode.padStart(8), ...cells].join(" "));
  }
}

async function measureMode(project: string, mode: string): Promise<readonly string[]> {
  const issuer = await tokenIssuer();
  const environment = {
    OAUTH_ISSUER: issuer.url,
    API_BASE_URL: "http://127.0.0.1:9",
    LOG_LEVEL: "silent",
    LAME_DUCK_MS: "1",
    TOOL_MODE: mode,
    RATE_LIMIT_CALLS_PER_CALLER: "0",
  };
  const began = performance.now();
  const server = await startProject(project, environment);
  try {
    const started = performance.now() - began;
    const ask = createClient(server.url, await issuer.mint({ aud: server.resource, sub: "bench", scope: "" }));
    const list = await median(() => ask("tools/list", {}));
    const found = mode === "all" ? undefined : await median((round) => ask("tools/call", search(round)));
    const described = mode === "all" ? undefined : await median(() => ask("tools/call", describeFirst));
    return [
      `${(started / 1000).toFixed(1)} s`.padStart(8),
      peakMemory(server.pid).padStart(8),
      `${list.milliseconds.toFixed(1)} ms ${(list.bytes / 1000).toFixed(0)} kB`.padStart(18),
      found === undefined ? "" : `${found.milliseconds.toFixed(1)} ms`.padStart(12),
      described === undefined ? "" : `${described.milliseconds.toFixed(1)} ms`.padStart(12),
    ];
  } finally {
    await server.stop();
    await issuer.close();
  }
}

function search(round: number): object {
  return { name: "search_tools", arguments: { query: requests[round % requests.length] } };
}

type Ask = (method: string, params: object) => Promise<number>;

/** Requests of the 2025 revisions: one message, one answer. The number of bytes is given back. */
function createClient(url: URL, token: string): Ask {
  return async (method, params) => {
    const response = await fetch(url, {
      method: "POST",
      headers: {
        authorization: `Bearer ${token}`,
        "content-type": "application/json",
        accept: "application/json, text/event-stream",
      },
      body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }),
    });
    const text = await response.text();
    if (!response.ok || text.startsWith('{"error"'))
      throw new Error(`${method}: ${response.status} ${text.slice(0, 300)}`);
    return text.length;
  };
}

async function median(
  one: (round: number) => Promise<number>,
): Promise<{ readonly milliseconds: number; readonly bytes: number }> {
  const times: number[] = [];
  let bytes = 0;
  for (let round = 0; round < rounds; round++) {
    const began = performance.now();
    bytes = await one(round);
    times.push(performance.now() - began);
  }
  return { milliseconds: times.toSorted((a, b) => a - b)[rounds / 2] ?? 0, bytes };
}

/** Peak resident memory; Linux only. */
function peakMemory(pid: number): string {
  const status = `/proc/${pid}/status`;
  const peak = existsSync(status) ? /VmHWM:\s+(\d+)/.exec(readFileSync(status, "utf8"))?.[1] : undefined;
  return peak === undefined ? "unknown" : `${Math.round(Number(peak) / 1024)} MB`;
}
