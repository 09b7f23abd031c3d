import type { ToolHints } from "../../../templates/src/runtime/surface-types.ts";
import type { Surface, SurfaceTool } from "../../3-surface/surface.ts";
import { createSchemaFingerprints, fingerprint, type SchemaFingerprints } from "./schema-fingerprint.ts";
import type { AcceptedProposals, LockedTool, SurfaceLock } from "./surface-lock.ts";

/** Tokens of the list of tools, and of each tool in it. */
export interface CountedTokens {
  readonly total: number;
  readonly byTool: ReadonlyMap<string, number>;
}

/**
 * What the lock of a surface says.
 * @param tokens - absent: not counted
 */
export function lockSurface(surface: Surface, tokens?: CountedTokens): SurfaceLock {
  const fingerprints = createSchemaFingerprints(surface.types);
  const tools = surface.services
    .flatMap((service) => service.tools)
    .toSorted((left, right) => (left.definition.name < right.definition.name ? -1 : 1));
  return {
    lockVersion: 1,
    name: surface.api.name,
    mode: surface.api.tools?.mode ?? "all",
    upstream: surface.api.upstream?.mode ?? "forward",
    accepted: proposalsOf(surface),
    scopes: surface.api.scopes.supported,
    ...(tokens && { tokens: tokens.total }),
    tools: Object.fromEntries(
      tools.map((tool) => {
        const { name } = tool.definition;
        const own = tokens?.byTool.get(name);
        return [name, { ...lockTool(tool, fingerprints), ...(own !== undefined && { tokens: own }) }];
      }),
    ),
  };
}

/** Where the document would have tokens come from and go to. */
export function proposalsOf({ api, proposals }: Pick<Surface, "api" | "proposals">): AcceptedProposals {
  const origins = api.origins.map(({ name, proposed }) => [name, proposed] as const);
  const tokenUrls = Object.entries(proposals.tokenUrls ?? {});
  return {
    ...(proposals.issuer !== undefined && { issuer: proposals.issuer }),
    ...(proposals.apiBaseUrl !== undefined && { apiBaseUrl: proposals.apiBaseUrl }),
    ...(origins.length > 0 && { origins: byName(origins) }),
    ...(tokenUrls.length > 0 && { tokenUrls: byName(tokenUrls) }),
  };
}

function byName(entries: readonly (readonly [name: string, url: string])[]): Readonly<Record<string, string>> {
  return Object.fromEntries(entries.toSorted(([left], [right]) => (left < right ? -1 : 1)));
}

function lockTool({ definition, output }: SurfaceTool, fingerprints: SchemaFingerprints): LockedTool {
  const { operation, service, scopes, annotations, inputSchema, title, description } = definition;
  const required = new Set(inputSchema.required);
  const properties = Object.entries(inputSchema.properties ?? {});
  return {
    operation: `${operation.method} ${operation.path}`,
    service,
    ...(scopes.length > 0 && { scopes: scopes.map((set) => set.join(" ")) }),
    hints: hintsText(annotations),
    arguments: Object.fromEntries(
      properties.map(([name, schema]) => [
        name,
        `${required.has(name) ? "required " : ""}${fingerprints.meaning(schema)}`,
      ]),
    ),
    result: fingerprint(
      JSON.stringify([
        output.json === undefined ? null : fingerprints.meaning(output.json),
        output.text,
        output.bytes,
        output.empty,
      ]),
    ),
    text: fingerprint([title, description, ...fingerprints.texts(inputSchema)].join("\n")),
  };
}

const hintNames: readonly (readonly [keyof ToolHints, string])[] = [
  ["readOnlyHint", "read-only"],
  ["destructiveHint", "destructive"],
  ["idempotentHint", "idempotent"],
  ["openWorldHint", "open-world"],
];

function hintsText(hints: ToolHints): string {
  const held = hintNames.filter(([key]) => hints[key]).map(([, name]) => name);
  return held.length === 0 ? "none" : held.join(", ");
}
