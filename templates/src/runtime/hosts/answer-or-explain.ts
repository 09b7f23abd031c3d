import type { Handler } from "../create-runtime.ts";
import { ConfigError } from "../errors.ts";

/**
 * Answers with the handler. A host without a start of its own learns only from its first request that the configuration is wrong: what is wrong
 * goes to its log, and the client is told no more than that there is something.
 * @param explain writes a text to the host's log
 */
export async function answerOrExplain(
  request: Request,
  handler: () => Handler,
  explain: (text: string) => void,
): Promise<Response> {
  try {
    return await handler().fetch(request);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    explain(error.message);
    return Response.json(
      {
        error: "server_misconfigured",
        message: "The server is not configured. Its log says what is missing or wrong.",
      },
      { status: 500, headers: { "cache-control": "no-store", "x-content-type-options": "nosniff" } },
    );
  }
}
