import type { JsonSchema } from "../../templates/src/runtime/surface-types.ts";
import type { Surface, ToolOutput } from "../3-surface/surface.ts";
import { lockSurface } from "../4-emit/lock/lock-surface.ts";
import { createSchemaFingerprints } from "../4-emit/lock/schema-fingerprint.ts";
import type { SurfaceLock } from "../4-emit/lock/surface-lock.ts";
import type { SharedSchemas } from "./schema-finding.ts";

/** One of two surfaces to be compared. */
export interface SurfaceSide {
  /** As the user named it. */
  readonly label: string;
  readonly lock: SurfaceLock;
  /** The schemas that the lock has the hashes of, as far as they are known. */
  readonly schemas?: SideSchemas;
}

/** Schemas of a side. What is not what the lock has the hash of is not given. */
export interface SideSchemas {
  argument(tool: string, name: string): JsonSchema | undefined;
  result(tool: string): ToolOutput | undefined;
  readonly shared: SharedSchemas;
}

/**
 * The schemas of a surface, for a lock that need not be its own: of each, only what has the hash that the lock says.
 * @param lock - absent: the surface's own
 */
export function schemasOf(surface: Surface, lock?: SurfaceLock): SideSchemas {
  const own = lock === undefined ? undefined : lockSurface(surface);
  const tools = new Map(
    surface.services.flatMap(({ tools: all }) => all).map((tool) => [tool.definition.name, tool] as const),
  );
  const locked = (tool: string): SurfaceLock["tools"][string] | undefined => memberOf(lock?.tools, tool);
  const ours = (tool: string): SurfaceLock["tools"][string] | undefined => memberOf(own?.tools, tool);
  return {
    shared: { schemas: surface.types, fingerprints: createSchemaFingerprints(surface.types) },
    argument(tool, name) {
      const isSame = hashOf(memberOf(locked(tool)?.arguments, name)) === hashOf(memberOf(ours(tool)?.arguments, name));
      return isSame ? memberOf(tools.get(tool)?.definition.inputSchema.properties, name) : undefined;
    },
    result: (tool) => (locked(tool)?.result === ours(tool)?.result ? tools.get(tool)?.output : undefined),
  };
}

/** An own member: names are the document's, and may be those of members that every object has. */
export function memberOf<Value>(map: Readonly<Record<string, Value>> | undefined, name: string): Value | undefined {
  return map !== undefined && Object.hasOwn(map, name) ? map[name] : undefined;
}

/** The hash of an argument, without whether it is required. */
export function hashOf(argument: string | undefined): string | undefined {
  return argument?.replace(/^required /u, "");
}
