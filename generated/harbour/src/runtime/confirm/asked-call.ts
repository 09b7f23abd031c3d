import type { Log } from "../log.ts";
import { canonicalJson } from "../sealed/canonical-json.ts";
import type { StateSeal, ValidState } from "../sealed/signed-state.ts";
import { toBase64url } from "../sealed/strict-base64url.ts";
import type { ServerConfig } from "../server-config.ts";
import type { Caller, Tool } from "../surface-types.ts";
import { ConfirmationError, type ConfirmationErrorCode } from "./confirmation-error.ts";
import { questionFor } from "./question.ts";
import type { ReplayStore } from "./replay-store.ts";

/** A call whose user is to be asked. */
export interface AskedCall {
  readonly tool: Tool;
  readonly question: string;
  /** What an answer is bound to: caller, tool, arguments, and the very words of the question. */
  readonly subject: readonly string[];
}

/** What asking and being answered takes. */
export interface AskingParts {
  readonly config: Pick<
    ServerConfig,
    "apiBaseUrl" | "origins" | "confirm" | "confirmFallback" | "stateSecrets" | "resource" | "tenant" | "limits"
  >;
  readonly replay: ReplayStore;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly log: Log;
}

/** The same with the seal of one way to ask. */
export type SealingParts = AskingParts & { readonly seal: StateSeal };

/**
 * Works out what is asked of whom.
 * @throws ArgumentError or UpstreamError for arguments of which no request can be made
 */
export async function askedCall(
  tool: Tool,
  input: object,
  caller: Caller,
  config: AskingParts["config"],
): Promise<AskedCall> {
  const question = questionFor(tool, input, config);
  const { issuer, subject, clientId = "" } = caller;
  const given = new TextEncoder().encode(canonicalJson(input));
  const digest = toBase64url(new Uint8Array(await crypto.subtle.digest("SHA-256", given)));
  return { tool, question, subject: [issuer, subject, clientId, tool.name, digest, question] };
}

/** A fresh state for a call. */
export async function sealFor({ subject }: AskedCall, { seal, now, config }: SealingParts): Promise<string> {
  return await seal.seal(subject, now() + config.limits.confirmTimeoutMs);
}

/**
 * Uses an answer up: it counts once, at this process, and where there is a shared store at all replicas.
 * @throws ConfirmationError when it was used already, or when that cannot be known
 */
export async function useUp({ tool }: AskedCall, state: ValidState, parts: AskingParts): Promise<void> {
  let isFirst: boolean;
  try {
    isFirst = await parts.replay.claim(state.id, Math.max(1, state.expiresAt - parts.now()));
  } catch (error) {
    parts.log.error("whether an answer was used already cannot be known: nothing was sent", {
      tool: tool.name,
      reason: error instanceof Error ? error.name : typeof error,
    });
    throw notCalled("confirmation_unavailable", tool, "the user's consent cannot be checked now. Try again later.");
  }
  if (isFirst) return;
  const why = "this consent was used already. It counts once: call again without it to ask the user anew.";
  throw notCalled("confirmation_used", tool, why);
}

/** The error that says why a tool was not called. */
export function notCalled(code: ConfirmationErrorCode, tool: Tool, why: string): ConfirmationError {
  return new ConfirmationError(code, `${tool.name} was not called: ${why}`);
}
