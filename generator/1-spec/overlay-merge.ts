import { copyWithOrigins, markMember, memberOrigin, type Origin } from "./origins.ts";

/** Two values that cannot be merged. */
export class MergeConflict extends Error {
  override readonly name = "MergeConflict";
  /** Where the new value was written. */
  readonly origin: Origin;

  constructor(message: string, origin: Origin) {
    super(message);
    this.origin = origin;
  }
}

/** What a value is to an overlay. */
export type NodeKind = "object" | "array" | "primitive";

export function kindOf(value: unknown): NodeKind {
  if (Array.isArray(value)) return "array";
  return typeof value === "object" && value !== null ? "object" : "primitive";
}

/**
 * Merges an object into another, in place (Overlay 1.1, 4.4.3): members that only one has stay or come, primitives are
 * replaced, lists are appended, objects are merged. What comes is noted as written where the update stands.
 * @throws MergeConflict where kinds differ
 */
export function mergeObject(target: object, update: object, origin: Origin): void {
  for (const [key, value] of Object.entries(update)) {
    const written = memberOrigin(update, key, origin);
    if (!Object.hasOwn(target, key)) {
      setMember(target, key, value, written);
      continue;
    }
    const existing: unknown = (target as Record<string, unknown>)[key];
    const [kind, newKind] = [kindOf(existing), kindOf(value)];
    if (kind !== newKind) {
      const hint = value === null ? "; to remove it, give it an action of its own with `remove: true`" : "";
      throw new MergeConflict(
        `"${key}" is ${article(kind)} in the document and cannot be merged with ${article(newKind)}${hint}`,
        written,
      );
    }
    if (kind === "object") mergeObject(existing as object, value as object, written);
    else if (kind === "array") appendItems(existing as unknown[], value, written);
    else setMember(target, key, value, written);
  }
}

/** Appends a value to a list, or the items of a list one by one. */
export function appendItems(target: unknown[], update: unknown, origin: Origin): void {
  if (!Array.isArray(update)) {
    setMember(target, target.length, update, origin);
    return;
  }
  // The length is fixed first: a list may be appended to itself.
  const items: unknown[] = [...update];
  for (const [index, item] of items.entries())
    setMember(target, target.length, item, memberOrigin(update, index, origin));
}

/** Sets a member to a copy of a value. */
export function setMember(target: object, key: string | number, value: unknown, origin: Origin): void {
  Object.defineProperty(target, key, {
    value: copyWithOrigins(value),
    configurable: true,
    enumerable: true,
    writable: true,
  });
  markMember(target, key, origin);
}

function article(kind: NodeKind): string {
  return kind === "object" ? "an object" : kind === "array" ? "a list" : "a plain value";
}
