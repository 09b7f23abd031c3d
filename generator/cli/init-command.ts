import { Command, Option } from "commander";
import type { CliIo } from "./cli-io.ts";
import { addTargetOption } from "./document-options.ts";
import { type InitFlags, type InitWork, runInit } from "./run-init.ts";

const description = `Looks at an OpenAPI document and writes slipway.config.yaml, with every choice explicit
and explained. On a terminal it asks; a flag answers its question beforehand. A config
that is there already is left alone.`;

const examples = `
Examples:
  slipway init openapi.yaml
  slipway init openapi.yaml --yes --exclude-service internal --confirm destructive
  slipway init https://api.example.com/openapi.json --issuer https://acme.eu.auth0.com/ --format ts
  slipway init openapi.yaml --upstream exchange --client-id mcp --audience https://api.example.com

Exit codes: 0 fine; 2 bad usage or bad input.`;

/** The command line of `init`. */
export function createInitCommand(io: CliIo, work: InitWork): Command {
  const command = new Command("init")
    .summary("write a config for a document, with every choice explicit")
    .description(description)
    .argument("[spec]", "the OpenAPI document: a file or a URL (default: openapi.yaml and its like, found here)")
    .option("-y, --yes", "ask nothing: what no flag says is as proposed")
    .option("-o, --out <dir>", "folder of the project (default: server)")
    .option("--name <name>", "name of the server (default: from the document's title)");
  return addTargetOption(command)
    .option("--exclude-service <name...>", "leave the operations of these services (tags) out")
    .addOption(
      choice("--mode <mode>", "how tools are offered (default: search above 20,000 tokens)", ["all", "search"]),
    )
    .addOption(
      choice("--confirm <calls>", "calls that wait for the user's word (default: never)", [
        "never",
        "destructive",
        "writes",
      ]),
    )
    .addOption(choice("--baseline <scopes>", "scopes of the first sign-in (default: read)", ["minimal", "read", "all"]))
    .option(
      "--issuer <url>",
      "the authorization server, from which a preset is guessed (default: what the document proposes)",
    )
    .addOption(
      choice("--provider <name>", "preset of the authorization server", [
        "keycloak",
        "auth0",
        "okta",
        "entra",
        "cognito",
        "workos",
        "google",
        "none",
      ]),
    )
    .addOption(
      choice("--upstream <mode>", "what the API gets (default: forward)", ["forward", "exchange", "credentials"]),
    )
    .option("--client-id <id>", "exchange: this server's client at the authorization server")
    .option("--audience <audience...>", "exchange: audiences of the API's tokens")
    .option("--requires-scope <scope>", "credentials: the scope of those who may use them")
    .addOption(
      choice("--ci <whose>", "workflows for the project (default: those of a .github or .gitlab-ci.yml here)", [
        "github",
        "gitlab",
        "none",
      ]),
    )
    .addOption(choice("--format <format>", "language of the config (default: yaml)", ["yaml", "ts"]))
    .option("--json", "print what was written as JSON; asks nothing")
    .helpOption("-h, --help", "print this help")
    .addHelpText("after", examples)
    .action(async (spec: string | undefined, flags: InitFlags) => {
      await runInit(spec === undefined ? flags : { ...flags, spec }, io, work);
    });
}

function choice(flag: string, text: string, choices: readonly string[]): Option {
  return new Option(flag, text).choices(choices);
}
