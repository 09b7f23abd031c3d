import { CANARY } from "./payloads.ts";

/** A file as it would be written. */
export interface JudgedFile {
  readonly path: string;
  readonly content: string;
}

/** What the oracle holds against a file: which rule, and the text that broke it. */
export interface Finding {
  readonly path: string;
  readonly rule: string;
  readonly detail: string;
}

/** What a judge of one language says: rule and detail. */
export type Verdict = readonly [rule: string, detail: string];

/** Whether the text of a payload is in this. In any case of letters, since names are folded. */
export function hasCanary(text: string): boolean {
  return text.toLowerCase().includes(CANARY.toLowerCase());
}
