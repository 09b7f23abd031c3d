import { createHandler } from "./handler.ts";
import { createHostServer } from "./runtime/hosts/host-server.ts";

/** What is used of Deno, so that the project needs no types of it. */
declare const Deno: {
  readonly env: { toObject(): Record<string, string> };
  serve(
    options: { readonly port: number; readonly hostname: string; readonly onListen: () => void },
    handler: (request: Request) => Promise<Response>,
  ): { shutdown(): Promise<void> };
  addSignalListener(signal: "SIGINT" | "SIGTERM", listener: () => void): void;
  exit(code: number): never;
};

/** The program on Deno: reads the environment, listens, and stops on a signal without losing a call. Exit code 2: it cannot start. */
try {
  const server = createHostServer(createHandler, Deno.env.toObject());
  const { port, host } = server.listen;
  const listener = Deno.serve({ port, hostname: host, onListen: () => {} }, server.fetch);
  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) Deno.exit(1);
    stopping = true;
    await server.stop(async () => await listener.shutdown());
    Deno.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) Deno.addSignalListener(signal, () => void stop());
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  Deno.exit(2);
}
