import { ProtocolError, ProtocolErrorCode, type Server } from "@modelcontextprotocol/server";
import { assertEntitled, requirementOf } from "../auth/caller-requirement.ts";
import { describeError, type Log } from "../log.ts";
import type { ApiDefinition } from "../surface-types.ts";
import { traceOfMeta } from "../upstream/trace-context.ts";
import type { Exchange, LinkParts } from "./exchange.ts";
import { readLink } from "./read-link.ts";

/** Where links are served. */
export interface LinkPlace {
  readonly api: ApiDefinition;
  readonly exchange: Exchange;
  readonly log: Log;
}

/** Lets a server serve the only resources there are: the links that results hold, which cannot be listed. */
export function serveLinks(server: Server, linked: LinkParts, place: LinkPlace): void {
  const { caller, record } = place.exchange;
  server.setRequestHandler("resources/list", () => ({ resources: [] }));
  server.setRequestHandler("resources/templates/list", () => ({ resourceTemplates: [] }));
  server.setRequestHandler("resources/read", async (request, { mcpReq }) => {
    const trace = traceOfMeta(mcpReq["_meta"]) ?? place.exchange.trace;
    try {
      return await readLink(request.params.uri, {
        links: linked.links,
        caller,
        toolOf: (name) => place.exchange.view.get(name),
        read: async (tool, args) => {
          assertEntitled(caller, requirementOf(place.api));
          const { requestId } = record;
          return await linked.read(tool, args, { caller, signal: mcpReq.signal, requestId, ...(trace && { trace }) });
        },
        now: linked.now,
      });
    } catch (error) {
      record.outcome = error instanceof ProtocolError ? "read_error" : "internal";
      if (error instanceof ProtocolError) throw error;
      place.log.error("a link could not be read in the server itself", {
        requestId: record.requestId,
        ...describeError(error),
      });
      throw new ProtocolError(ProtocolErrorCode.InternalError, "The server failed to read the link.");
    }
  });
}
