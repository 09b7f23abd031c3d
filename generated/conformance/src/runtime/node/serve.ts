import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { Socket } from "node:net";
import type { Handler } from "../create-runtime.ts";
import type { Log } from "../log.ts";
import { listenFailure } from "./listen-failure.ts";
import type { ListenOptions } from "./listen-options.ts";
import { createNodeListener } from "./node-listener.ts";
import { stopServer } from "./stop-server.ts";

/** A server that listens. */
export interface ListeningServer {
  readonly port: number;
  /** Stops without losing a call (see `stop-server.ts`). Called again, answers the same promise. */
  stop(): Promise<void>;
}

/** What serving needs besides the handler. */
export interface ServeOptions extends ListenOptions {
  readonly log: Log;
  /** How long a stop waits for calls in flight, in ms. */
  readonly drainTimeoutMs: number;
}

/**
 * Bounds on connections, in ms: slow clients are cut off before they pile up. `keepAliveTimeout` is longer than a load
 * balancer's usual idle time (60 s), so that not we but it closes an idle connection, and no request meets a closing one.
 */
const bounds = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 5_000,
  keepAliveTimeout: 65_000,
  maxHeaderSize: 16_384,
} as const;

/** Connections at once. */
const maxConnections = 5_000;

/** Listens on `options.host` and `options.port`. Rejects when the address cannot be had. */
export async function serve(handler: Handler, options: ServeOptions): Promise<ListeningServer> {
  let stopping: Promise<void> | undefined;
  let closing = false;
  const onClosing = (): void => {
    closing = true;
  };
  const listener = createNodeListener(handler, { log: options.log, closing: () => closing });
  const server = createServer(bounds, listener);
  server.maxConnections = maxConnections;
  const connections = new Set<Socket>();
  server.on("connection", (connection) => {
    connections.add(connection);
    connection.once("close", () => connections.delete(connection));
  });
  server.listen(options.port, options.host);
  await once(server, "listening").catch((error: unknown) => {
    throw listenFailure(error, { ...options, prefix: "" });
  });
  return {
    port: portOf(server),
    stop: () => (stopping ??= stopServer(server, handler, { ...options, connections, onClosing })),
  };
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}
