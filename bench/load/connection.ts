import type { IncomingMessage } from "node:http";
import { Agent, request } from "node:https";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { type Asked, drawAsked, type Listings, type LoadCaller } from "./asked.ts";

/** Where the load goes: over TLS to loopback, under the name that the certificate is for. */
export interface LoadTarget {
  readonly port: number;
  readonly host: string;
  readonly certificate: string;
}

/** What became of one request. Times in ms since the epoch. */
export interface Outcome {
  readonly asked: Asked;
  readonly started: number;
  readonly ended: number;
  /** Why there was no answer of status 200: a status, or an error's code. */
  readonly lost?: string;
  /** What was wrong with an answer of status 200. */
  readonly wrong?: string;
}

/** What all connections of a load share. */
export interface LoadPlan {
  readonly target: LoadTarget;
  readonly listings: Listings;
  /** The mean pause between an answer and the next request, in ms. */
  readonly thinkMs: number;
  readonly until: number;
  readonly tell: (outcome: Outcome) => void;
}

/** How long an answer may take before its request counts as lost, in ms: longer than the server's own limit for a call. */
const answerTimeout = 45_000;

/** One connection that is kept, and asks one thing after the other, with a pause before each. */
export async function runConnection(caller: LoadCaller, plan: LoadPlan): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  let id = 0;
  for (;;) {
    await sleep(Math.random() * 2 * plan.thinkMs);
    if (Date.now() >= plan.until) break;
    id += 1;
    plan.tell(await askOnce(drawAsked(caller, id, plan.listings), plan.target, agent));
  }
  agent.destroy();
}

async function askOnce(asked: Asked, target: LoadTarget, agent: Agent): Promise<Outcome> {
  const started = Date.now();
  try {
    const answer = await post(asked, target, agent);
    const body = await text(answer);
    const ended = Date.now();
    if (answer.statusCode !== 200) return { asked, started, ended, lost: `${answer.statusCode} ${firstWords(body)}` };
    const wrong = asked.fault(body);
    return { asked, started, ended, ...(wrong !== undefined && { wrong }) };
  } catch (error) {
    const lost = error instanceof Error && "code" in error ? String(error.code) : String(error);
    return { asked, started, ended: Date.now(), lost };
  }
}

async function post({ headers, body }: Asked, target: LoadTarget, agent: Agent): Promise<IncomingMessage> {
  const { host, port, certificate: ca } = target;
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        agent,
        host: "127.0.0.1",
        port,
        servername: host,
        ca,
        method: "POST",
        path: "/mcp",
        headers: { ...headers, host, "content-length": Buffer.byteLength(body) },
        signal: AbortSignal.timeout(answerTimeout),
      },
      resolve,
    );
    sent.on("error", reject);
    sent.end(body);
  });
}

/** Of a refusal, on one line. */
function firstWords(body: string): string {
  return body
    .replaceAll(/<[^>]*>|\s+/gu, " ")
    .trim()
    .slice(0, 120);
}
