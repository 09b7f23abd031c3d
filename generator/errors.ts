/** Codes of the errors that stop a command. Each is the user's to mend; anything else is a fault of ours and keeps its stack. */
export type GeneratorErrorCode =
  | "bad-usage"
  | "bad-config"
  | "document-unreadable"
  | "document-too-large"
  | "document-unparsable"
  | "document-unsupported"
  | "document-strict"
  | "surface-too-large"
  | "proposals-changed"
  | "server-unreachable"
  | "target-foreign"
  | "target-edited"
  | "target-unwritable";

/** An error with a message meant for the user: what was wrong, where, what to do. */
export class GeneratorError extends Error {
  override readonly name = "GeneratorError";
  readonly code: GeneratorErrorCode;

  constructor(code: GeneratorErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
