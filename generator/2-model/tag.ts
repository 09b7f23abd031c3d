import { child, itemsOf, stringAt } from "./cursor.ts";
import type { Cursor } from "./cursor.ts";

/**
 * Names of the tags that say something about operations but group nothing: those whose `kind` is other than `nav`, such as
 * `badge` and `audience` (OpenAPI 3.2, 4.23 Tag Object). `parent` nests groups for people; an operation belongs to the one it
 * names.
 */
export function readBadges(root: Cursor): ReadonlySet<string> {
  return new Set(
    itemsOf(child(root, "tags")).flatMap((tag) => {
      const name = stringAt(tag, "name");
      const kind = stringAt(tag, "kind");
      return name === undefined || kind === undefined || kind === "nav" ? [] : [name];
    }),
  );
}
