import type { SchemaFingerprints } from "../4-emit/lock/schema-fingerprint.ts";
import type { JsonSchema } from "../../templates/src/runtime/surface-types.ts";
import type { Phrase } from "./phrase.ts";

/** What a change of a schema does to the values that it allows. `retyped`: some go, others come. `changed`: perhaps. */
export type SchemaEffect = "narrowed" | "widened" | "retyped" | "changed" | "added" | "removed";

/** One change of a schema. `added` and `removed` are properties that may be there or not. */
export interface SchemaFinding {
  readonly effect: SchemaEffect;
  /** Where in the value, as in `items[].name`; empty: the value itself. */
  readonly path: string;
  /** What the value does now: "accepts no longer …". */
  readonly phrase: Phrase;
}

/** The shared schemas of one side, and their hashes. */
export interface SharedSchemas {
  readonly schemas: ReadonlyMap<string, JsonSchema>;
  readonly fingerprints: SchemaFingerprints;
}

/** What a comparison has found, and where it has been. */
export interface SchemaComparison {
  readonly old: SharedSchemas;
  readonly new: SharedSchemas;
  readonly found: SchemaFinding[];
  /** Pairs of shared schemas that are being compared, or were: recursive types end here. */
  readonly visited: Set<string>;
}
