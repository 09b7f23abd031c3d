import { credentialVariables } from "../templates/src/runtime/environment.ts";
import type { ApiUpstream } from "../templates/src/runtime/surface-types.ts";
import type { SurfaceTool } from "./3-surface/surface.ts";
import type { InspectedNeed, InspectedUpstream } from "./inspect-result.ts";

/** Which mode the server has, and what the environment must hold for it. */
export function inspectUpstream(upstream: ApiUpstream | undefined, tools: readonly SurfaceTool[]): InspectedUpstream {
  if (upstream === undefined || upstream.mode === "forward") return { mode: "forward", needs: [] };
  const names = (some: readonly SurfaceTool[]): string[] => some.map(({ definition }) => definition.name).toSorted();
  if (upstream.mode === "exchange")
    return {
      mode: "exchange",
      settings: upstream,
      needs: [{ variables: ["OAUTH_CLIENT_SECRET or OAUTH_CLIENT_KEY"], tools: names(tools) }],
    };
  const needs = Object.entries(upstream.schemes).map(([scheme, definition]): InspectedNeed => ({
    scheme,
    variables: credentialVariables[definition.kind]
      .filter(({ required }) => required)
      .map(({ suffix }) => definition.variable + suffix),
    tools: names(
      tools.filter((tool) => tool.definition.operation.credentials?.some((set) => Object.hasOwn(set, scheme)) === true),
    ),
  }));
  return { mode: "credentials", settings: upstream, needs };
}
