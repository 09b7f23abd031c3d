/** What a reload did to the tools, by their names. */
export interface ToolChanges {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
}

/**
 * Compares two sets of tools.
 * @param before - what each was, as text, by name
 */
export function toolChanges(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): ToolChanges {
  const names = [...after.keys()];
  return {
    added: names.filter((name) => !before.has(name)),
    removed: [...before.keys()].filter((name) => !after.has(name)),
    changed: names.filter((name) => before.has(name) && before.get(name) !== after.get(name)),
  };
}
