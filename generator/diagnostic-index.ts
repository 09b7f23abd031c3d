import type { LocatedDiagnostic } from "./1-spec/locate-diagnostics.ts";
import type { Place } from "./2-model/api.ts";

/** Makes a function that gives the findings at or below some places, each once, in their order. */
export function createDiagnosticIndex(
  found: readonly LocatedDiagnostic[],
): (places: readonly Place[]) => readonly LocatedDiagnostic[] {
  const below = new Map<string, number[]>();
  for (const [index, { place }] of found.entries()) {
    for (const pointer of ancestors(place.pointer)) {
      const key = `${place.file}#${pointer}`;
      const indices = below.get(key);
      if (indices === undefined) below.set(key, [index]);
      else indices.push(index);
    }
  }
  return (places) => {
    const indices = new Set(places.flatMap(({ file, pointer }) => below.get(`${file}#${pointer}`) ?? []));
    return [...indices].toSorted((a, b) => a - b).flatMap((index) => found[index] ?? []);
  };
}

/** A pointer and those of everything that holds it, the whole file apart. */
function ancestors(pointer: string): string[] {
  const segments = pointer.split("/");
  return segments.slice(1).map((_, index) => segments.slice(0, index + 2).join("/"));
}
