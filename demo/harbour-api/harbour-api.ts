import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { DatabaseSync } from "node:sqlite";
import { getRequestListener } from "@hono/node-server";
import { createAuthenticate } from "./authenticate.ts";
import type { TokenRules } from "./authenticate.ts";
import { createCollection } from "./collection.ts";
import type { Harbour } from "./harbour.ts";
import { basePath, createHarbourApp } from "./harbour-app.ts";
import type { RecordedRequest } from "./harbour-app.ts";
import { createImages } from "./images.ts";
import { createMovements } from "./movements.ts";
import { seedHarbour } from "./seed.ts";

/** Options of {@link startHarbourApi}. */
export interface HarbourApiOptions extends TokenRules {
  /** Default 0: any free port. */
  readonly port?: number;
  /** Where the data is kept. Default: in memory. A new file is seeded. */
  readonly databaseFile?: string;
  /** What time it is in the harbour; the seed is laid around it. Default: now. */
  readonly clock?: () => Date;
  /** Sees each request, before its token is checked. */
  readonly onRequest?: (request: RecordedRequest) => void;
}

/** A running Harbour API. */
export interface HarbourApi {
  /** Base URL, with the path of the version, without trailing slash. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Starts the Harbour API of `specs/harbour/openapi.yaml` on loopback.
 *
 * @throws the listen error when the port is taken (`EADDRINUSE`)
 */
export async function startHarbourApi(options: HarbourApiOptions): Promise<HarbourApi> {
  const harbour = openHarbour(options);
  const app = createHarbourApp(harbour, options.onRequest);
  const listener = getRequestListener(app.fetch);
  const server = createServer((request, response) => void listener(request, response));
  server.listen(options.port ?? 0, "127.0.0.1");
  try {
    await once(server, "listening");
  } catch (error) {
    harbour.database.close();
    throw error;
  }
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${basePath}`,
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
      harbour.database.close();
    },
  };
}

/** Opens the harbour without a server around it; seeds it when it is empty. */
export function openHarbour(options: Omit<HarbourApiOptions, "port" | "onRequest">): Harbour {
  const database = new DatabaseSync(options.databaseFile ?? ":memory:");
  createMovements(database);
  createImages(database);
  const harbour: Harbour = {
    database,
    berths: createCollection(database, "berths"),
    imports: createCollection(database, "imports"),
    vessels: createCollection(database, "vessels"),
    owners: createCollection(database, "owners"),
    bookings: createCollection(database, "bookings"),
    invoices: createCollection(database, "invoices"),
    tariffs: createCollection(database, "tariffs"),
    photos: createCollection(database, "photos"),
    clock: options.clock ?? ((): Date => new Date()),
    authenticate: createAuthenticate(options),
  };
  if (harbour.berths.all().length === 0) seedHarbour(harbour);
  return harbour;
}
