import type { Place } from "../2-model/api.ts";

/** What became of one operation of the document, and why. */
export interface Decision {
  readonly place: Place;
  /** Upper case. */
  readonly method: string;
  /** As in the document. */
  readonly path: string;
  readonly operationId?: string;
  readonly service: string;
  /** `excluded`: the user or the document left it out. `lost`: it could not become a tool; a diagnostic of severity `error` says why. */
  readonly outcome: "tool" | "excluded" | "lost";
  /** The tool's name; of an operation without a tool, the name it would have. */
  readonly name: string;
  /** One for each thing that was decided; of an operation without a tool, only why it is none and its name. */
  readonly causes: readonly Cause[];
}

/** What is decided about an operation, in the order of {@link Decision.causes}. */
export type Subject =
  | "inclusion"
  | "name"
  | "title"
  | "description"
  | "hints"
  | "scopes"
  | "contentType"
  | "origin"
  | "argument";

/** Why one thing is as it is. */
export interface Cause extends Reason {
  readonly about: Subject;
  /** With `argument`: its name in the tool, or the one it would have. */
  readonly argument?: string;
  /** What was decided, in words. */
  readonly decided: string;
}

/** Who decided, and where that is said. */
export interface Reason {
  /**
   * `services`: the lists of services, from config or flags. `read-only`: the config's `tools.readOnly`. `rule`: a rule of the config's `tools.rules`. `x-mcp`: that extension.
   * `document`: what the document says anyway. `default`: nobody says anything.
   */
  readonly by: "services" | "read-only" | "rule" | "x-mcp" | "document" | "default";
  /** In words, without full stop. */
  readonly because: string;
  /** What had to be changed about it and why, without full stop. */
  readonly altered?: string;
  /** Index in `tools.rules`, from 0, when a rule decided. */
  readonly rule?: number;
  /** Where the document says it. */
  readonly place?: Place;
}

/** A value with the reason for it. */
export interface Chosen<Value> {
  readonly value: Value;
  readonly reason: Reason;
}
