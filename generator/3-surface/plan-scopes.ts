import type { ApiScopes } from "../../templates/src/runtime/surface-types.ts";
import type { Api } from "../2-model/api.ts";
import type { Diagnostics } from "../diagnostics.ts";
import { GeneratorError } from "../errors.ts";
import type { ShapingOptions } from "../options.ts";
import { plainLine } from "../plain-text.ts";
import { deriveScopes } from "./derive-scopes.ts";
import type { DerivedScopes } from "./derive-scopes.ts";
import { reportMember } from "./extension-member.ts";
import { mergeScopeLanguage } from "./merge-scope-language.ts";
import { findTwins, nameScopes } from "./name-scopes.ts";
import type { Twins } from "./name-scopes.ts";
import { readScopeLanguage } from "./read-scope-language.ts";
import type { SaidOfScopes } from "./read-scope-language.ts";
import { configuredLanguage, createHierarchy } from "./scope-language.ts";
import type { ScopeSet } from "./scope-sets.ts";
import type { ScopeNeed } from "./weigh-scopes.ts";

/** Everything about scopes. */
export interface PlannedScopes {
  readonly byOperation: DerivedScopes["byOperation"];
  readonly api: ApiScopes;
  /** Scopes -> they and all that comes with them. */
  readonly broaden: (scopes: ScopeSet) => ReadonlySet<string>;
}

/**
 * Derives the scopes of operations and of the whole, with what config and document say of hierarchies and names.
 * @throws GeneratorError `bad-config`
 */
export function planScopes(
  needs: readonly ScopeNeed[],
  { securitySchemes }: Api,
  { auth, tools, upstream }: ShapingOptions,
  diagnostics: Diagnostics,
): PlannedScopes {
  const said = readScopeLanguage(securitySchemes, diagnostics);
  const language = mergeScopeLanguage(
    { scopes: auth?.scopes, rules: tools.rules ?? [], required: upstream?.requires?.scope },
    said,
  );
  const broaden = createHierarchy(language);
  const { byOperation, api } = deriveScopes(needs, { schemes: securitySchemes, broaden });
  const needed = needs.flatMap(({ included, operation }) =>
    included ? (byOperation.get(operation) ?? []).flatMap(({ scopes }) => scopes) : [],
  );
  const own = { ...configuredLanguage(auth?.scopes), implies: language.implies };
  refuseTwins(findTwins(needed, own));
  const twins = findTwins(needed, language);
  if (twins !== undefined) reportTwins(twins, said);
  return { byOperation, api: { ...api, ...nameScopes(needed, twins === undefined ? language : own) }, broaden };
}

function refuseTwins(twins: Twins | undefined): void {
  if (twins === undefined) return;
  const { one, other, spelling } = twins;
  throw new GeneratorError(
    "bad-config",
    `auth.scopes: "${one}" and "${other}" would both be asked for as "${spelling}", so that whoever gets one gets the other. Give each its own name.`,
  );
}

function reportTwins({ one, other, spelling }: Twins, { map, prefix }: SaidOfScopes): void {
  const member = map.get(one)?.member ?? map.get(other)?.member ?? prefix?.member;
  if (member === undefined) return;
  const [a, b, name] = [one, other, spelling].map((scope) => plainLine(scope, 80));
  reportMember(member, {
    code: "x-mcp-scopes-alike",
    severity: "warning",
    message: `"${a}" and "${b}" would both be asked for as "${name}", so that whoever gets one gets the other. No \`map\` and no \`prefix\` of the document is used.`,
    help: "Give each its own name.",
  });
}
