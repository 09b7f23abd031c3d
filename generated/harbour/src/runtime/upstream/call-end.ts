import { UpstreamError } from "./upstream-error.ts";

/** The end of a call whose client has gone away, or whose server closes. */
export function cancelled(): UpstreamError {
  return new UpstreamError("call_cancelled", "The call was cancelled.");
}

/** The end of a call whose time is up. */
export function timedOut(): UpstreamError {
  return new UpstreamError(
    "upstream_timeout",
    "The call took too long. Whether the API did what was asked is not known.",
  );
}

/** Why a call was ended, as the reason of its signal says; undefined for one that goes on. */
export function endOf(signal: AbortSignal): UpstreamError | undefined {
  if (!signal.aborted) return undefined;
  return signal.reason instanceof UpstreamError ? signal.reason : cancelled();
}
