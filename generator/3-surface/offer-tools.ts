import type { ApiDefinition } from "../../templates/src/runtime/surface-types.ts";
import { GeneratorError } from "../errors.ts";
import { nearest } from "../nearest.ts";
import type { ToolOptions } from "../options.ts";

/**
 * What the runtime is told of how tools are offered; nothing when all of it is the default.
 * @param names of the surface's tools
 * @throws GeneratorError `bad-config` for a pinned name that is no tool
 */
export function offerTools({ mode, pinned = [] }: ToolOptions, names: readonly string[]): Pick<ApiDefinition, "tools"> {
  const unknown = pinned.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new GeneratorError("bad-config", noTool(unknown, names));
  const tools = {
    ...(mode === "search" ? ({ mode } as const) : {}),
    ...(pinned.length === 0 ? {} : { pinned: [...new Set(pinned)].toSorted() }),
  };
  return Object.keys(tools).length === 0 ? {} : { tools };
}

function noTool(name: string, names: readonly string[]): string {
  const near = nearest(name, names);
  const hint = near === undefined ? "`slipway inspect` lists the tools." : `Did you mean "${near}"?`;
  return `tools.pinned names "${name}", which is no tool of this document. ${hint}`;
}
