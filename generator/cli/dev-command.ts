import { Command } from "commander";
import type { CliIo } from "./cli-io.ts";
import { addDocumentOptions } from "./document-options.ts";
import { readPort } from "./read-port.ts";
import { type DevFlags, type DevFunction, runDev } from "./run-dev.ts";

const description = `Runs everything for an OpenAPI document on this machine: a mock of its API, an authorization
server with two users, and the generated server, which follows the document as it is
saved. Ctrl-C ends all of it. Nothing listens beyond loopback.

Without a document, or where flags are silent, slipway.config.{ts,js,json,yaml} of the
working directory decides. What a config says of the deployment (issuer, audience,
provider, tenants) is left out: the authorization server here is another one.`;

const examples = `
Examples:
  slipway dev openapi.yaml
  slipway dev openapi.yaml --api http://localhost:8080
  slipway dev --port 4000 --dir .slipway/dev

Exit codes: 0 stopped by a signal; 2 bad usage or bad input.`;

/** The command line of `dev`. */
export function createDevCommand(io: CliIo, dev: DevFunction): Command {
  const command = new Command("dev")
    .summary("run a document's server with a mock API and a sign-in, all locally")
    .description(description)
    .argument("[spec]", "the OpenAPI document: a file or a URL")
    .option("--api <url>", "an API to call instead of the mock")
    .option("--port <number>", "port of the MCP server (default: 3000, or a free one)", readPort)
    .option("--api-port <number>", "port of the mock (default: 3001, or a free one)", readPort)
    .option("--auth-port <number>", "port of the authorization server (default: 3002, or a free one)", readPort)
    .option("--dir <dir>", "folder of the project, kept at the end (default: a temporary one)");
  return addDocumentOptions(command)
    .option("--json", "print what runs where as one line of JSON, and what happens as one each")
    .helpOption("-h, --help", "print this help")
    .addHelpText("after", examples)
    .action(async (spec: string | undefined, flags: DevFlags) => {
      await runDev(spec === undefined ? flags : { ...flags, spec }, io, dev);
    });
}
