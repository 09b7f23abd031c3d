import { type AuthInfo, type Server, WebStandardStreamableHTTPServerTransport } from "@modelcontextprotocol/server";
import type { ParsedBody } from "../guards/read-message.ts";

/**
 * Serves one request of a 2025 revision (or older), stateless and answered in JSON: the SDK's own legacy leg always
 * streams, which costs more and breaks some clients.
 */
export async function serveLegacy(
  server: Server,
  request: Request,
  options: { readonly authInfo: AuthInfo; readonly parsedBody: ParsedBody },
): Promise<Response> {
  const transport = new WebStandardStreamableHTTPServerTransport({
    sessionIdGenerator: undefined,
    enableJsonResponse: true,
  });
  await server.connect(transport);
  const gone = Promise.withResolvers<Response>();
  const abort = (): void => gone.resolve(new Response(null, { status: 499 }));
  request.signal.addEventListener("abort", abort, { once: true });
  try {
    const response = await Promise.race([transport.handleRequest(request, options), gone.promise]);
    return Array.isArray(options.parsedBody) ? await asBatch(response) : response;
  } finally {
    request.signal.removeEventListener("abort", abort);
    // Aborts the call, when the client went away before its answer.
    await server.close();
  }
}

/** JSON-RPC 2.0, 6: a batch is answered with a list, also when only one of its messages asks for an answer. The SDK sends that one alone. */
async function asBatch(response: Response): Promise<Response> {
  if (response.status !== 200 || response.headers.get("content-type")?.startsWith("application/json") !== true) {
    return response;
  }
  const text = await response.text();
  return new Response(text.startsWith("[") ? text : `[${text}]`, { status: 200, headers: response.headers });
}
