import { isJsonContentType } from "@modelcontextprotocol/server";
import { Refusal } from "../errors.ts";
import type { IncomingRequest } from "../incoming-request.ts";

/**
 * MCP 2026-07-28, Streamable HTTP, Earlier Revisions: a server that offers no GET stream and no sessions answers GET and
 * DELETE with 405.
 * @throws Refusal `method_not_allowed`
 */
export function checkMethod({ method }: Pick<IncomingRequest, "method">): void {
  if (method === "POST") return;
  throw new Refusal("method_not_allowed", "MCP messages are sent with POST.", { allow: "POST, OPTIONS" });
}

/**
 * MCP messages are JSON, as they are: a compressed body would get past the size limit.
 * @throws Refusal `media_type_unsupported`
 */
export function checkContentType({ headers }: Pick<IncomingRequest, "headers">): void {
  if (!isJsonContentType(headers.get("content-type"))) {
    throw new Refusal("media_type_unsupported", "Content-Type must be application/json.");
  }
  if ((headers.get("content-encoding") ?? "identity").toLowerCase() !== "identity") {
    throw new Refusal("media_type_unsupported", "Content-Encoding is not supported: send the JSON as it is.");
  }
}
