import type { LockedTool } from "../4-emit/lock/surface-lock.ts";
import type { SurfaceSide } from "./surface-side.ts";

/** A tool as it was and as it is. */
export interface ToolPair {
  readonly old: PairedTool;
  readonly now: PairedTool;
}

/** A tool of one side. */
export interface PairedTool {
  readonly name: string;
  readonly tool: LockedTool;
  readonly side: SurfaceSide;
}
