import { buildSync } from "esbuild";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "../../test/support/free-port.ts";
import { generateOther, installOtherGenerator } from "../other-generator.ts";
import type { Subject } from "./measure.ts";
import { message } from "./messages.ts";
import { startProcess } from "./start-process.ts";

/** What others make of a document: the file, how many operations it has, and the API behind. */
export interface OtherSource {
  readonly spec: string;
  readonly tools: number;
  readonly api: string;
  /** Where they are installed. */
  readonly folder: string;
}

const fastMcpVersion = "4.1.2";
const args = { id: "6f1c2a1e-6f0b-4a53-9d5e-2f1f6d1c9b11" };

/** The server that openapi-mcp-generator makes, in a session of its own; none where it makes none. It verifies no token. */
export async function startOtherGenerator({ spec, tools, api }: OtherSource): Promise<readonly Subject[]> {
  installOtherGenerator();
  const port = await freePort();
  const flags = ["-b", api, "--transport", "streamable-http", "--port", String(port)];
  const out = generateOther(`scale-${tools}`, spec, flags);
  if (out === undefined) return [];
  const entryPoints = ["index", "streamable-http"].map((name) => join(out, `src/${name}.ts`));
  buildSync({ entryPoints, outdir: join(out, "build"), format: "esm", platform: "node" });
  const url = `http://127.0.0.1:${port}/mcp`;
  const program = join(out, "build/index.js");
  const pid = await startProcess(program, ["--transport=streamable-http"], { url, quiet: true });
  const session = await openSession(url);
  const { headers, body } = message("legacy", "tools/call", { name: "getEntity0", arguments: args });
  const call = { headers: { ...headers, ...session }, body };
  return [await checked({ name: "openapi-mcp-generator call", url, pid, message: call })];
}

/** FastMCP's OpenAPI provider; none where there is no Python, or no way to install it. */
export async function startFastMcp({ spec, api, folder }: OtherSource): Promise<readonly Subject[]> {
  const python = installFastMcp(folder);
  if (python === undefined) return [];
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/mcp`;
  const program = join(import.meta.dirname, "servers/fastmcp_openapi.py");
  const pid = await startProcess(program, [String(port), spec, api], { url, quiet: true, command: python });
  const call = message("legacy", "tools/call", { name: "getEntity0", arguments: args });
  return [await checked({ name: "FastMCP call", url, pid, message: call })];
}

function installFastMcp(folder: string): string | undefined {
  const home = join(folder, `fastmcp-${fastMcpVersion}`);
  const python = join(home, "bin/python");
  try {
    if (!existsSync(python)) {
      mkdirSync(folder, { recursive: true });
      execFileSync("python3", ["-m", "venv", home], { stdio: ["ignore", 2, 2] });
      execFileSync(python, ["-m", "pip", "install", "--quiet", `fastmcp==${fastMcpVersion}`], {
        stdio: ["ignore", 2, 2],
      });
    }
    execFileSync(python, ["-c", "import fastmcp"], { stdio: ["ignore", 2, 2] });
    return python;
  } catch {
    console.error(`FastMCP ${fastMcpVersion} is left out: there is no Python 3, or it cannot be installed.`);
    return undefined;
  }
}

/** Its servers speak in sessions: `initialize`, then every request with the id that came with the answer. */
async function openSession(url: string): Promise<Readonly<Record<string, string>>> {
  const clientInfo = { name: "bench", version: "1" };
  const hello = message("legacy", "initialize", { protocolVersion: "2025-06-18", capabilities: {}, clientInfo });
  const answer = await fetch(url, { method: "POST", ...hello });
  await answer.text();
  const session = {
    "mcp-session-id": answer.headers.get("mcp-session-id") ?? "",
    "mcp-protocol-version": "2025-06-18",
  };
  const body = JSON.stringify({ jsonrpc: "2.0", method: "notifications/initialized" });
  await fetch(url, { method: "POST", headers: { ...hello.headers, ...session }, body });
  return session;
}

/** @throws Error for one that does not give what the API answers: a fast refusal would be no comparison */
async function checked(subject: Subject): Promise<Subject> {
  const answer = await fetch(subject.url, { method: "POST", ...subject.message });
  const text = await answer.text();
  if (!answer.ok || !text.includes("Quay 4"))
    throw new Error(`${subject.name} answered ${answer.status}: ${text.slice(0, 300)}`);
  return subject;
}
