import { createMcpHandler, isLegacyRequest } from "@modelcontextprotocol/server";
import type { ParsedBody } from "../guards/read-message.ts";
import { authInfoOf, checkCaller, type Exchange } from "./exchange.ts";
import { serveLegacy } from "./legacy-exchange.ts";
import { createServerFactory, type ServerParts } from "./server-factory.ts";

/** Hands a request to the SDK, by its protocol era. */
export interface Dispatch {
  /** @throws RuntimeError `gate_missing` for an exchange whose caller was not verified. */
  dispatch(request: Request, body: ParsedBody, exchange: Exchange): Promise<Response>;
  close(): Promise<void>;
}

/**
 * Both eras at one endpoint, answered in JSON (MCP 2026-07-28, Versioning, Backward Compatibility: "a dual-era server").
 * The body was parsed before: what the gates judged is what the SDK dispatches.
 */
export function createDispatch(parts: ServerParts): Dispatch {
  const factory = createServerFactory(parts);
  const modern = createMcpHandler(factory, {
    legacy: "reject",
    onerror: (error) => parts.log.debug("the SDK refused a message", { error: error.name }),
  });
  return {
    async dispatch(request, body, exchange) {
      checkCaller(exchange.caller);
      const options = { authInfo: authInfoOf(exchange), parsedBody: body };
      if (!(await isLegacyRequest(request, body))) return modern.fetch(request, options);
      return serveLegacy(factory({ era: "legacy", authInfo: options.authInfo }), request, options);
    },
    close: () => modern.close(),
  };
}
