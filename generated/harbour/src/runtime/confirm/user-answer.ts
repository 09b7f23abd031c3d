import type { InputRequest } from "@modelcontextprotocol/server";
import { isRecord } from "../upstream/value-text.ts";

/** Key of the question among the input requests of a result. */
export const questionKey = "confirm";

/** What the user did with the question. */
export type UserAnswer = "accepted" | "declined" | "dismissed";

/** The question as an elicitation (MCP 2026-07-28, Elicitation): a box to tick, so that an answer by mere habit, or by default, is none. */
export function elicitationOf(question: string): InputRequest {
  return {
    method: "elicitation/create",
    params: {
      mode: "form",
      message: question,
      requestedSchema: {
        type: "object",
        properties: {
          confirm: { type: "boolean", title: "Send it", description: "Tick this to send the request.", default: false },
        },
        required: ["confirm"],
      },
    },
  };
}

/** What the client says the user answered; undefined when it says nothing that is an answer. */
export function readUserAnswer(responses: Readonly<Record<string, unknown>> | undefined): UserAnswer | undefined {
  const response =
    responses !== undefined && Object.hasOwn(responses, questionKey) ? responses[questionKey] : undefined;
  if (!isRecord(response)) return undefined;
  const { action, content } = response;
  if (action === "decline") return "declined";
  if (action === "cancel") return "dismissed";
  if (action !== "accept" || !isRecord(content) || typeof content["confirm"] !== "boolean") return undefined;
  return content["confirm"] ? "accepted" : "declined";
}
