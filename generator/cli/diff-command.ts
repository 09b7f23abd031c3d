import { Command, Option } from "commander";
import type { CliIo } from "./cli-io.ts";
import { type DiffCommandFlags, type DiffFunction, runDiff } from "./run-diff.ts";

const description = `Says what changes for agents and users between two versions: tools, arguments, answers, scopes,
hints, where tokens go. Each change is breaking, risky or safe. Writes nothing.

OLD and NEW are each a document (a file or a URL), a project's folder, a surface.lock.json, or
one of these in git as REV:path, as in HEAD:server. A document becomes a surface with the options
of the project on the other side, else with those of --config.`;

const examples = `
Examples:
  slipway diff old.yaml new.yaml
  slipway diff origin/main:server server --format markdown > comment.md
  slipway diff v1.2.0:server openapi.yaml --fail-on breaking
  slipway diff HEAD:openapi.yaml openapi.yaml --config slipway.config.yaml

Exit codes: 0 fine; 1 something that --fail-on names changed; 2 bad usage or bad input.`;

/** The command line of `diff`. */
export function createDiffCommand(io: CliIo, diff: DiffFunction, onFailure: () => void): Command {
  return new Command("diff")
    .summary("say what changes for agents and users between two versions")
    .description(description)
    .argument("<old>", "document, project, lock, or REV:path of git")
    .argument("<new>", "the same")
    .addOption(new Option("--format <format>", "how to say it").choices(["text", "markdown", "json"]).default("text"))
    .addOption(
      new Option("--fail-on <level>", "exit with 1 when such a change, or a worse one, is there")
        .choices(["breaking", "risky", "any", "never"])
        .default("never"),
    )
    .option("-c, --config <file>", "config whose options make surfaces of documents")
    .option("-p, --project <name>", "its project, where it has several")
    .helpOption("-h, --help", "print this help")
    .addHelpText("after", examples)
    .action(async (old: string, now: string, flags: DiffCommandFlags) => {
      if (!(await runDiff([old, now], flags, io, diff))) onFailure();
    });
}
