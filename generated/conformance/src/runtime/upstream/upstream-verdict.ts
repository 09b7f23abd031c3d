import { UpstreamError, type UpstreamErrorCode } from "./upstream-error.ts";

/** How a call to the API ended: with an answer, or with what was thrown. */
export type UpstreamOutcome = { readonly status: number } | { readonly error: unknown };

/**
 * What that says of the API. `fails`: whoever calls. `seems_to_fail`: so it seems, but this call may be the cause: too much to do in its
 * time, or input that the API stumbles over. `works`: it answers, whatever it answers. `unknown`: nothing was heard of it, because
 * the client went away or there was no token for it.
 */
export type UpstreamVerdict = "fails" | "seems_to_fail" | "works" | "unknown";

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
    // RFC 9110, 15.6.4: it knows that it cannot serve. 502 is also what stands for a process that one request has ended.
    if (outcome.status === 503) return "fails";
    return outcome.status >= 500 ? "seems_to_fail" : "works";
  }
  return (outcome.error instanceof UpstreamError ? verdicts[outcome.error.code] : undefined) ?? "unknown";
}
