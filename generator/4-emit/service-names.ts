import type { SurfaceService } from "../3-surface/surface.ts";
import { camelCase, distinctName, pascalCase } from "./quote/identifier.ts";

/** Identifiers of a service's module. */
export interface ServiceNames {
  /** Interface of the tools' types: `BerthsTypes`. */
  readonly types: string;
  /** List of the tools: `berthsTools`. */
  readonly tools: string;
  /** Constants of tools whose own name the module needs for something else. */
  readonly constants: ReadonlyMap<string, string>;
}

/** Names that a tool module imports. */
const IMPORTED: readonly string[] = ["defineTool", "schemas", "types"];

/** Identifiers for each service's module, by the service's file name; unique among all, since the index imports them. */
export function nameServices(services: readonly SurfaceService[]): ReadonlyMap<string, ServiceNames> {
  const constants = new Set(services.flatMap(({ tools }) => tools.map(({ constantName }) => constantName)));
  const takenTypes = new Set(["ToolTypes"]);
  const takenTools = new Set([...constants, ...IMPORTED, "tools"]);
  const names = new Map<string, ServiceNames>();
  for (const service of services) {
    const types = distinctName(`${pascalCase(service.file)}Types`, takenTypes);
    const tools = distinctName(`${camelCase(service.file)}Tools`, takenTools);
    takenTypes.add(types);
    takenTools.add(tools);
    names.set(service.file, { types, tools, constants: renamedConstants(service, takenTools) });
  }
  return names;
}

function renamedConstants(service: SurfaceService, taken: Set<string>): ReadonlyMap<string, string> {
  const renamed = new Map<string, string>();
  for (const { constantName } of service.tools) {
    if (!IMPORTED.includes(constantName)) continue;
    const free = distinctName(`${constantName}Tool`, taken);
    taken.add(free);
    renamed.set(constantName, free);
  }
  return renamed;
}
