/** What can go wrong between this server, the API, and who issues tokens for it (`upstream_auth_…`). `call_cancelled` is the client's doing, the rest the API's or the network's. */
export type UpstreamErrorCode =
  | "upstream_unreachable"
  | "upstream_unavailable"
  | "upstream_timeout"
  | "upstream_bad_response"
  | "upstream_redirect"
  | "upstream_too_large"
  | "upstream_unauthorized"
  | "upstream_forbidden"
  | "upstream_rate_limited"
  | "upstream_error"
  | "upstream_not_configured"
  | "upstream_auth_refused"
  | "upstream_auth_unavailable"
  | "call_cancelled";

/** What the API said beside its status. Everything here comes from the API: it is data, never instruction. */
export interface UpstreamErrorDetails {
  /** HTTP status of the answer; absent when there was none. */
  readonly status?: number;
  /** Seconds after which the API takes the call again (RFC 9110, 10.2.3). */
  readonly retryAfter?: number;
  /** The body of an error answer when it was JSON, within the limits. */
  readonly body?: unknown;
}

/** A call that the API did not answer with success. Its message is shown to the client: it holds no address, header or token. */
export class UpstreamError extends Error {
  override readonly name = "UpstreamError";
  readonly code: UpstreamErrorCode;
  readonly details: UpstreamErrorDetails;

  constructor(
    code: UpstreamErrorCode,
    message: string,
    options: ErrorOptions & { readonly details?: UpstreamErrorDetails } = {},
  ) {
    super(message, options);
    this.code = code;
    this.details = options.details ?? {};
  }
}

/** One thing that is wrong with the arguments of a call, worded for the model that has to mend it. */
export interface ArgumentProblem {
  /** Where: `filter.items[0].name`; empty for the arguments as a whole. */
  readonly argument: string;
  /** What was wrong. */
  readonly problem: string;
  /** What is allowed instead, when that can be said. */
  readonly allowed?: string;
}

/** Arguments that cannot become a request. Its message lists every problem found, one per line. */
export class ArgumentError extends Error {
  override readonly name = "ArgumentError";
  readonly problems: readonly ArgumentProblem[];

  constructor(problems: readonly ArgumentProblem[], options?: ErrorOptions) {
    super(problems.map(describeProblem).join("\n"), options);
    this.problems = problems;
  }
}

/** Throws an {@link ArgumentError} with a single problem. */
export function refuseArgument(argument: string, problem: string, allowed?: string): never {
  throw new ArgumentError([{ argument, problem, ...(allowed === undefined ? {} : { allowed }) }]);
}

function describeProblem({ argument, problem, allowed }: ArgumentProblem): string {
  const place = argument === "" ? "" : `${argument}: `;
  return allowed === undefined ? `${place}${problem}` : `${place}${problem} Allowed: ${allowed}`;
}
