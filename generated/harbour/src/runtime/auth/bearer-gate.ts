import { Refusal, RuntimeError, type RuntimeErrorCode } from "../errors.ts";
import type { IncomingRequest } from "../incoming-request.ts";
import type { Caller } from "../surface-types.ts";
import type { Observer } from "../telemetry/observer.ts";
import { verdictOf } from "../telemetry/token-verdict.ts";
import { authenticate, type Authentication } from "./authenticate.ts";
import { bearerTokenOf } from "./bearer-token.ts";
import { type Challenge, challengeHeader } from "./challenge.ts";

/** What the gate needs besides authentication: what its challenges say. */
export interface BearerGate extends Authentication {
  readonly resourceMetadata: string;
  /** Scopes that the first challenge asks for. */
  readonly baseline: readonly string[];
  readonly observer?: Observer | undefined;
}

const unavailable: ReadonlySet<RuntimeErrorCode> = new Set(["keys_unavailable", "introspection_unavailable"]);

/**
 * Lets a request pass only with a verified caller. Every way of not having one ends in a challenge that leads the
 * client to the authorization server (RFC 9728, 5.1), except when the authorization server is out of reach: a client
 * cannot mend that by signing in again, so it is told to come back (503).
 * @throws Refusal
 */
export async function passBearerGate(request: IncomingRequest, gate: BearerGate): Promise<Caller> {
  try {
    const token = bearerTokenOf(request, gate.config.limits.maxTokenBytes);
    const caller = await authenticate(token, gate);
    gate.observer?.tokenJudged?.("ok");
    return caller;
  } catch (error) {
    gate.observer?.tokenJudged?.(verdictOf(error));
    throw error instanceof RuntimeError ? refusalOf(error, gate) : error;
  }
}

function refusalOf(error: RuntimeError, gate: BearerGate): Refusal {
  if (unavailable.has(error.code)) return new Refusal(error.code, error.message, { "retry-after": "5" });
  const challenge = {
    ...errorOf(error),
    scopes: gate.scopeNames.asked(gate.baseline),
    resourceMetadata: gate.resourceMetadata,
  };
  return new Refusal(error.code, error.message, {
    "www-authenticate": challengeHeader(challenge),
    "cache-control": "no-store",
  });
}

/** RFC 6750, 3.1: without credentials "the resource server SHOULD NOT include an error code or other error information". */
function errorOf(error: RuntimeError): Pick<Challenge, "error" | "description"> {
  if (error.code === "token_missing") return {};
  const code = error.code === "request_malformed" ? "invalid_request" : "invalid_token";
  return { error: code, description: error.message };
}
