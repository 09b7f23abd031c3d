import type { ApiDefinition, CallerRequirement } from "../../src/runtime/surface-types.ts";
import { credentialVariables } from "../../src/runtime/environment.ts";
import type { MockApi } from "./mock-api.ts";
import type { TokenIssuer } from "./token-issuer.ts";

/** What the server is started with. */
export interface Surroundings {
  readonly api: ApiDefinition;
  readonly port: number;
  readonly issuer: TokenIssuer;
  readonly mock: MockApi;
}

/** The environment of a server on loopback in front of the mock: what an operator would set, and nothing else. */
export function serverEnvironment({ api, port, issuer, mock }: Surroundings): Readonly<Record<string, string>> {
  const publicUrl = `http://127.0.0.1:${port}`;
  const origins = api.origins.map(({ name }) => [`API_ORIGIN_${name.toUpperCase()}`, mock.urlOf(name)] as const);
  return {
    HOST: "127.0.0.1",
    PORT: String(port),
    PUBLIC_URL: publicUrl,
    OAUTH_ISSUER: issuer.issuer,
    OAUTH_AUDIENCE: `${publicUrl}/mcp`,
    API_BASE_URL: mock.urlOf(undefined),
    SCOPE_BASELINE: "read",
    // Every tool is called by its name, and there is nobody to ask for consent: those have tests of their own.
    TOOL_MODE: "all",
    TOOL_CONFIRM: "never",
    LAME_DUCK_MS: "0",
    // A project with telemetry sends none of its tests' calls to anybody's collector.
    OTEL_SDK_DISABLED: "true",
    ...Object.fromEntries(origins),
    ...upstreamVariables(api, issuer.tokenUrl),
  };
}

function upstreamVariables({ upstream }: ApiDefinition, tokenUrl: string): Readonly<Record<string, string>> {
  if (upstream?.mode === "exchange")
    return { OAUTH_CLIENT_SECRET: "secret-of-the-contract-tests", EXCHANGE_TOKEN_URI: tokenUrl };
  if (upstream?.mode !== "credentials") return {};
  const entries = Object.values(upstream.schemes).flatMap(({ kind, variable }) =>
    credentialVariables[kind]
      .filter(({ required }) => required)
      .map(({ suffix }) => [
        `${variable}${suffix}`,
        suffix === "_TOKEN_URL" ? tokenUrl : `contract-tests${suffix.toLowerCase()}`,
      ]),
  );
  return Object.fromEntries(entries) as Readonly<Record<string, string>>;
}

/** The claims that the server asks of every caller besides scopes (mode `credentials`). */
export function requiredClaims({ upstream }: ApiDefinition): Readonly<Record<string, unknown>> {
  const requires: CallerRequirement | undefined = upstream?.mode === "credentials" ? upstream.requires : undefined;
  if (requires === undefined || !("claim" in requires)) return {};
  const [value] = requires.values;
  const names = requires.claim.startsWith("/") ? requires.claim.slice(1).split("/") : [requires.claim];
  const unescaped = names.map((name) => name.replaceAll("~1", "/").replaceAll("~0", "~"));
  return unescaped.reduceRight<unknown>((inner, name) => ({ [name]: inner }), [value]) as Readonly<
    Record<string, unknown>
  >;
}
