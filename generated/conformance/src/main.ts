import { pino } from "pino";
import { createHandler } from "./handler.ts";
import { createStructuredLog } from "./runtime/node/structured-log.ts";
import { startServer } from "./runtime/node/start-server.ts";
import { stopOnSignals } from "./runtime/node/stop-on-signals.ts";

/** The program: reads the environment, listens, and stops on a signal without losing a call. Exit code 2: it cannot start. */
try {
  const server = await startServer({
    createHandler,
    environment: process.env,
    createLog: (level) => createStructuredLog(pino({ level, base: null, messageKey: "message" })),
  });
  stopOnSignals(server);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
