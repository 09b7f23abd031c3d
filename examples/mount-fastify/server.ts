/** The generated MCP server inside a Fastify app, beside the routes that the app has already. */
import { fastify, type FastifyInstance } from "fastify";
import { createHandler } from "../../generated/harbour/src/handler.ts";
import type { HandlerOptions } from "../../generated/harbour/src/runtime/handler-options.ts";
import { createNodeListener } from "../../generated/harbour/src/runtime/node/node-listener.ts";

/** A Fastify app that answers MCP at `/mcp`. */
export function createApp(options: HandlerOptions): FastifyInstance {
  const mcp = createNodeListener(createHandler(options));
  const app = fastify();

  // A plugin has parsers of its own: here none, because the handler reads the body itself, within its own limits.
  app.register(async (routes) => {
    routes.removeAllContentTypeParsers();
    routes.addContentTypeParser("*", (_request, _payload, done) => done(null));
    for (const path of ["/mcp", "/.well-known/*"]) {
      routes.all(path, (request, reply) => {
        reply.hijack();
        mcp(request.raw, reply.raw);
      });
    }
  });

  app.get("/hello", () => ({ hello: "harbour" }));
  return app;
}

if (import.meta.main) {
  const app = createApp({
    publicUrl: "http://localhost:8080",
    oauthIssuer: ["http://localhost:9000"],
    apiBaseUrl: "http://localhost:9001/v1",
  });
  await app.listen({ port: 8080, host: "127.0.0.1" });
  console.log("MCP at http://localhost:8080/mcp");
}
