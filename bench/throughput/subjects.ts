import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { generate } from "../../generator/generate.ts";
import { freePort } from "../../test/support/free-port.ts";
import type { TokenIssuer } from "../../test/support/token-issuer.ts";
import { scaleDocument } from "../scale-document.ts";
import type { Subject } from "./measure.ts";
import { type Era, type Message, message as messageOf } from "./messages.ts";
import { startFastMcp, startOtherGenerator } from "./other-subjects.ts";
import { startProcess } from "./start-process.ts";

/** What every subject shares. */
export interface Surroundings {
  readonly issuer: TokenIssuer;
  /** URL of the API behind everything. */
  readonly api: string;
  /** Where projects and listings are kept. */
  readonly folder: string;
  /** Kinds of servers to measure: ours, watched, proxy, static, v1, generator, fastmcp. */
  readonly wanted: ReadonlySet<string>;
  /** Further environment variables of our server. */
  readonly environment?: Readonly<Record<string, string>>;
}

const eras: readonly Era[] = ["legacy", "modern"];

/** What is served: a document, and the call that is made again and again. */
export interface Workload {
  readonly name: string;
  /** Path of the document. */
  readonly spec: string;
  readonly call: { readonly name: string; readonly arguments: object };
  /** Operations of a document that others are measured with too; absent for one that only our servers are made of. */
  readonly operations?: number;
  /** What our server is generated with. */
  readonly telemetry?: { readonly metrics: boolean; readonly audit: boolean };
}

/** A document of so many operations. */
export function scaleWorkload(operations: number, folder: string): Workload {
  const spec = join(folder, `${operations}.json`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(spec, JSON.stringify(scaleDocument(operations)));
  const call = { name: "get_entity0", arguments: { id: "6f1c2a1e-6f0b-4a53-9d5e-2f1f6d1c9b11" } };
  return { name: String(operations), spec, call, operations };
}

/** Generates and starts the server of a document, and the references beside it. */
export async function startSubjects(workload: Workload, around: Surroundings): Promise<readonly Subject[]> {
  const { issuer, api, wanted } = around;
  const { name, call } = workload;
  const url = await startOurs(workload, around);
  const token = await tokenFor(url.resource, around);
  const ask = (era: Era, method: string, params = {}): Message => authorized(messageOf(era, method, params), token);
  const subjects: Subject[] = [];
  for (const era of eras) {
    const list = ask(era, "tools/list");
    const listing = await saveListing(url.resource, list, join(around.folder, `${name}-${era}.list.json`));
    if (wanted.has("ours")) {
      const ours = { url: url.resource, pid: url.pid };
      subjects.push({ ...ours, name: `ours call ${era}`, message: ask(era, "tools/call", call) });
      subjects.push({ ...ours, name: `ours list ${era}`, message: list });
    }
    const args = [listing, issuer.url, url.resource];
    if (wanted.has("static"))
      subjects.push({ ...(await reference("static-list.ts", args)), name: `static list ${era}`, message: list });
    if (wanted.has("v1") && era === "legacy") {
      const v1 = await reference("v1-pattern.ts", [listing, api]);
      subjects.push({ ...v1, name: "v1 call", message: ask(era, "tools/call", call) });
    }
  }
  if (workload.operations !== undefined) {
    const source = { spec: workload.spec, tools: workload.operations, api, folder: around.folder };
    if (wanted.has("generator")) subjects.push(...(await startOtherGenerator(source)));
    if (wanted.has("fastmcp")) subjects.push(...(await startFastMcp(source)));
  }
  if (wanted.has("watched")) subjects.push(await startWatched(workload, around));
  if (wanted.has("proxy")) {
    const proxy = await reference("bare-proxy.ts", [api, issuer.url, url.resource]);
    subjects.push({ ...proxy, name: "proxy", message: ask("legacy", "tools/call", call) });
  }
  return subjects;
}

/** One caller makes all calls here: they are counted, and none is refused. */
const unlimited = { RATE_LIMIT_CALLS_PER_CALLER: "1000000000", RATE_LIMIT_CALLS: "1000000000" };

/** The same server that counts and writes down every call: metrics and the audit log. */
async function startWatched(workload: Workload, around: Surroundings): Promise<Subject> {
  const { name, call } = workload;
  const port = String(await freePort());
  const environment = { ...around.environment, METRICS_PORT: port, AUDIT_KEY: "0123456789abcdef0123456789abcdef" };
  const telemetry = { metrics: true, audit: true };
  const watched = await startOurs({ ...workload, name: `${name}-watched`, telemetry }, { ...around, environment });
  const token = await tokenFor(watched.resource, around);
  const message = authorized(messageOf("legacy", "tools/call", call), token);
  return { name: "ours call legacy, watched", url: watched.resource, pid: watched.pid, message };
}

async function tokenFor(resource: string, { issuer }: Surroundings): Promise<string> {
  return await issuer.mint({ aud: resource, scope: "admin", exp: Math.floor(Date.now() / 1000) + 7200 });
}

async function startOurs(
  { name, spec, telemetry }: Workload,
  { issuer, api, folder, environment: further }: Surroundings,
): Promise<{ readonly resource: string; readonly pid: number }> {
  const project = join(folder, name);
  await generate({ spec, out: project, force: true, ...(telemetry && { telemetry }) });
  const port = String(await freePort());
  const base = `http://127.0.0.1:${port}`;
  const environment = {
    PORT: port,
    PUBLIC_URL: base,
    OAUTH_ISSUER: issuer.url,
    API_BASE_URL: api,
    LOG_LEVEL: "warn",
    ...unlimited,
    ...further,
  };
  const pid = await startProcess(join(project, "src/main.ts"), [], { url: `${base}/healthz`, environment });
  return { resource: `${base}/mcp`, pid };
}

async function reference(program: string, args: readonly string[]): Promise<Pick<Subject, "url" | "pid">> {
  const port = String(await freePort());
  const url = `http://127.0.0.1:${port}/mcp`;
  const pid = await startProcess(join(import.meta.dirname, "servers", program), [port, ...args], { url });
  return { url, pid };
}

function authorized({ headers, body }: Message, token: string): Message {
  return { headers: { ...headers, authorization: `Bearer ${token}` }, body };
}

async function saveListing(url: string, { headers, body }: Message, file: string): Promise<string> {
  const answer = await fetch(url, { method: "POST", headers, body });
  if (!answer.ok) throw new Error(`the listing was refused with ${answer.status}: ${await answer.text()}`);
  writeFileSync(file, new Uint8Array(await answer.arrayBuffer()));
  return file;
}
