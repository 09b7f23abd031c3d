import { UpstreamError, type UpstreamErrorCode } from "./upstream-error.ts";

/** How a call to the API ended: with an answer, or with what was thrown. */
export type UpstreamOutcome = { readonly status: number } | { readonly error: unknown };

/**
 * What that says of the API. `fails`: whoever calls. `seems_to_fail`: so it seems, but this call may be the cause: too much to do in its
 * time, or input that the API stumbles over. `works`: it answers, whatever it answers. `unknown`: nothing was heard of it, because
 * the client went away or there was no token for it.
 */
export type UpstreamVerdict = "fails" | "seems_to_fail" | "works" | "unknown";

/** RFC 9110, 15.6: 502 and 503 come from before the API, or from an API that knows that it cannot serve. */
const unavailableStatuses: ReadonlySet<number> = new Set([502, 503]);

const verdicts: { readonly [code in UpstreamErrorCode]?: UpstreamVerdict } = {
  upstream_unreachable: "fails",
  upstream_timeout: "seems_to_fail",
  upstream_bad_response: "seems_to_fail",
  upstream_redirect: "works",
  upstream_too_large: "works",
};

/** Judges one outcome. 4xx is an answer: the fault is the caller's. */
export function verdictOf(outcome: UpstreamOutcome): UpstreamVerdict {
  if ("status" in outcome) {
    if (unavailableStatuses.has(outcome.status)) return "fails";
    return outcome.status >= 500 ? "seems_to_fail" : "works";
  }
  return (outcome.error instanceof UpstreamError ? verdicts[outcome.error.code] : undefined) ?? "unknown";
}
