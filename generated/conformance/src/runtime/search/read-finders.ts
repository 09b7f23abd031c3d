/** A tool that finds what requests name without an id. */
export interface Finder {
  readonly tool: number;
  /** Finds people, anything, who the caller is, or what most of the API is about. */
  readonly finds: "people" | "anything" | "self" | "central";
  /** How central it is to the API, from 0 to 1. */
  readonly share: number;
}

/** A tool that lists or searches what a stem is a name of. */
export interface Lister {
  readonly tool: number;
  /** 1 over the number of words of the name: a list of site forms is half a list of sites. */
  readonly share: number;
}

const kinds: Readonly<Record<string, Finder["finds"]>> = { p: "people", a: "anything", s: "self", c: "central" };

/** Reads a line of the index about a finder: `name*kind*share`. */
export function readFinder(line: string, numbers: ReadonlyMap<string, number>): Finder {
  const [name = "", kind = "", share = ""] = line.split("*");
  return { tool: numbers.get(name) ?? 0, finds: kinds[kind] ?? "anything", share: Number(share) / 9 };
}

/**
 * The tools that list, by each stem of what they list.
 * @param resources of each tool that lists, the stems of what it lists
 */
export function readListers(resources: ReadonlyMap<number, string>): ReadonlyMap<string, readonly Lister[]> {
  const listers = new Map<string, Lister[]>();
  for (const [tool, text] of resources) {
    const stems = text.split(" ").filter((stem) => stem !== "");
    for (const stem of stems) {
      const known = listers.get(stem) ?? [];
      if (known.length === 0) listers.set(stem, known);
      known.push({ tool, share: 1 / stems.length });
    }
  }
  return listers;
}
