import { type AuthInfo, type Server, WebStandardStreamableHTTPServerTransport } from "@modelcontextprotocol/server";
import { holdUntilSent } from "../guards/hold-until-sent.ts";
import type { ParsedBody } from "../guards/read-message.ts";

/** How a legacy request is served. */
export interface LegacyOptions {
  readonly authInfo: AuthInfo;
  readonly parsedBody: ParsedBody;
  /** Answer with a stream of events, so that progress can be told before the result. */
  readonly stream: boolean;
}

/**
 * Serves one request of a 2025 revision (or older), stateless. Answered in JSON but where progress was asked for: the SDK's own
 * legacy leg always streams, which costs more and breaks some clients.
 */
export async function serveLegacy(server: Server, request: Request, options: LegacyOptions): Promise<Response> {
  const transport = new WebStandardStreamableHTTPServerTransport({
    sessionIdGenerator: undefined,
    enableJsonResponse: !options.stream,
  });
  await server.connect(transport);
  const gone = Promise.withResolvers<Response>();
  const abort = (): void => gone.resolve(new Response(null, { status: 499 }));
  // Aborts the call, when the client went away before its answer.
  const close = (): void => void server.close();
  request.signal.addEventListener("abort", abort, { once: true });
  try {
    const response = await Promise.race([transport.handleRequest(request, options), gone.promise]);
    return holdUntilSent(Array.isArray(options.parsedBody) ? await asBatch(response) : response, close);
  } catch (error) {
    close();
    throw error;
  } finally {
    request.signal.removeEventListener("abort", abort);
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
