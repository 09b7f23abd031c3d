import { Agent, type IncomingMessage, request, type ServerResponse } from "node:http";

/** Connection-level headers, which end at each hop (RFC 9110, 7.6.1). */
const hopByHop: ReadonlySet<string> = new Set([
  "connection",
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/** Passes requests on to servers on the loopback address. */
export interface Forwarder {
  /** @param port - where the server listens */
  forward(incoming: IncomingMessage, outgoing: ServerResponse, port: number): void;
  close(): void;
}

/**
 * Streams both ways, header by header as they came: the server behind judges duplicates, such as a second `Authorization`, so
 * they must reach it. A client that goes away takes its request to the server with it.
 */
export function createForwarder(): Forwarder {
  const agent = new Agent({ keepAlive: true, maxFreeSockets: 64 });
  return {
    forward(incoming, outgoing, port) {
      const { method, url: path, rawHeaders } = incoming;
      const passed = request(
        { agent, host: "127.0.0.1", port, method, path, headers: endToEnd(rawHeaders), setHost: false },
        (answer) => {
          outgoing.writeHead(answer.statusCode ?? 502, endToEnd(answer.rawHeaders));
          answer.pipe(outgoing);
          answer.on("error", () => outgoing.destroy());
        },
      );
      passed.on("error", () => {
        if (outgoing.headersSent) outgoing.destroy();
        else unavailable(outgoing, "The server ended while it was asked.");
      });
      outgoing.on("close", () => passed.destroy());
      incoming.pipe(passed);
    },
    close: () => agent.destroy(),
  };
}

/** 503 with when to ask again: the server is being restarted. */
export function unavailable(outgoing: ServerResponse, message: string): void {
  const body = JSON.stringify({ error: "server_unavailable", message });
  outgoing
    .writeHead(503, { "content-type": "application/json", "retry-after": "2", "cache-control": "no-store" })
    .end(body);
}

function endToEnd(rawHeaders: readonly string[]): string[] {
  const named = new Set(hopByHop);
  for (let index = 0; index < rawHeaders.length; index += 2) {
    if (rawHeaders[index]?.toLowerCase() !== "connection") continue;
    for (const name of rawHeaders[index + 1]?.split(",") ?? []) named.add(name.trim().toLowerCase());
  }
  const kept: string[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const [name, value] = [rawHeaders[index] ?? "", rawHeaders[index + 1] ?? ""];
    if (!named.has(name.toLowerCase())) kept.push(name, value);
  }
  return kept;
}
