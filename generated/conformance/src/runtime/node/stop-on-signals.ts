import process from "node:process";
import type { ListeningServer } from "./serve.ts";

/**
 * SIGTERM and SIGINT stop the server gently, then the program ends with 0. A second signal ends it at once, with 1: whoever
 * sends it does not want to wait.
 */
export function stopOnSignals(server: ListeningServer): void {
  let stopping = false;
  const onSignal = (): void => {
    if (stopping) process.exit(1);
    stopping = true;
    server.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on("SIGTERM", onSignal);
  process.on("SIGINT", onSignal);
}
