import { Command } from "commander";
import type { CliIo } from "./cli-io.ts";
import { addBudgetOption } from "./document-options.ts";
import { type CheckCommandFlags, type CheckFunction, runCheck } from "./run-check.ts";

const description = `Says whether a project is what \`generate\` would write now, byte for byte, and if not, why: the
document, the config, the generator, or an edit by hand. Writes nothing.

The project's manifest knows its document and its config. Without a folder, the projects of
slipway.config.{ts,js,json,yaml} of the working directory are checked, else the working directory.`;

const examples = `
Examples:
  slipway check server
  slipway check server --spec openapi.yaml
  slipway check server --max-tokens 20000
  slipway check --config apis/slipway.config.yaml --project harbour --json

Exit codes: 0 up to date; 1 stale, edited or over --max-tokens; 2 bad usage or bad input.`;

/** The command line of `check`. */
export function createCheckCommand(io: CliIo, check: CheckFunction, onFailure: () => void): Command {
  const command = new Command("check")
    .summary("say whether a project is what generate would write now")
    .description(description)
    .argument("[dir...]", "folders of projects")
    .option("--spec <document>", "the OpenAPI document, in place of the one that the manifest names")
    .option("-c, --config <file>", "config file, in place of the one that the manifest names")
    .option("-p, --project <name...>", "only these projects of a config that has several");
  return addBudgetOption(command)
    .option("--json", "print everything that differs as JSON")
    .helpOption("-h, --help", "print this help")
    .addHelpText("after", examples)
    .action(async (dirs: readonly string[], flags: CheckCommandFlags) => {
      if (!(await runCheck(dirs, flags, io, check))) onFailure();
    });
}
