import { Command } from "commander";
import type { CliIo } from "./cli-io.ts";
import { type DoctorFlags, type DoctorFunction, runDoctor } from "./run-doctor.ts";

const description = `Walks a deployed MCP server and its authorization server as a client would, and says what
is wrong, why it matters, how to mend it, and for which clients.

Without a token it reads public documents and knocks at the endpoint. With one (--token, or
SLIPWAY_TOKEN in the environment, which no process list shows) or a sign-in, it also lists
the tools and tries tokens that must be refused. A tool is called only if you say so.`;

const examples = `
Examples:
  slipway doctor https://mcp.example.com/mcp
  slipway doctor https://mcp.example.com/mcp --origin https://app.example.com
  slipway doctor https://mcp.example.com/mcp --sign-in --call-read
  slipway doctor https://mcp.example.com/mcp --json > doctor.json

Exit codes: 0 no check failed; 1 a check failed; 2 bad usage, or nobody answers.`;

/**
 * The command line of `doctor`.
 *
 * @param onFailure - called when a check failed
 */
export function createDoctorCommand(io: CliIo, doctor: DoctorFunction, onFailure: () => void): Command {
  return new Command("doctor")
    .summary("examine a deployed server as clients see it")
    .description(description)
    .argument("<url>", "the MCP endpoint, as clients are given it")
    .option("--token <token>", "an access token for the server")
    .option("--sign-in", "sign in on the authorization server's page, and use that token")
    .option("--client-id <id>", "with --sign-in: a client that is registered already")
    .option("--port <number>", "with --sign-in: port of http://127.0.0.1:PORT/callback (default: any)")
    .option("--origin <origin>", "check that pages of this origin can use the server")
    .option("--call <tool>", "call this tool, if it says that it is read-only")
    .option("--arguments <json>", "with --call: its arguments")
    .option("--call-read", "call the first read-only tool without required arguments")
    .option("--token-in-query", "send the token in the query too, which the server may log")
    .option("--timeout <seconds>", "for one request (default: 10)")
    .option("--json", "print all checks as JSON")
    .helpOption("-h, --help", "print this help")
    .addHelpText("after", examples)
    .action(async (url: string, flags: DoctorFlags) => {
      const isHealthy = await runDoctor(url, flags, io, doctor);
      if (!isHealthy) onFailure();
    });
}
