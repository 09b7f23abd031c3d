import { join, relative } from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { createActivityLog, createQuietLog } from "./activity.ts";
import { projectFault } from "./generated-server.ts";
import type { RecordedRequest } from "./harbour-api/harbour-app.ts";
import { createReporter } from "./once/reporter.ts";
import { protocolRevision, runOnce } from "./once/run-once.ts";
import { startDemo } from "./start-demo.ts";
import { summaryOf } from "./summary.ts";
import { paint, print, printError } from "./terminal.ts";

const usage = `npm start                 the demo: sign-in server, Harbour API, generated MCP server
npm start -- --once       does the whole client flow by itself, prints each step, exits 0 or 1
npm start -- --server DIR serves another generated project (default: generated/harbour)`;

interface Arguments {
  readonly once: boolean;
  readonly directory: string;
}

function readArguments(): Arguments | undefined {
  try {
    const { values } = parseArgs({
      options: { once: { type: "boolean" }, server: { type: "string" }, help: { type: "boolean", short: "h" } },
    });
    if (values.help === true) return undefined;
    const byDefault = relative(process.cwd(), join(import.meta.dirname, "../generated/harbour"));
    return { once: values.once === true, directory: values.server ?? byDefault };
  } catch (error) {
    printError(error instanceof Error ? error.message : String(error));
    process.exitCode = 2;
    return undefined;
  }
}

async function start(directory: string): Promise<void> {
  // Heard from the start, so that what was started is also closed.
  const end = interrupted();
  const demo = await startDemo({ directory, log: createActivityLog() });
  print(summaryOf(demo));
  await end;
  print(paint("dim", "\nClosing the harbour."));
  await demo.close();
}

/** A Ctrl-C comes twice: from the terminal, and passed on by npm. */
const sameSignalMs = 1_000;

/** Resolves at Ctrl-C or SIGTERM; a second one, a while later, ends the program at once. */
async function interrupted(): Promise<void> {
  let firstAt: number | undefined;
  await new Promise<void>((resolve) => {
    const onSignal = (): void => {
      firstAt ??= performance.now();
      if (performance.now() - firstAt > sameSignalMs) process.exit(1);
      resolve();
    };
    process.on("SIGINT", onSignal);
    process.on("SIGTERM", onSignal);
  });
}

async function startOnce(directory: string): Promise<void> {
  const began = performance.now();
  const requests: RecordedRequest[] = [];
  const demo = await startDemo({ directory, log: createQuietLog(), onRequest: (request) => requests.push(request) });
  print(
    `\n${paint("bold", "⚓ Harbour, the whole flow")}${paint("dim", `  with the MCP SDK's v2 client, ${protocolRevision}`)}`,
  );
  print(paint("dim", `  MCP ${demo.mcpUrl}   API ${demo.apiUrl}   sign-in ${demo.issuer}\n`));
  try {
    await runOnce(demo, requests, createReporter());
    print(
      `\n${paint("green", "All of it worked.")} ${paint("dim", `${((performance.now() - began) / 1000).toFixed(1)} s`)}`,
    );
  } catch (error) {
    printError(`\nIt did not: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  } finally {
    await demo.close();
  }
}

async function main(): Promise<void> {
  const given = readArguments();
  if (!given) return print(usage);
  const fault = projectFault(given.directory);
  if (fault) printError(fault.message);
  if (fault?.missing === true) {
    process.exitCode = 1;
    return;
  }
  await (given.once ? startOnce(given.directory) : start(given.directory));
}

await main();
