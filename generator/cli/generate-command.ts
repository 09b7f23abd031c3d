import { Command } from "commander";
import type { CliIo } from "./cli-io.ts";
import { addBudgetOption, addDocumentOptions, addTargetOption } from "./document-options.ts";
import { type GenerateCommandFlags, type GenerateFunction, runGenerate } from "./run-generate.ts";

const description = `Writes the project of an MCP server for an OpenAPI document: all of it, or nothing.

Without a document, or where flags are silent, slipway.config.{ts,js,json,yaml} of the
working directory decides. Flags win over the config.`;

const examples = `
Examples:
  slipway generate openapi.yaml --out server
  slipway generate https://api.example.com/openapi.json --out server
  slipway generate openapi.yaml --out server --exclude-service billing "internal tools"
  slipway generate openapi.yaml --out server --overlay agents.yaml --overlay internal.yaml
  slipway generate openapi.yaml --out server --max-tokens 20000
  slipway generate openapi.yaml --out server --target stdio --target workers
  slipway generate --config apis/slipway.config.yaml --project harbour --dry-run

Exit codes: 0 fine; 1 refused by --strict or --max-tokens, or another issuer or origin is proposed; 2 bad usage or bad input.`;

/** The command line of `generate`. */
export function createGenerateCommand(io: CliIo, generate: GenerateFunction): Command {
  const command = new Command("generate")
    .summary("write the project of a server for a document")
    .description(description)
    .argument("[spec]", "the OpenAPI document: a file or a URL")
    .option("-o, --out <dir>", "folder of the project");
  return addTargetOption(addBudgetOption(addDocumentOptions(command)))
    .option("--force", "replace edited and foreign files; each is kept beside as .orig")
    .option("--accept", "take another issuer or origin than the accepted one, as the document now proposes")
    .option("--dry-run", "say what would be written, write nothing")
    .option("--json", "print the result and all findings as JSON")
    .helpOption("-h, --help", "print this help")
    .addHelpText("after", examples)
    .action(async (spec: string | undefined, flags: GenerateCommandFlags) => {
      await runGenerate(spec === undefined ? flags : { ...flags, spec }, io, generate);
    });
}
