/**
 * Why a call that needs its user's consent was not sent. `required`: nobody was asked yet. `declined`, `dismissed`: the user was.
 * `invalid`, `expired`, `used`: of the code or answer that came. `unavailable`: whether it was used already cannot be known.
 */
export type ConfirmationErrorCode =
  | "confirmation_required"
  | "confirmation_declined"
  | "confirmation_dismissed"
  | "confirmation_invalid"
  | "confirmation_expired"
  | "confirmation_used"
  | "confirmation_unavailable";

/** With what a call may be tried again, once its user has agreed. */
export interface ConfirmationOffer {
  /** Name of the argument that takes the code. */
  readonly argument: string;
  readonly code: string;
  readonly question: string;
}

/** A call that was not sent, because its user has not agreed to it. The message is shown to the client's model. */
export class ConfirmationError extends Error {
  override readonly name = "ConfirmationError";
  readonly code: ConfirmationErrorCode;
  readonly offer: ConfirmationOffer | undefined;

  constructor(
    code: ConfirmationErrorCode,
    message: string,
    options: ErrorOptions & { offer?: ConfirmationOffer } = {},
  ) {
    super(message, options);
    this.code = code;
    this.offer = options.offer;
  }
}

/** A `requestState` that this server did not seal for this call: a protocol error (MCP 2026-07-28, MRTR, Server Requirements 4). */
export class RequestStateError extends Error {
  override readonly name = "RequestStateError";

  constructor() {
    super(
      "Invalid requestState: it was not given out for this tool with these arguments to this caller. Nothing was sent. Call the tool again without it.",
    );
  }
}
