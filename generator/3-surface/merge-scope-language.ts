import type { ScopeOptions, ToolRule } from "../options.ts";
import { plainLine } from "../plain-text.ts";
import { reportMember } from "./extension-member.ts";
import type { Member } from "./extension-member.ts";
import type { SaidOfScopes } from "./read-scope-language.ts";
import { configuredLanguage, openIdScopes } from "./scope-language.ts";
import type { ScopeLanguage } from "./scope-language.ts";

/** What a config says of scopes. */
export interface ConfiguredScopes {
  readonly scopes: ScopeOptions | undefined;
  readonly rules: readonly ToolRule[];
  /** What callers must have to use the server's own credentials. */
  readonly required: string | undefined;
}

/**
 * The document's language of scopes under the config's. The config wins, and of a scope that it names the document says
 * nothing: else a document could hand out, under another name or as part of another scope, what a rule holds back.
 */
export function mergeScopeLanguage(config: ConfiguredScopes, said: SaidOfScopes): ScopeLanguage {
  const own = configuredLanguage(config.scopes);
  const named = scopesNamedBy(config, own);
  const implies = new Map(own.implies);
  for (const [scope, { value, member }] of said.implies) {
    const taken = value.filter((narrower) => !named.has(narrower));
    if (own.implies.has(scope)) continue;
    if (taken.length < value.length)
      setAside(
        member,
        value.filter((narrower) => named.has(narrower)),
      );
    if (taken.length > 0) implies.set(scope, taken);
  }
  if (config.scopes?.prefix !== undefined) return { ...own, implies };
  const map = new Map(own.map);
  for (const [scope, { value, member }] of said.map) {
    if (own.map.has(scope)) continue;
    const clash = [scope, value].filter((one) => named.has(one));
    if (clash.length > 0) setAside(member, clash);
    else map.set(scope, value);
  }
  return { implies, map, prefix: said.prefix?.value ?? "", unprefixed: new Set([...openIdScopes, ...named]) };
}

/** Every scope that the config says something about. */
function scopesNamedBy({ rules, required }: ConfiguredScopes, { implies, map }: ScopeLanguage): ReadonlySet<string> {
  const ofRules = rules.flatMap(({ scopes = [] }) => scopes.flat());
  const ofAll = required === undefined ? [] : [required];
  return new Set([...ofRules, ...ofAll, ...map.keys(), ...map.values(), ...[...implies].flat(2)]);
}

function setAside(member: Member, scopes: readonly string[]): void {
  reportMember(member, {
    code: "x-mcp-scopes-set-aside",
    severity: "warning",
    message: `The config names ${plainLine(scopes.join(", "), 200)}: how others relate to that is the config's to say. It is left out here.`,
    help: "Say it in `auth.scopes` of the config.",
  });
}
