import { type AskedCall, notCalled, sealFor, type SealingParts, useUp } from "./asked-call.ts";
import { codeArgumentOf } from "./code-argument.ts";
import { ConfirmationError } from "./confirmation-error.ts";

type Refused = "confirmation_required" | "confirmation_invalid" | "confirmation_expired";

const reasons: Readonly<Record<Refused, (argument: string) => string>> = {
  confirmation_required: () => "this call changes something and needs the user's consent.",
  confirmation_invalid: (argument) =>
    `${argument} is not the code that was given for these arguments. A code holds for one tool, one set of arguments and one user.`,
  confirmation_expired: (argument) => `the code in ${argument} has expired.`,
};

/**
 * Asks through the model, for clients that cannot be asked: the first call is refused with the question and a code, and a call
 * with that code passes. Weaker than a question of the protocol: nobody but the model says that the user has agreed.
 * @throws ConfirmationError for every call without a code that was given out for it and not used yet
 */
export async function confirmByCode(asked: AskedCall, code: unknown, parts: SealingParts): Promise<void> {
  if (parts.config.confirmFallback === "refuse") throw cannotBeAsked(asked);
  if (code === undefined) throw await offer("confirmation_required", asked, parts);
  const opened = typeof code === "string" ? await parts.seal.open(code, asked.subject) : ({ is: "foreign" } as const);
  if (opened.is === "foreign") throw await offer("confirmation_invalid", asked, parts);
  if (opened.is === "expired") throw await offer("confirmation_expired", asked, parts);
  await useUp(asked, opened, parts);
}

/** The refusal that tells how to go on: with the question for the user, and a fresh code. */
async function offer(why: Refused, asked: AskedCall, parts: SealingParts): Promise<ConfirmationError> {
  const { tool, question } = asked;
  const argument = codeArgumentOf(tool.inputSchema);
  const code = await sealFor(asked, parts);
  const seconds = Math.round(parts.config.limits.confirmTimeoutMs / 1000);
  const message = [
    `${tool.name} was not called: ${reasons[why](argument)}`,
    "Show the user the following text, unchanged and whole, and wait for an answer. Do not answer for the user.",
    "---",
    question,
    "---",
    `If the user agrees, call ${tool.name} again within ${seconds} seconds, with the same arguments and ${argument}: "${code}". If not, do not call it.`,
  ].join("\n");
  return new ConfirmationError(why, message, { offer: { argument, code, question } });
}

function cannotBeAsked({ tool }: AskedCall): ConfirmationError {
  const why =
    "it needs the user's consent, and this client cannot ask for it. It takes a client of MCP 2026-07-28 with elicitation.";
  return notCalled("confirmation_required", tool, why);
}
