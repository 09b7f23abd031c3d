import { Command } from "commander";
import type { CliIo } from "./cli-io.ts";
import { addDocumentOptions } from "./document-options.ts";
import { type InspectCommandFlags, type InspectWork, runInspect } from "./run-inspect.ts";

const description = `Says what \`generate\` would make of an OpenAPI document, and why: services, tools, scopes,
origins, and the cause of each decision. Writes nothing.

Without a document, or where flags are silent, slipway.config.{ts,js,json,yaml} of the
working directory decides. Flags win over the config.`;

const examples = `
What decides about an operation, the strongest first: the lists of services, rules of the
config (a later one before an earlier), \`x-mcp\` of the operation, of its path, of the
document, then what the document says anyway.

Examples:
  slipway inspect openapi.yaml
  slipway inspect openapi.yaml --tool list_berths
  slipway inspect openapi.yaml --scope berths:write
  slipway inspect openapi.yaml --html tools.html --since v1.2.0:openapi.yaml
  slipway inspect openapi.yaml --exclude-service billing --json

Exit codes: 0 fine; 1 refused by --strict; 2 bad usage or bad input.`;

/** The command line of `inspect`. */
export function createInspectCommand(io: CliIo, work: InspectWork): Command {
  const command = new Command("inspect")
    .summary("say what generate would make of a document, and why")
    .description(description)
    .argument("[spec]", "the OpenAPI document: a file or a URL")
    .option("-t, --tool <name>", "everything about one tool, by its name or operationId")
    .option("--scope <name>", "everything about one scope: who needs it, what it opens, what it implies");
  return addDocumentOptions(command)
    .option("--html <file>", "write all of it as one page for a browser")
    .option("--since <old>", "what changed since: a document, project, lock, or REV:path of git; with --html")
    .option("--json", "print the result and all findings as JSON")
    .helpOption("-h, --help", "print this help")
    .addHelpText("after", examples)
    .action(async (spec: string | undefined, flags: InspectCommandFlags) => {
      await runInspect(spec === undefined ? flags : { ...flags, spec }, io, work);
    });
}
