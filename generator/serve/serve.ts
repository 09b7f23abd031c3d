import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { GeneratorError } from "../errors.ts";
import { chooseServer } from "./choose-server.ts";
import { createForwarder, unavailable } from "./forward.ts";
import { readProjects } from "./read-project.ts";
import { defaultTiming, type ServeOptions } from "./serve-options.ts";
import { type ServerStatus, statusPage, statusPagePolicy } from "./status-page.ts";
import { type SupervisedServer, superviseServer } from "./supervise.ts";

/** Several servers behind one port. */
export interface RunningServers {
  readonly host: string;
  readonly port: number;
  /** What each is doing now. */
  status(): Promise<readonly ServerStatus[]>;
  /** Stops taking connections, lets every server answer its calls, and ends. Called again, answers the same promise. */
  stop(): Promise<void>;
}

/**
 * Runs generated servers behind one port: each under `/{name}/mcp`, with its own metadata, in a process of its own. A crash of
 * one leaves the others alone.
 * @throws GeneratorError `bad-usage` when a folder cannot be served
 */
export async function serve(options: ServeOptions): Promise<RunningServers> {
  const projects = await readProjects(options.projects);
  const { host = "127.0.0.1", port: wanted = 3000, onEvent = () => {}, environment = {} } = options;
  const timing = { ...defaultTiming, ...options.timing };
  const front = await listen(host, wanted);
  const { port } = front;
  const publicUrl = (options.publicUrl ?? `http://localhost:${port}`).replace(/\/+$/u, "");
  const servers = new Map(
    projects.map((project) => {
      const own = `${publicUrl}/${project.name}`;
      return [project.name, superviseServer(project, { publicUrl: own, environment, timing, onEvent })] as const;
    }),
  );
  const status = async (): Promise<readonly ServerStatus[]> =>
    Promise.all([...servers.values()].map(async (server) => statusOf(server, publicUrl, timing.probeTimeoutMs)));
  const forwarder = createForwarder();
  front.server.on("request", (incoming, outgoing) => {
    const name = chooseServer(incoming.url ?? "/");
    const server = name === undefined ? undefined : servers.get(name);
    if (server === undefined) void answerOurselves(incoming, outgoing, status);
    else if (server.port() === undefined)
      unavailable(outgoing, `${server.name} is ${server.state()}. Ask again in a moment.`);
    else forwarder.forward(incoming, outgoing, server.port() ?? 0);
  });
  let stopping: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    const closed = once(front.server, "close");
    front.server.close();
    await Promise.all([...servers.values()].map(async (server) => server.stop()));
    front.server.closeAllConnections();
    await closed;
    forwarder.close();
  };
  return { host, port, status, stop: async () => (stopping ??= stop()) };
}

async function listen(host: string, port: number): Promise<{ readonly server: Server; readonly port: number }> {
  const server = createServer({ headersTimeout: 10_000, keepAliveTimeout: 65_000, maxHeaderSize: 16_384 });
  try {
    server.listen(port, host);
    await once(server, "listening");
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new GeneratorError("bad-usage", `serve cannot listen on ${host}:${port}: ${reason}. Choose another --port.`, {
      cause,
    });
  }
  const address = server.address();
  return { server, port: typeof address === "object" && address !== null ? address.port : port };
}

async function statusOf(server: SupervisedServer, publicUrl: string, timeoutMs: number): Promise<ServerStatus> {
  const [state, port] = [server.state(), server.port()];
  const pid = server.pid();
  const told = {
    name: server.name,
    state,
    url: `${publicUrl}/${server.name}/mcp`,
    restarts: server.restarts(),
    ...(pid !== undefined && { pid }),
  };
  if (state !== "up" || port === undefined) return told;
  const ready = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(timeoutMs) }).then(
    (response) => response.ok,
    () => false,
  );
  return { ...told, ready };
}

/** `/`, `/healthz` (this process answers) and `/readyz` (every server could serve a call). */
async function answerOurselves(
  { url, method }: IncomingMessage,
  outgoing: ServerResponse,
  status: () => Promise<readonly ServerStatus[]>,
): Promise<void> {
  const path = new URL(url ?? "/", "http://localhost").pathname;
  const noStore = { "cache-control": "no-store" };
  const json = { "content-type": "application/json", ...noStore };
  if (method !== "GET" && method !== "HEAD") {
    outgoing.writeHead(404, json).end(JSON.stringify({ error: "not_found", message: "No server is called so." }));
  } else if (path === "/healthz") {
    outgoing.writeHead(200, json).end(JSON.stringify({ status: "ok" }));
  } else if (path === "/readyz") {
    const servers = await status();
    const ready = servers.every((server) => server.ready === true);
    outgoing.writeHead(ready ? 200 : 503, json).end(JSON.stringify({ status: ready ? "ready" : "not_ready", servers }));
  } else if (path === "/") {
    const headers = {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": statusPagePolicy,
      ...noStore,
    };
    outgoing.writeHead(200, headers).end(statusPage(await status()));
  } else {
    outgoing.writeHead(404, json).end(JSON.stringify({ error: "not_found", message: "No server is called so." }));
  }
}
