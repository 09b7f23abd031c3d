/** The generated MCP server inside an Express app, beside the routes that the app has already. */
import express, { type Express } from "express";
import { createHandler } from "../../generated/harbour/src/handler.ts";
import type { HandlerOptions } from "../../generated/harbour/src/runtime/handler-options.ts";
import { createNodeListener } from "../../generated/harbour/src/runtime/node/node-listener.ts";

/** An Express app that answers MCP at `/mcp`. */
export function createApp(options: HandlerOptions): Express {
  const mcp = createNodeListener(createHandler(options));
  const app = express();

  // Before any body parser, and with the whole path: the handler reads the body itself, within its own limits.
  app.all(["/mcp", "/.well-known/*path"], (request, response) => mcp(request, response));

  app.use(express.json());
  app.get("/hello", (_request, response) => {
    response.json({ hello: "harbour" });
  });
  return app;
}

if (import.meta.main) {
  createApp({
    publicUrl: "http://localhost:8080",
    oauthIssuer: ["http://localhost:9000"],
    apiBaseUrl: "http://localhost:9001/v1",
  }).listen(8080, "127.0.0.1", () => console.log("MCP at http://localhost:8080/mcp"));
}
