import { Command } from "commander";
import type { CliIo } from "./cli-io.ts";
import { readPort } from "./read-port.ts";
import { runServe, type ServeFlags, type ServeFunction } from "./run-serve.ts";

const description = `Runs several generated servers behind one port, each under /NAME/mcp with its own metadata. NAME is
the name of the project's package. Each is a process of its own, with the settings of the file
.env in its folder and none of its neighbours'; one that ends or hangs is started again.

/ is a page that shows all, /readyz answers 200 when every server could serve a call.`;

const examples = `
Examples:
  slipway serve servers/harbour servers/billing
  slipway serve servers/* --port 8080 --public-url https://mcp.example.com

Exit codes: 0 stopped by a signal; 2 bad usage, or a folder cannot be served.`;

/** The command line of `serve`. */
export function createServeCommand(io: CliIo, serve: ServeFunction): Command {
  return new Command("serve")
    .summary("run several generated servers behind one port")
    .description(description)
    .argument("<dir...>", "folders of generated projects")
    .option("--port <number>", "port to listen on (default: 3000)", readPort)
    .option("--host <address>", "address to listen on (default: 127.0.0.1)")
    .option("--public-url <url>", "the address that clients know (default: http://localhost:PORT)")
    .helpOption("-h, --help", "print this help")
    .addHelpText("after", examples)
    .action(async (folders: readonly string[], flags: ServeFlags) => runServe(folders, flags, io, serve));
}
