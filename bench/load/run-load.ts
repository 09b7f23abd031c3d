import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { generate } from "../../generator/generate.ts";
import { startNginx } from "../../test/deploy/nginx-site.ts";
import { freePort } from "../../test/support/free-port.ts";
import { type TokenIssuer, tokenIssuer } from "../../test/support/token-issuer.ts";
import { scaleDocument } from "../scale-document.ts";
import type { LoadCaller } from "./asked.ts";
import { type LoadTarget, type Outcome, runConnection } from "./connection.ts";
import { type CountingApi, startCountingApi } from "./counting-api.ts";
import { createReplica, type Replica } from "./replica.ts";
import { judge, type Kill, type LoadResult } from "./tally.ts";

/** One load: connections through nginx to replicas, of which one after the other is ended and started again. */
export interface LoadOptions {
  readonly seconds: number;
  readonly connections: number;
  /** Requests a second, all connections together. */
  readonly rate: number;
  /** How the replicas are ended. */
  readonly signal: "SIGTERM" | "SIGKILL";
  /** Seconds from one end to the next; the first comes after half of it. */
  readonly every: number;
  /** Where the generated server is kept; inside this repository, whose packages it uses. */
  readonly folder: string;
  /** Told every `reportEvery` seconds. */
  readonly report?: (part: LoadReport) => void;
  /** Told what nginx has written of errors, at the end. */
  readonly nginxErrors?: (text: string) => void;
  readonly reportEvery?: number;
}

/** What happened since the last report. */
export interface LoadReport {
  readonly second: number;
  readonly result: LoadResult;
  /** Of each replica that runs. */
  readonly memory: readonly ({ readonly mebibytes: number; readonly age: number } | undefined)[];
}

const replicaCount = 3;
const tools = 20;
const connectionsPerCaller = 10;
const host = "mcp.example.com";

/** How long an ended replica stays away, in ms. */
const awayMs = 2_000;

/** Runs it, and judges everything that came of it. */
export async function runLoad(options: LoadOptions): Promise<LoadResult> {
  const issuer = await tokenIssuer();
  const callers = await mintCallers(issuer, Math.ceil(options.connections / connectionsPerCaller));
  const api = await startCountingApi(new Map(callers.map(({ name, token }) => [token, name])));
  const site = await generateServer(options.folder);
  const replicas: Replica[] = [];
  for (let at = 0; at < replicaCount; at++) {
    const environment = environmentOf(issuer, api.baseUrl(at));
    replicas.push(createReplica(join(options.folder, "server/src/main.ts"), await freePort(), environment));
  }
  const started = Promise.all(replicas.map(async (replica) => replica.start()));
  try {
    await started;
    const nginx = await startNginx(
      site,
      replicas.map(({ port }) => port),
    );
    try {
      return await load(options, { callers, api, replicas, target: { ...nginx, host } });
    } finally {
      options.nginxErrors?.(nginx.errors());
      await nginx[Symbol.asyncDispose]();
    }
  } finally {
    await Promise.allSettled(replicas.map(async (replica) => replica.end("SIGKILL")));
    await api[Symbol.asyncDispose]();
    await issuer.close();
  }
}

interface LoadParts {
  readonly callers: readonly LoadCaller[];
  readonly api: CountingApi;
  readonly replicas: readonly Replica[];
  readonly target: LoadTarget;
}

async function load(options: LoadOptions, { callers, api, replicas, target }: LoadParts): Promise<LoadResult> {
  const outcomes: Outcome[] = [];
  const kills: Kill[] = [];
  const began = Date.now();
  const until = began + options.seconds * 1000;
  const ending = new AbortController();
  const ends = endInTurn(replicas, { options, kills, until, signal: ending.signal });
  const reports = reportFrom(outcomes, { options, api, kills, replicas, signal: ending.signal });
  const plan = {
    target,
    listings: new Map(),
    thinkMs: (options.connections / options.rate) * 1000,
    until,
    tell: (outcome: Outcome) => void outcomes.push(outcome),
  };
  const connections = Array.from({ length: options.connections }, async (_, at) => {
    const caller = callers[at % callers.length];
    if (caller !== undefined) await runConnection(caller, plan);
  });
  await Promise.race([Promise.all(connections), ends.then(async () => Promise.all(connections))]);
  await ends;
  ending.abort();
  await reports;
  return judge(outcomes, api, kills);
}

interface Ends {
  readonly options: LoadOptions;
  /** Each is noted here. */
  readonly kills: Kill[];
  readonly until: number;
  readonly signal: AbortSignal;
}

/** Ends one replica after the other, and starts it again. The last one is back before the load ends. */
async function endInTurn(replicas: readonly Replica[], { options, kills, until }: Ends): Promise<void> {
  await sleep(options.every * 500);
  for (let turn = 0; Date.now() + options.every * 400 <= until; turn++) {
    const next = Date.now() + options.every * 1000;
    const at = turn % replicas.length;
    const kill: Kill = { replica: at, at: Date.now(), gone: Number.POSITIVE_INFINITY };
    if (options.signal === "SIGKILL") kills.push(kill);
    const code = await replicas[at]?.end(options.signal);
    kill.gone = Date.now();
    if (code !== (options.signal === "SIGKILL" ? "SIGKILL" : 0)) throw new Error(`replica ${at} ended with ${code}`);
    await sleep(awayMs);
    await replicas[at]?.start();
    await sleep(Math.max(0, Math.min(next, until) - Date.now()));
  }
}

interface Reporting {
  readonly options: LoadOptions;
  readonly api: CountingApi;
  readonly kills: readonly Kill[];
  readonly replicas: readonly Replica[];
  readonly signal: AbortSignal;
}

async function reportFrom(outcomes: readonly Outcome[], reporting: Reporting): Promise<void> {
  const { options, api, kills, replicas, signal } = reporting;
  const { report, reportEvery = 60 } = options;
  if (report === undefined) return;
  let told = 0;
  for (let second = reportEvery; ; second += reportEvery) {
    const isOver = await sleep(reportEvery * 1000, false, { signal }).catch(() => true);
    if (isOver) return;
    const part = outcomes.slice(told);
    told = outcomes.length;
    report({ second, result: judge(part, api, kills), memory: replicas.map((replica) => replica.memory()) });
  }
}

async function mintCallers(issuer: TokenIssuer, count: number): Promise<readonly LoadCaller[]> {
  const names = Array.from({ length: count }, (_, at) => `caller-${at}`);
  return Promise.all(
    names.map(async (name) => ({
      name,
      token: await issuer.mint({ sub: name, aud: `https://${host}/mcp`, scope: "admin", exp: inHours(4) }),
    })),
  );
}

function inHours(hours: number): number {
  return Math.floor(Date.now() / 1000) + hours * 3600;
}

/** @returns the project's site for nginx */
async function generateServer(folder: string): Promise<string> {
  // The site is written once, and then its owner's: what an earlier run left would stay.
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const spec = join(folder, "openapi.json");
  await writeFile(spec, JSON.stringify(scaleDocument(tools)));
  await generate({ spec, out: join(folder, "server"), deploy: ["nginx"] });
  return readFile(join(folder, "server/deploy/nginx.conf"), "utf8");
}

function environmentOf(issuer: TokenIssuer, api: string): Readonly<Record<string, string>> {
  return {
    PUBLIC_URL: `https://${host}`,
    OAUTH_ISSUER: issuer.url,
    API_BASE_URL: api,
    LOG_LEVEL: "warn",
  };
}
