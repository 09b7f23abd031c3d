import type { Answer } from "../answer.ts";
import type { ParsedBody } from "../guards/read-message.ts";
import type { IncomingRequest } from "../incoming-request.ts";
import type { BodyCompressor } from "./compressed-body.ts";
import { createDirectAnswers } from "./direct-answers.ts";
import type { Exchange } from "./exchange.ts";
import { createListings } from "./listings.ts";
import { createSdkDispatch } from "./sdk-dispatch.ts";
import type { ServerParts } from "./server-factory.ts";

/** Answers a message: directly where it is one of every day, through the SDK otherwise. */
export interface Dispatch {
  /** @throws RuntimeError `gate_missing` for an exchange whose caller was not verified. */
  dispatch(request: IncomingRequest, body: ParsedBody, exchange: Exchange): Promise<Answer>;
  close(): Promise<void>;
}

/** What {@link createDispatch} needs besides what every server does. */
export interface DispatchParts extends ServerParts {
  /** Scopes that any tool needs. */
  readonly scopes: ReadonlySet<string>;
  readonly compress?: BodyCompressor | undefined;
}

/**
 * Both eras at one endpoint, answered in JSON but where progress is told before the result (MCP 2026-07-28, Versioning, Backward Compatibility: "a dual-era server").
 * The body was parsed before: what the gates judged is what is dispatched.
 */
export function createDispatch({ scopes, compress, ...parts }: DispatchParts): Dispatch {
  const sdk = createSdkDispatch(parts);
  const deciding = parts.api.auth?.unauthorizedTools === "hidden" ? scopes : undefined;
  const listings = createListings({ ask: sdk.dispatch, deciding, ...(compress && { compress }) });
  const direct = createDirectAnswers(parts, listings);
  return {
    dispatch: async (request, body, exchange) =>
      (await direct(request, body, exchange)) ?? (await sdk.dispatch(request, body, exchange)),
    close: sdk.close,
  };
}
