import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";

/** The API behind the replicas. It knows who called and through which replica, and counts how often each write was carried out. */
export interface CountingApi extends AsyncDisposable {
  /** What a replica is given as `API_BASE_URL`. */
  baseUrl(replica: number): string;
  /** How often the write of that name was carried out. */
  executions(name: string): number;
  /** The replica through which a request of that name came, when it came at all. */
  replicaOf(name: string): number | undefined;
}

/** What the API answers for an entity: the caller's name lets the load see whose answer it got. */
export interface Entity {
  readonly id: string;
  readonly name: string;
  readonly owner: string;
}

/**
 * Starts it on loopback. `GET /entity-0/{id}` and `POST /entity-0` are what the load asks; each takes 10 to 200 ms, so that calls are in
 * flight whenever a replica ends.
 * @param callers names of callers by their tokens
 */
export async function startCountingApi(callers: ReadonlyMap<string, string>): Promise<CountingApi> {
  const executions = new Map<string, number>();
  const replicas = new Map<string, number>();
  const server = createServer({ keepAliveTimeout: 120_000 }, (request, response) => {
    answer(request, response).catch(() => response.destroy());
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, replica = "", , id = ""] = (request.url ?? "").split("/");
    const owner = callers.get(request.headers.authorization?.replace(/^Bearer /u, "") ?? "");
    if (owner === undefined) return void response.writeHead(401).end();
    const written = request.method === "POST" ? ((await json(request)) as Pick<Entity, "name">) : undefined;
    const name = written?.name ?? id;
    replicas.set(name, Number(replica));
    if (written !== undefined) executions.set(name, (executions.get(name) ?? 0) + 1);
    await pause(10 + Math.random() * 190);
    const body = JSON.stringify({ id: id === "" ? crypto.randomUUID() : id, name, owner } satisfies Entity);
    response
      .writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(body) })
      .end(body);
  }

  await listen(server);
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    baseUrl: (replica) => `${origin}/${replica}`,
    executions: (name) => executions.get(name) ?? 0,
    replicaOf: (name) => replicas.get(name),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

async function listen(server: Server): Promise<void> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
}

async function pause(ms: number): Promise<void> {
  await new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
