import type { CallToolResult } from "@modelcontextprotocol/server";
import { ConfirmationError } from "../confirm/confirmation-error.ts";
import { cleanText } from "./clean-text.ts";
import { ArgumentError, UpstreamError } from "./upstream-error.ts";

/**
 * Anything a call threw, as a tool result with `isError`: text for the model, and the same as data under
 * `structuredContent.error` (`code`, `message`, and what is known: `status`, `retryAfter`, the API's JSON `body`, `problems`, `confirmation`),
 * since some clients show only one of the two. Of an unknown error nothing is told.
 */
export function toErrorResult(error: unknown, tool: string): CallToolResult {
  if (error instanceof ArgumentError) {
    return errorResult("invalid_arguments", `The arguments of ${tool} are not valid.\n${error.message}`, {
      problems: error.problems,
    });
  }
  if (error instanceof ConfirmationError) {
    return errorResult(error.code, error.message, error.offer === undefined ? {} : { confirmation: error.offer });
  }
  if (error instanceof UpstreamError) {
    return errorResult(error.code, error.message, error.details);
  }
  return errorResult(
    "internal_error",
    `${tool} failed inside this server. The operator can find the cause in its log.`,
    {},
  );
}

function errorResult(code: string, text: string, details: object): CallToolResult {
  const message = cleanText(text);
  return {
    isError: true,
    content: [{ type: "text", text: message }],
    structuredContent: { error: { code, message, ...details } },
  };
}
