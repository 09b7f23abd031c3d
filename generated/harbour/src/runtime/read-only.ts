import type { ApiDefinition, Tool } from "./surface-types.ts";

/** What a server offers whose operator allows reading only: no tool that writes, and no scope that only such tools need. */
export function readOnlySurface<Surface extends { readonly api: ApiDefinition; readonly tools: readonly Tool[] }>(
  surface: Surface,
): Surface {
  const tools = surface.tools.filter(({ annotations }) => annotations.readOnlyHint);
  const needed = new Set(tools.flatMap(({ scopes }) => scopes[0] ?? []));
  const kept = (scopes: readonly string[]): readonly string[] => scopes.filter((scope) => needed.has(scope));
  const { supported, baseline, ...others } = surface.api.scopes;
  const scopes = {
    ...others,
    supported: kept(supported),
    baseline: { minimal: kept(baseline.minimal), read: kept(baseline.read), all: kept(baseline.all) },
  };
  return { ...surface, api: { ...surface.api, scopes }, tools };
}
