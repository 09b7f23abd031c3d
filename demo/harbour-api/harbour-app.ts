import { Hono } from "hono";
import type { Harbour, HarbourEnv } from "./harbour.ts";
import { Problem } from "./problem.ts";
import { berthRoutes } from "./services/berths.ts";
import { bookingRoutes } from "./services/bookings.ts";
import { invoiceRoutes } from "./services/invoices.ts";
import { photoRoutes } from "./services/photos.ts";
import { vesselRoutes } from "./services/vessels.ts";

/** A request as the API got it. */
export interface RecordedRequest {
  readonly method: string;
  /** With the query, as on the wire. */
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** Path under which the operations live, as in the document's server. */
export const basePath = "/v1";

/** All operations of the API as one application. `onRequest` sees each request before anything else does. */
export function createHarbourApp(harbour: Harbour, onRequest?: (request: RecordedRequest) => void): Hono<HarbourEnv> {
  const app = new Hono<HarbourEnv>();
  if (onRequest) {
    app.use(async (context, next) => {
      onRequest(await recordRequest(context.req.raw));
      await next();
    });
  }
  for (const routes of [berthRoutes, vesselRoutes, bookingRoutes, invoiceRoutes, photoRoutes]) {
    app.route(basePath, routes(harbour));
  }
  app.notFound((context) =>
    new Problem(404, { detail: `There is no ${context.req.method} ${context.req.path}.` }).toResponse(context.req.path),
  );
  app.onError((error, context) => {
    const problem =
      error instanceof Problem ? error : new Problem(500, { detail: "Something went wrong in the harbour." });
    return problem.toResponse(context.req.path);
  });
  return app;
}

async function recordRequest(request: Request): Promise<RecordedRequest> {
  const { pathname, search } = new URL(request.url);
  const body = new Uint8Array(await request.clone().arrayBuffer());
  return { method: request.method, path: pathname + search, headers: Object.fromEntries(request.headers), body };
}
