import type { LockedTool } from "../4-emit/lock/surface-lock.ts";
import type { SurfaceSide } from "./surface-side.ts";
import type { ToolPair } from "./tool-pair.ts";

/** The tools of two surfaces, set against each other. */
export interface PairedTools {
  /** By name, or, for those that are left, by operation. */
  readonly pairs: readonly ToolPair[];
  readonly added: readonly (readonly [name: string, tool: LockedTool])[];
  readonly removed: readonly (readonly [name: string, tool: LockedTool])[];
}

/** A tool is the same when it has the same name; one whose name went is the same when its operation is still there. */
export function pairTools(old: SurfaceSide, now: SurfaceSide): PairedTools {
  const [before, after] = [new Map(Object.entries(old.lock.tools)), new Map(Object.entries(now.lock.tools))];
  const come = new Map([...after].filter(([name]) => !before.has(name)).map(([name, tool]) => [tool.operation, name]));
  const pairs: ToolPair[] = [];
  const removed: (readonly [string, LockedTool])[] = [];
  for (const [name, tool] of before) {
    const newName = after.has(name) ? name : come.get(tool.operation);
    const other = newName === undefined ? undefined : after.get(newName);
    if (newName === undefined || other === undefined) removed.push([name, tool]);
    else pairs.push({ old: { name, tool, side: old }, now: { name: newName, tool: other, side: now } });
  }
  const paired = new Set(pairs.map((pair) => pair.now.name));
  return { pairs, added: [...after].filter(([name]) => !paired.has(name)), removed };
}
