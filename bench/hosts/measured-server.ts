import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { freePort } from "../../test/support/free-port.ts";
import type { TokenIssuer } from "../../test/support/token-issuer.ts";
import { message } from "../throughput/messages.ts";
import { processorMs } from "../throughput/process-time.ts";

export interface RunningServer {
  readonly pid: number;
  readonly url: string;
  /** From its start to its first healthy answer, in ms. */
  readonly started: number;
  /** Processor time until then, in ms. */
  readonly processor: number;
  stop(): Promise<void>;
}

/** Starts a compiled project, with an API that answers everything with a small object. */
export async function startServer(folder: string, issuer: string): Promise<RunningServer> {
  const api = await smallApi();
  const port = await freePort();
  const publicUrl = `http://127.0.0.1:${port}`;
  const began = performance.now();
  const child = spawn(process.execPath, [join(folder, "dist/main.js")], {
    stdio: ["ignore", "ignore", "inherit"],
    env: {
      PORT: String(port),
      PUBLIC_URL: publicUrl,
      OAUTH_ISSUER: issuer,
      API_BASE_URL: `http://127.0.0.1:${(api.address() as AddressInfo).port}`,
      LOG_LEVEL: "warn",
      LAME_DUCK_MS: "0",
      // One caller makes all calls here.
      RATE_LIMIT_CALLS_PER_CALLER: "1000000000",
      RATE_LIMIT_CALLS: "1000000000",
    },
  });
  const exited = once(child, "exit");
  const { pid = 0 } = child;
  while (!(await answers(`${publicUrl}/healthz`))) {
    if (child.exitCode !== null || performance.now() - began > 120_000) throw new Error(`${folder} did not start`);
    await new Promise((resolve) => {
      setTimeout(resolve, 2);
    });
  }
  const started = performance.now() - began;
  return {
    pid,
    url: `${publicUrl}/mcp`,
    started,
    processor: processorMs(pid),
    async stop() {
      child.kill("SIGKILL");
      await exited;
      api.closeAllConnections();
      api.close();
    },
  };
}

/** So many calls of a tool that reads, eight at a time, and as many lists as a tenth of them; both eras in turn. */
export async function loadServer({ url }: RunningServer, issuer: TokenIssuer, calls: number): Promise<void> {
  const token = await issuer.mint({ aud: url, scope: "admin read" });
  const ask = async (index: number, method: string, params: Readonly<Record<string, unknown>>): Promise<string> => {
    const { headers, body } = message(index % 2 === 0 ? "legacy" : "modern", method, params);
    const response = await fetch(url, {
      method: "POST",
      headers: { ...headers, authorization: `Bearer ${token}` },
      body,
    });
    const text = await response.text();
    if (!response.ok || text.includes('"isError":true'))
      throw new Error(`${method}: ${response.status} ${text.slice(0, 500)}`);
    return text;
  };
  const { result } = JSON.parse(await ask(0, "tools/list", {})) as { result: { tools: readonly ListedTool[] } };
  const tool = result.tools.find(
    ({ annotations, inputSchema }) => annotations?.readOnlyHint === true && (inputSchema.required ?? []).length === 0,
  );
  const params = { name: tool?.name ?? "no tool can be called without arguments", arguments: {} };
  for (let first = 0; first < calls; first += 8) {
    const some = Array.from({ length: Math.min(8, calls - first) }, async (_, index) =>
      ask(index, "tools/call", params),
    );
    await Promise.all(some);
    if (first % 80 === 0) await ask(first / 80, "tools/list", {});
  }
}

interface ListedTool {
  readonly name: string;
  readonly annotations?: { readonly readOnlyHint?: boolean };
  readonly inputSchema: { readonly required?: readonly string[] };
}

/** Resident memory of a process, in MB (Linux, proc(5)). */
export function memoryMb(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024;
}

async function smallApi(): Promise<Server> {
  const api = createServer((request, response) => {
    request.resume();
    response.setHeader("content-type", "application/json");
    response.end('{"id":17,"name":"Quay 4, berth 12"}');
  });
  api.listen(0, "127.0.0.1");
  await once(api, "listening");
  return api;
}

async function answers(url: string): Promise<boolean> {
  return await fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );
}
