import { StdioServerTransport } from "@modelcontextprotocol/server/stdio";
import { destination, pino } from "pino";
import { createHandler } from "./handler.ts";
import { createStructuredLog } from "./runtime/node/structured-log.ts";
import { serveStdio } from "./runtime/node/serve-stdio.ts";

/**
 * The program for clients that start their servers: messages on standard input and output, the log on standard error, and the
 * user's token in `MCP_TOKEN`. Exit code 2: it cannot start.
 */
try {
  await serveStdio({
    createHandler,
    environment: process.env,
    createLog: (level) =>
      createStructuredLog(pino({ level, base: null, messageKey: "message" }, destination({ dest: 2, sync: true }))),
    transport: new StdioServerTransport(),
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
