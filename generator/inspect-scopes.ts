import type { ToolDefinition } from "../templates/src/runtime/surface-types.ts";
import type { InspectedScope, InspectedScopes } from "./inspect-result.ts";
import type { Baseline } from "./options.ts";
import type { PlannedDocument } from "./plan-document.ts";

/** Explains every scope that the document declares, that a tool could be called with, or that comes with one of those. */
export function inspectScopes({ surface, api }: PlannedDocument, baseline: Baseline): InspectedScopes {
  const tools = surface.services.flatMap((service) => service.tools.map(({ definition }) => definition));
  const { supported, baseline: baselines, asked = {} } = surface.api.scopes;
  const { broaden } = surface.scopes;
  const named = [
    ...api.securitySchemes.flatMap(({ scopes }) => scopes),
    ...tools.flatMap(({ scopes }) => scopes.flat()),
  ];
  const all = [...broaden([...new Set(named)].toSorted())].toSorted();
  const meanings = new Map(all.map((scope) => [scope, broaden([scope])]));
  const explain = (scope: string): InspectedScope => {
    const held = meanings.get(scope) ?? new Set([scope]);
    const needing = tools.filter(({ scopes }) => scopes.some((set) => set.includes(scope)));
    const preferring = needing.filter(({ scopes: [preferred] }) => preferred?.includes(scope) === true);
    return {
      scope,
      declaredBy: api.securitySchemes.filter(({ scopes }) => scopes.includes(scope)).map(({ name }) => name),
      ...(Object.hasOwn(asked, scope) ? { asked: asked[scope] ?? scope } : {}),
      implies: [...held].filter((one) => one !== scope).toSorted(),
      impliedBy: all.filter((one) => one !== scope && meanings.get(one)?.has(scope) === true),
      preferredBy: namesOf(preferring),
      acceptedBy: namesOf(needing.filter((tool) => !preferring.includes(tool))),
      opens: namesOf(tools.filter((tool) => isOpened(tool, held))),
      baselines: (["read", "all"] as const).filter((one) => baselines[one].includes(scope)),
    };
  };
  return {
    supported: supported.map((scope) => ({
      scope,
      tools: namesOf(tools.filter(({ scopes }) => scopes[0]?.includes(scope) === true)),
    })),
    explained: all.map(explain),
    baselines,
    baseline,
  };
}

/** Whether a caller with these scopes alone may call it, and could not without any. */
function isOpened({ scopes }: ToolDefinition, held: ReadonlySet<string>): boolean {
  return scopes.some((set) => set.every((scope) => held.has(scope)));
}

function namesOf(tools: readonly ToolDefinition[]): string[] {
  return tools.map(({ name }) => name).toSorted();
}
