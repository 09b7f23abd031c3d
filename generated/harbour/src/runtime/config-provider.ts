import { standardClaimRules } from "./auth/claim-rules.ts";
import { type ProviderName, presetOf, providerNames, type ProviderPreset } from "./auth/provider-presets.ts";
import type { HandlerOptions } from "./handler-options.ts";
import type { ServerConfig } from "./server-config.ts";

/** What the claims are read by. */
export type ProviderConfig = Pick<ServerConfig, "claims" | "relaxations">;

/**
 * The preset of the configured provider; undefined when none is named. The environment wins over what the project was
 * generated with.
 */
export function choosePreset(
  given: string | undefined,
  generated: string | undefined,
  problems: string[],
): ProviderPreset | undefined {
  const name = given ?? generated;
  if (name === undefined) return undefined;
  if (isProvider(name)) return presetOf(name);
  problems.push(`OAUTH_PROVIDER (oauthProvider) must be one of ${providerNames.join(", ")}, not "${name}".`);
  return undefined;
}

function isProvider(name: string): name is ProviderName {
  return providerNames.some((known) => known === name);
}

/** What a preset says of claims; without one, RFC 9068. Tells what does not go together with the preset. */
export function applyPreset(
  preset: ProviderPreset | undefined,
  options: HandlerOptions,
  problems: string[],
): ProviderConfig {
  if (preset === undefined) return { claims: standardClaimRules, relaxations: [] };
  const { issuerMistake, requires } = preset;
  for (const issuer of options.oauthIssuer) {
    if (issuerMistake?.pattern.test(issuer) === true) {
      problems.push(`OAUTH_ISSUER (oauthIssuer) "${issuer}": ${issuerMistake.advice}.`);
    }
  }
  if (requires !== undefined && options[requires.setting] === undefined) problems.push(requires.problem);
  return { claims: preset.claims, relaxations: preset.relaxes };
}
