import type { ListedTool } from "../../generator/3-surface/client-profiles.ts";
import type { Surface } from "../../generator/3-surface/surface.ts";

/** The tools of a surface as `tools/list` of the generated server gives them: each schema with the definitions that it reaches. */
export function listedTools(surface: Surface): readonly ListedTool[] {
  return surface.services
    .flatMap(({ tools }) => tools)
    .map(({ definition: { name, description, inputSchema }, reaches }) => {
      const definitions = reaches.map((shared) => [shared, surface.schemas.get(shared) ?? {}] as const);
      return {
        name,
        description,
        inputSchema: reaches.length === 0 ? inputSchema : { ...inputSchema, $defs: Object.fromEntries(definitions) },
      };
    });
}
