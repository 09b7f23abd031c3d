import type { JsonSchema } from "../2-model/api.ts";

/** Merges two subschemas; what has no merged form stands as `allOf`. */
export type MergeInner = (one: JsonSchema, other: JsonSchema) => JsonSchema;

/** Keywords and values under construction. */
export type Keywords = Record<string, unknown>;

/** Thrown and caught inside a merge: two schemas have no exact merged form. */
export class Unmergeable extends Error {}
