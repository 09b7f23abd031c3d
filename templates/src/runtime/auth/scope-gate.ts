import { Refusal } from "../errors.ts";
import type { Caller, ToolDefinition } from "../surface-types.ts";
import { challengeHeader } from "./challenge.ts";
import type { ScopeNames } from "./scope-names.ts";

/**
 * The scopes a caller must have for a tool, when it has none of the tool's alternatives: all scopes of the alternative
 * closest to what it has, the preferred one on a tie. Undefined: the caller may.
 */
export function neededScopes(tool: ToolDefinition, caller: Caller): readonly string[] | undefined {
  const missing = tool.scopes.map((all) => all.filter((scope) => !caller.scopes.has(scope)).length);
  if (tool.scopes.length === 0 || missing.includes(0)) return undefined;
  return tool.scopes[missing.indexOf(Math.min(...missing))];
}

/** What the gate's challenges say. */
export interface ScopeGate {
  readonly resourceMetadata: string;
  readonly scopeNames: ScopeNames;
}

/**
 * Refuses a request with a call that its caller's scopes do not allow: RFC 6750, 3.1: "insufficient_scope ... HTTP 403";
 * MCP 2026-07-28, Scope Challenge Handling: all the scopes of the operation in one challenge.
 * @throws Refusal `scope_insufficient`
 */
export function passScopeGate(tools: readonly ToolDefinition[], caller: Caller, gate: ScopeGate): void {
  const { resourceMetadata } = gate;
  for (const tool of tools) {
    const needed = neededScopes(tool, caller);
    if (needed === undefined) continue;
    const scopes = gate.scopeNames.asked(needed);
    const description = describe(tool, scopes, caller);
    throw new Refusal("scope_insufficient", description, {
      "www-authenticate": challengeHeader({ error: "insufficient_scope", description, scopes, resourceMetadata }),
      "cache-control": "no-store",
    });
  }
}

/** For a person: some clients show this text and do nothing else with a 403. */
function describe(tool: ToolDefinition, scopes: readonly string[], caller: Caller): string {
  const granted = grantedText([...caller.scopes]);
  return `The tool ${tool.name} needs the scope ${scopes.join(" ")}; this sign-in grants ${granted}. Sign in again and allow it.`;
}

function grantedText(scopes: readonly string[]): string {
  if (scopes.length === 0) return "no scope";
  return scopes.length > 10 ? `${scopes.length} others` : `only ${scopes.join(" ")}`;
}
