import { type InputRequiredResult, inputRequired } from "@modelcontextprotocol/server";
import { type AskedCall, notCalled, sealFor, type SealingParts, useUp } from "./asked-call.ts";
import { RequestStateError } from "./confirmation-error.ts";
import { elicitationOf, questionKey, readUserAnswer } from "./user-answer.ts";

/** What a client of 2026-07-28 that can ask its user sent along: nothing at first, then the answer. */
export interface AskableClient {
  readonly requestState?: string;
  readonly responses?: Readonly<Record<string, unknown>>;
}

const lateAnswer = "The last answer came too late and was not used.\n\n";

const refusals = {
  declined: ["confirmation_declined", "the user declined. Do not try it again unless the user asks for it."],
  dismissed: ["confirmation_dismissed", "the user closed the question without an answer. Ask what to do."],
} as const;

/**
 * Asks by the protocol (MCP 2026-07-28, Multi Round-Trip Requests): the question is the result, and the client makes the call
 * again with the user's answer. Undefined: the user has agreed.
 * @throws RequestStateError for a state that was not given out for this call, ConfirmationError when the user did not agree
 */
export async function confirmByForm(
  asked: AskedCall,
  client: AskableClient,
  parts: SealingParts,
): Promise<InputRequiredResult | undefined> {
  const { requestState } = client;
  if (requestState === undefined) return await ask(asked, parts);
  const opened = await parts.seal.open(requestState, asked.subject);
  if (opened.is === "foreign") throw new RequestStateError();
  if (opened.is === "expired") return await ask(asked, parts, lateAnswer);
  const answer = readUserAnswer(client.responses);
  // MCP, MRTR, Error Handling: what is missing is asked for again.
  if (answer === undefined) return await ask(asked, parts);
  await useUp(asked, opened, parts);
  if (answer === "accepted") return undefined;
  const [code, why] = refusals[answer];
  throw notCalled(code, asked.tool, why);
}

async function ask(asked: AskedCall, parts: SealingParts, before = ""): Promise<InputRequiredResult> {
  return inputRequired({
    inputRequests: { [questionKey]: elicitationOf(`${before}${asked.question}`) },
    requestState: await sealFor(asked, parts),
  });
}
