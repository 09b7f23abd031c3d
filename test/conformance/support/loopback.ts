import { once } from "node:events";
import type { Server } from "node:http";

/** Listens on a free port of 127.0.0.1 and gives the origin, `http://127.0.0.1:PORT`. */
export async function listen(server: Server): Promise<string> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new TypeError("not a TCP server");
  return `http://127.0.0.1:${address.port}`;
}

/** Stops listening, whatever clients still hold open. */
export async function close(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  server.closeAllConnections();
  await closed;
}
