/** The generated MCP server inside a Hono app, beside the routes that the app has already. */
import { createServer } from "node:http";
import { Hono } from "hono";
import { createHandler } from "../../generated/harbour/src/handler.ts";
import type { HandlerOptions } from "../../generated/harbour/src/runtime/handler-options.ts";
import { createJsonLog } from "../../generated/harbour/src/runtime/log.ts";
import { createNodeListener } from "../../generated/harbour/src/runtime/node/node-listener.ts";

/** A Hono app that answers MCP at `/mcp`. */
export function createApp(options: HandlerOptions): Hono {
  const mcp = createHandler(options);
  const app = new Hono();

  // The raw request: nobody has read its body, and the handler reads it within its own limits.
  app.all("/mcp", (context) => mcp.fetch(context.req.raw));
  app.all("/.well-known/*", (context) => mcp.fetch(context.req.raw));

  app.get("/hello", (context) => context.json({ hello: "harbour" }));
  return app;
}

if (import.meta.main) {
  const app = createApp({
    publicUrl: "http://localhost:8080",
    oauthIssuer: ["http://localhost:9000"],
    apiBaseUrl: "http://localhost:9001/v1",
  });
  // On Node by the adapter at hand; Bun, Deno and Workers take the app as it is.
  const listener = createNodeListener({ fetch: async (request) => app.fetch(request) }, { log: createJsonLog() });
  createServer(listener).listen(8080, "127.0.0.1", () => console.log("MCP at http://localhost:8080/mcp"));
}
