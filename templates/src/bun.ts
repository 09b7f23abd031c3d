import process from "node:process";
import { createHandler } from "./handler.ts";
import { createHostServer } from "./runtime/hosts/host-server.ts";

/** What is used of Bun, so that the project needs no types of it. */
declare const Bun: {
  serve(options: {
    readonly port: number;
    readonly hostname: string;
    /** Seconds a connection may be silent. 0: for as long as the call takes, which has a limit of its own. */
    readonly idleTimeout: number;
    /** Whether errors are answered with a page that shows the source. Bun's default outside of production. */
    readonly development: false;
    readonly fetch: (request: Request) => Promise<Response>;
  }): { stop(): Promise<void> };
};

/** The program on Bun: reads the environment, listens, and stops on a signal without losing a call. Exit code 2: it cannot start. */
try {
  const server = createHostServer(createHandler, process.env);
  const { port, host } = server.listen;
  const listener = Bun.serve({ port, hostname: host, idleTimeout: 0, development: false, fetch: server.fetch });
  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) process.exit(1);
    stopping = true;
    await server.stop(async () => await listener.stop());
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void stop());
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(2);
}
