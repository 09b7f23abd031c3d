/**
 * The pattern of the old SDK's examples: for each request a new `McpServer` on which every tool is registered with a zod schema.
 * It verifies no token. Tools are read from a listing, their arguments taken as they come.
 */
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { argv } from "node:process";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import { z } from "zod";

const [port, file, api] = argv.slice(2);
if (port === undefined || file === undefined || api === undefined) throw new Error("v1-pattern.ts PORT FILE API");

interface Listed {
  readonly name: string;
  readonly description?: string;
  readonly inputSchema: { readonly properties?: Readonly<Record<string, unknown>> };
}

const { tools } = (JSON.parse(readFileSync(file, "utf8")) as { result: { tools: readonly Listed[] } }).result;
const shapes = new Map(
  tools.map(({ name, inputSchema }) => [
    name,
    Object.fromEntries(Object.keys(inputSchema.properties ?? {}).map((key) => [key, z.any().optional()])),
  ]),
);

function createMcpServer(authorization: string): McpServer {
  const server = new McpServer({ name: "v1-pattern", version: "1.0.0" });
  for (const { name, description } of tools) {
    const config = { ...(description !== undefined && { description }), inputSchema: shapes.get(name) ?? {} };
    server.registerTool(name, config, async (input: { id?: string }) => {
      const answer = await fetch(`${api}/${encodeURIComponent(input.id ?? "")}`, {
        headers: { authorization },
      });
      return { content: [{ type: "text", text: await answer.text() }] };
    });
  }
  return server;
}

createServer((request, response) => {
  void (async () => {
    const server = createMcpServer(request.headers.authorization ?? "");
    // oxlint-disable-next-line unicorn/no-useless-undefined -- the old SDK tells stateless by this
    const transport = new StreamableHTTPServerTransport({
      sessionIdGenerator: undefined,
      enableJsonResponse: true,
    } as never);
    response.on("close", () => void Promise.all([transport.close(), server.close()]));
    await server.connect(transport);
    await transport.handleRequest(request, response);
  })();
}).listen(Number(port), "127.0.0.1");
