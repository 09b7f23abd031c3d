import { once } from "node:events";
import { createServer, type Server, type ServerResponse } from "node:http";
import { describeError, type Log } from "../log.ts";
import { listenFailure } from "./listen-failure.ts";
import type { MetricsAddress } from "./metrics-address.ts";

/** What has metrics: a registry of prom-client. */
export interface MetricsSource {
  readonly contentType: string;
  metrics(): Promise<string>;
}

/** A server of metrics, which does not listen yet. */
export interface MetricsServer {
  /** Rejects when the address cannot be had. */
  readonly start: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** A page takes no body and no time: whoever is slow is cut off. In ms. */
const bounds = { headersTimeout: 5_000, requestTimeout: 5_000, keepAliveTimeout: 5_000, maxHeaderSize: 8_192 } as const;

/** Prometheus and its replicas, and somebody who looks. */
const maxConnections = 32;

/**
 * Serves the page at `/metrics`, on a port of its own: what stands there is for whoever runs the server, not for its callers, and
 * nobody has to be let in. By itself it does not keep the program running.
 */
export function createMetricsServer(
  source: MetricsSource,
  { host, port, log }: MetricsAddress & { readonly log: Log },
): MetricsServer {
  const server = createServer(bounds, ({ method, url }, response) => {
    const isPage = url?.split("?", 1)[0] === "/metrics";
    if (!isPage) return refuse(response, 404, "The metrics are at /metrics.");
    if (method !== "GET" && method !== "HEAD") return refuse(response, 405, "Only GET.");
    answer(source, response).catch((error: unknown) => {
      log.error("the metrics could not be written", describeError(error));
      response.destroy();
    });
  });
  server.maxConnections = maxConnections;
  return {
    async start() {
      server.listen(port, host);
      await once(server, "listening").catch((error: unknown) => {
        throw listenFailure(error, { host, port, prefix: "METRICS_" });
      });
      server.unref();
      log.info("serving metrics", { host, port: portOf(server) });
    },
    async close() {
      if (!server.listening) return;
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function answer(source: MetricsSource, response: ServerResponse): Promise<void> {
  const page = await source.metrics();
  response.writeHead(200, { "content-type": source.contentType, "cache-control": "no-store" });
  response.end(page);
}

function refuse(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8", connection: "close" });
  response.end(`${text}\n`);
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}
