import { child, children, isDocumentObject, stringAt } from "../cursor.ts";
import type { Cursor } from "../cursor.ts";

/** Schemas looked at while an anchor is searched. */
const maxSearched = 10_000;

/**
 * What a reference that is no pointer names: `#`, or an anchor (JSON Schema 2020-12 core, 8.2.2; 2019-09 `$recursiveRef`),
 * within the named schema that it stands in.
 */
export function findAnchor(root: Cursor, reference: string): Cursor | undefined {
  if (reference === "#" || reference === "") return root;
  if (!/^#[A-Za-z_][\w.-]*$/.test(reference)) return undefined;
  const name = reference.slice(1);
  const pending = [root];
  for (let searched = 0; searched < maxSearched; searched++) {
    const next = pending.shift();
    if (next === undefined) return undefined;
    if (isDocumentObject(next.value) && isNamed(next, name)) return next;
    pending.push(...children(next).flatMap(({ cursor }) => (typeof cursor.value === "object" ? [cursor] : [])));
  }
  return undefined;
}

function isNamed(cursor: Cursor, name: string): boolean {
  if (["$anchor", "$dynamicAnchor"].some((keyword) => stringAt(cursor, keyword) === name)) return true;
  // Drafts 4 to 7: `id: "#name"`.
  return ["$id", "id"].some((keyword) => child(cursor, keyword)?.value === `#${name}`);
}
