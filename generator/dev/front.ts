import { once } from "node:events";
import { createServer } from "node:http";
import { createForwarder, unavailable } from "../serve/forward.ts";

/** The address that clients know, in front of servers that come and go. */
export interface Front {
  /** Sends requests to the server at this port of loopback from now on. */
  pointTo(port: number): void;
  close(): Promise<void>;
}

/** Listens on loopback. */
export async function startFront(port: number): Promise<Front> {
  const forwarder = createForwarder();
  let target: number | undefined;
  const server = createServer((incoming, outgoing) => {
    if (target === undefined) unavailable(outgoing, "The server is being started.");
    else forwarder.forward(incoming, outgoing, target);
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return {
    pointTo: (next) => void (target = next),
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      forwarder.close();
      await closed;
    },
  };
}
