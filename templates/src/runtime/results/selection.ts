/**
 * A checked expression: takes parts of an answer.
 * @param maxLength characters of JSON text that the result may have
 * @throws SelectError for what cannot be evaluated on this answer; its message is for the model
 */
export type Selection = (value: unknown, maxLength: number) => unknown;

/** Reads the value of a tool's `select` argument, before anything is sent; see `select-answer.ts`. */
export type SelectionReader = (expression: unknown, argument: string) => Selection;

/** An expression that parses, but cannot be evaluated on this answer. The message is for the model that wrote it. */
export class SelectError extends Error {
  override readonly name = "SelectError";
}
