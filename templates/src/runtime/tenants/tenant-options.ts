import { originSetting } from "../config-network.ts";
import type { HandlerOptions } from "../handler-options.ts";
import { defaultLimits } from "../limits.ts";
import { fillTemplate, placeholder, type TemplateKind, templateProblem } from "./tenant-template.ts";

/** A setting that may hold the placeholder. */
interface TemplateSetting {
  readonly setting: string;
  readonly texts: readonly string[];
  readonly kind: TemplateKind;
  /** Why it must hold the placeholder. */
  readonly needs?: string;
}

const otherKeys = "keys of one tenant would vouch for tokens of another";

/** The settings that are derived from a tenant's name; every other one is the same for all. */
function templateSettings(options: HandlerOptions): readonly TemplateSetting[] {
  const list = (text: string | undefined): readonly string[] => (text === undefined ? [] : [text]);
  return [
    {
      setting: "OAUTH_ISSUER (oauthIssuer)",
      texts: options.oauthIssuer,
      kind: "address",
      needs: "each tenant has an issuer of its own",
    },
    { setting: "OAUTH_JWKS_URI (oauthJwksUri)", texts: list(options.oauthJwksUri), kind: "address", needs: otherKeys },
    {
      setting: "OAUTH_RESOURCE (oauthResource)",
      texts: list(options.oauthResource),
      kind: /^https?:/i.test(options.oauthResource ?? "") ? "address" : "name",
    },
    { setting: "OAUTH_AUDIENCE (oauthAudience)", texts: options.oauthAudience ?? [], kind: "name" },
    { setting: "OAUTH_CLIENT_ID (oauthClientId)", texts: list(options.oauthClientId), kind: "name" },
    { setting: "OAUTH_ALLOWED_CLIENTS (oauthAllowedClients)", texts: options.oauthAllowedClients ?? [], kind: "name" },
    { setting: "API_BASE_URL (apiBaseUrl)", texts: list(options.apiBaseUrl), kind: "address" },
    ...Object.entries(options.apiOrigins ?? {}).map(([name, url]) => ({
      setting: originSetting(name),
      texts: [url],
      kind: "address" as const,
    })),
  ];
}

const derived: readonly (keyof HandlerOptions)[] = [
  "oauthIssuer",
  "oauthJwksUri",
  "oauthResource",
  "oauthAudience",
  "oauthClientId",
  "oauthAllowedClients",
  "apiBaseUrl",
  "apiOrigins",
];

/** Tells what of the settings cannot be derived from a tenant's name, or would let one tenant in to another. */
export function checkTenantOptions(options: HandlerOptions, problems: string[]): void {
  for (const { setting, texts, kind, needs } of templateSettings(options)) {
    for (const text of texts) {
      const problem = templateProblem(text, kind);
      if (problem !== undefined) problems.push(`${setting} "${text}" ${problem}.`);
      else if (needs !== undefined && !text.includes(placeholder)) {
        problems.push(`${setting} must hold ${placeholder}: ${needs}.`);
      }
    }
  }
  for (const [name, value] of Object.entries(options)) {
    if (derived.some((other) => other === name) || !textsOf(value).some((text) => text.includes(placeholder))) continue;
    const variable = name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
    problems.push(`${variable} (${name}) cannot hold ${placeholder}: it is the same for all tenants.`);
  }
  if (options.oauthIssuer.length > 1) {
    problems.push("OAUTH_ISSUER (oauthIssuer) must be a single one: what two templates make could be of two tenants.");
  }
  checkClientOptions(options, problems);
}

function textsOf(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

function checkClientOptions(options: HandlerOptions, problems: string[]): void {
  if (options.oauthClientSecret !== undefined) {
    problems.push(
      "OAUTH_CLIENT_SECRET (oauthClientSecret) would be told to the authorization server of every tenant: use OAUTH_CLIENT_KEY (oauthClientKey).",
    );
  }
  if (options.oauthIntrospectionUri === undefined) return;
  if (options.oauthIntrospectionUri !== "discover") {
    problems.push(
      "OAUTH_INTROSPECTION_URI (oauthIntrospectionUri) must be discover: each tenant's tokens are looked up at its own issuer.",
    );
  }
}

/** The options as they are for one tenant. */
export function optionsOfTenant(options: HandlerOptions, tenant: string): HandlerOptions {
  const one = (text: string | undefined): string | undefined => text && fillTemplate(text, tenant);
  const all = (list: readonly string[] | undefined): readonly string[] | undefined =>
    list?.map((text) => fillTemplate(text, tenant));
  const origins = Object.entries(options.apiOrigins ?? {});
  return {
    ...options,
    publicUrl: `${publicUrlOf(options)}/${tenant}`,
    oauthIssuer: all(options.oauthIssuer) ?? [],
    oauthResource: one(options.oauthResource),
    oauthAudience: all(options.oauthAudience),
    oauthJwksUri: one(options.oauthJwksUri),
    oauthClientId: one(options.oauthClientId),
    oauthAllowedClients: all(options.oauthAllowedClients),
    apiBaseUrl: fillTemplate(options.apiBaseUrl, tenant),
    apiOrigins: Object.fromEntries(origins.map(([name, url]) => [name, fillTemplate(url, tenant)])),
    limits: {
      ...options.limits,
      maxCachedTokens: options.limits?.maxCachedTokensPerTenant ?? defaultLimits.maxCachedTokensPerTenant,
    },
  };
}

/** Without a slash at its end. */
export function publicUrlOf(options: HandlerOptions): string {
  return (options.publicUrl ?? "http://localhost:3000").replace(/\/+$/, "");
}
