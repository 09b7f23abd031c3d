import { kebabCase } from "../identifier-case.ts";
import { stableHash } from "../stable-hash.ts";
import type { SurfaceService, SurfaceTool } from "./surface.ts";

/** Groups tools by their service, each with a file name of its own. */
export function groupByService(tools: readonly SurfaceTool[]): SurfaceService[] {
  const groups = new Map<string, SurfaceTool[]>();
  for (const tool of tools) {
    const { service } = tool.definition;
    const group = groups.get(service);
    if (group === undefined) groups.set(service, [tool]);
    else group.push(tool);
  }
  const counts = new Map<string, number>();
  for (const name of groups.keys()) counts.set(serviceFile(name), (counts.get(serviceFile(name)) ?? 0) + 1);
  return [...groups]
    .map(([name, members]) => {
      const file = serviceFile(name);
      return {
        name,
        file: counts.get(file) === 1 && file !== "index" ? file : `${file}-${stableHash(name)}`,
        tools: members,
      };
    })
    .toSorted((a, b) => (a.file < b.file ? -1 : 1));
}

const maxFileName = 60;
/** Names that Windows keeps for devices, with any extension. */
const deviceNames = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;

function serviceFile(service: string): string {
  const name = kebabCase(service).slice(0, maxFileName).replace(/-+$/, "") || "service";
  return deviceNames.test(name) ? `${name}-service` : name;
}
