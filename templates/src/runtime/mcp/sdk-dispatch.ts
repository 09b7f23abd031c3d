import { createMcpHandler, isLegacyRequest } from "@modelcontextprotocol/server";
import type { ParsedBody } from "../guards/read-message.ts";
import type { IncomingRequest } from "../incoming-request.ts";
import type { Tool } from "../surface-types.ts";
import { streamFormatOf } from "../upstream/stream-format.ts";
import { authInfoOf, checkCaller, type Exchange } from "./exchange.ts";
import { serveLegacy } from "./legacy-exchange.ts";
import { progressTokenOf } from "./progress.ts";
import { createServerFactory, type ServerParts } from "./server-factory.ts";
import { toolCallsOf } from "./tool-calls.ts";
import type { ToolView } from "./tool-view.ts";

/** The SDK's way of answering. */
export interface SdkDispatch {
  readonly dispatch: (request: IncomingRequest, body: ParsedBody, exchange: Exchange) => Promise<Response>;
  readonly close: () => Promise<void>;
}

/** Hands a request to the SDK, by its protocol era. */
export function createSdkDispatch(parts: ServerParts): SdkDispatch {
  const factory = createServerFactory(parts);
  const modern = createMcpHandler(factory, {
    legacy: "reject",
    onerror: (error) => parts.log.debug("the SDK refused a message", { error: error.name }),
  });
  return {
    async dispatch(incoming, body, exchange) {
      checkCaller(exchange.caller);
      const request = incoming.toRequest();
      const options = { authInfo: authInfoOf(exchange), parsedBody: body };
      if (!(await isLegacyRequest(request, body))) return modern.fetch(request, options);
      const server = factory({ era: "legacy", authInfo: options.authInfo });
      return serveLegacy(server, request, { ...options, stream: tellsProgress(body, exchange.view) });
    },
    close: () => modern.close(),
  };
}

/** Whether progress is asked for in a call whose answer may come item by item. The modern leg sees to it by itself. */
function tellsProgress(body: ParsedBody, view: ToolView): boolean {
  if (Array.isArray(body)) return false;
  const { tools } = toolCallsOf(body, view);
  const params = "params" in body ? body["params"] : undefined;
  const meta = typeof params === "object" && params !== null && "_meta" in params ? params["_meta"] : undefined;
  return progressTokenOf(meta) !== undefined && tools.some((tool) => mayStream(tool));
}

function mayStream({ operation }: Tool): boolean {
  return Object.entries(operation.responses).some(
    ([status, types]) => /^2|^default$/i.test(status) && types.some((type) => streamFormatOf(type) !== undefined),
  );
}
