/**
 * What `tools/list` costs a model in tokens (o200k), beside what openapi-mcp-generator lists for the same documents. Asserts nothing.
 *
 *     node bench/tokens.ts [--specs DIR] [--only NAME ...]
 *
 * DIR has the documents (default: `../shared/specs`). The other generator is installed into `.tmp/`, pinned; its generated server is
 * started and asked. Both results are counted alike: as the JSON text of the result.
 */
import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import process from "node:process";
import { parseArgs } from "node:util";
import { countTokens } from "gpt-tokenizer/encoding/o200k_base";
import { listTools } from "../generator/measure-tokens.ts";
import { resolveOptions } from "../generator/options.ts";
import { planDocument } from "../generator/plan-document.ts";
import { generateOther, installOtherGenerator, otherGenerator } from "./other-generator.ts";

const root = join(import.meta.dirname, "..");
const documents = ["github", "stripe", "jira", "square", "plaid", "box", "petstore-v3"];

const { values } = parseArgs({
  options: {
    specs: { type: "string", default: join(root, "../shared/specs") },
    only: { type: "string", multiple: true },
  },
});

await main(values.specs, values.only ?? documents);

async function main(specs: string, names: readonly string[]): Promise<void> {
  installOtherGenerator();
  const files = readdirSync(specs);
  const row = (...cells: readonly (string | number)[]): void =>
    console.log(`| ${cells.map((cell) => cell.toLocaleString("en-US")).join(" | ")} |`);
  row("document", "tools", "tokens, mode `all`", `openapi-mcp-generator ${otherGenerator}`, "ratio");
  row("---", "--:", "--:", "--:", "--:");
  for (const name of names) {
    const file = files.find((candidate) => candidate.replace(/\.(?:json|ya?ml)$/, "") === name);
    if (file === undefined) throw new Error(`${specs} has no ${name}.json or ${name}.yaml`);
    const ours = await listOurs(join(specs, file));
    const theirs = await listTheirs(name, join(specs, file));
    const cells =
      theirs === undefined
        ? ["makes no server", "-"]
        : [tokensOf(theirs), (tokensOf(ours) / tokensOf(theirs)).toFixed(2)];
    row(name, ours.length, tokensOf(ours), ...cells);
  }
}

/** The result as JSON text. What looks like a control token is text. */
function tokensOf(tools: readonly unknown[]): number {
  return countTokens(JSON.stringify({ tools }), { disallowedSpecial: new Set<string>() });
}

async function listOurs(spec: string): Promise<readonly unknown[]> {
  const { surface } = await planDocument(resolveOptions({ spec, out: "" }));
  return listTools(surface);
}

/** Generates its server, starts that as a client over stdio would, and asks for the tools; `undefined` where it makes none. */
async function listTheirs(name: string, spec: string): Promise<readonly unknown[] | undefined> {
  const out = generateOther(name, spec, ["-b", "https://api.example"]);
  if (out === undefined) return undefined;
  const server = spawn(process.execPath, [join(out, "src/index.ts")], { stdio: ["pipe", "pipe", "ignore"] });
  try {
    const lines = createInterface({ input: server.stdout })[Symbol.asyncIterator]();
    const send = (message: object): void =>
      void server.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
    const ask = async (
      id: number,
      method: string,
      params: object,
    ): Promise<{ readonly tools?: readonly unknown[] }> => {
      send({ id, method, params });
      const { value, done } = await lines.next();
      if (done === true) throw new Error(`the generated server for ${name} ended without an answer`);
      return (JSON.parse(value) as { readonly result: { readonly tools?: readonly unknown[] } }).result;
    };
    const clientInfo = { name: "bench", version: "0.0.0" };
    await ask(1, "initialize", { protocolVersion: "2025-06-18", capabilities: {}, clientInfo });
    send({ method: "notifications/initialized" });
    return (await ask(2, "tools/list", {})).tools ?? [];
  } finally {
    server.kill();
  }
}
