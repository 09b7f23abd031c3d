import { type Command, InvalidArgumentError } from "commander";
import { type Target, targetNames } from "../options.ts";

/** The options of every command that reads a document: which services and projects, what is read besides it, how strictly. */
export function addDocumentOptions(command: Command): Command {
  return command
    .option("--exclude-service <name...>", "leave the operations of these services (tags) out")
    .option("--include-service <name...>", "take only the operations of these services")
    .option("-c, --config <file>", "config file (default: slipway.config.* of the working directory)")
    .option("-p, --project <name...>", "only these projects of a config that has several")
    .option("--overlay <file>", "apply an OpenAPI Overlay to the document first; may be repeated, in order", collect)
    .option("--ref-root <dir>", "folder that references to other files must stay in (default: the document's)")
    .option("--ref-host <host>", "host that references may name, over https; may be repeated (default: none)", collect)
    .option("--strict", "refuse a document of which an operation would be lost");
}

/** The option of commands that hold a surface to a budget. */
export function addBudgetOption(command: Command): Command {
  return command.option(
    "--max-tokens <number>",
    "refuse a surface whose tools/list costs more tokens (o200k)",
    wholeNumber,
  );
}

/** The option of commands that decide where a server is to run. */
export function addTargetOption(command: Command): Command {
  return command.option(
    "--target <place>",
    `where the server is to run: ${targetNames.join(", ")}; may be repeated (default: node)`,
    collectTarget,
  );
}

function collectTarget(value: string, previous: readonly Target[] = []): readonly Target[] {
  const target = targetNames.find((one) => one === value);
  if (target === undefined) throw new InvalidArgumentError(`Allowed choices are ${targetNames.join(", ")}.`);
  return previous.includes(target) ? previous : [...previous, target];
}

function wholeNumber(value: string): number {
  const number = /^\d{1,9}$/.test(value) ? Number(value) : 0;
  if (number === 0) throw new InvalidArgumentError("It must be a whole number above 0, as in 20000.");
  return number;
}

/** Each use of a flag adds one value: lists that end at the next flag would swallow the document. */
function collect(value: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, value];
}
