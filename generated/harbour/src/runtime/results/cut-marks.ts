/** What stands where something was left out, with the quotes that it needs in JSON text. */

/** Tokens that are kept free for a mark, with a comma, quotes and brackets around it. */
export const MARK_TOKENS = 18;

/** A cut that has its mark. */
export type MarkKind = "array" | "object" | "string" | "other";

/**
 * The last item of a list, the last property of an object, the end of a string, or what stands for an endless number.
 * @param advice plain text that is added to it; costs its own tokens
 */
export function markOf(kind: MarkKind, left: number, shown: number, advice = ""): string {
  const more = shown === 0 ? "" : "more ";
  const added = advice === "" ? "" : JSON.stringify(`: ${advice}`).slice(1, -1);
  switch (kind) {
    case "array":
      return `"… ${left} ${more}${left === 1 ? "item" : "items"}${added}"`;
    case "object":
      return `"…":"${left} ${more}${left === 1 ? "property" : "properties"}${added}"`;
    case "string":
      return `… [${left} ${more}${left === 1 ? "character" : "characters"}${added}]`;
    case "other":
      return `"… [a number of ${left} digits${added}]"`;
  }
}
