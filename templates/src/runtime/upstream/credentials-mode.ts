import type { CredentialSet, CredentialsUpstream, OperationDefinition, ToolDefinition } from "../surface-types.ts";
import type {
  AuthorizerParts,
  UpstreamAuthorizer,
  UpstreamCredentials,
  UpstreamMode,
  UpstreamSetup,
} from "./authorizer.ts";
import { type ClientTokens, createClientTokens } from "./client-token.ts";
import { type ConfiguredScheme, configureScheme, missingVariables } from "./credential-settings.ts";
import { assertOriginNamed } from "./named-origins.ts";
import { UpstreamError } from "./upstream-error.ts";

/** Mode `credentials`: the server's own, from the environment, for callers that have the required scope or claim. */
export const credentialsMode: UpstreamMode = {
  mode: "credentials",
  prepare(setup, problems) {
    const { upstream } = setup.api;
    if (upstream?.mode !== "credentials") throw new TypeError("not the mode of this project");
    checkRequirement(upstream, setup.tools, problems);
    const given = setup.options.upstreamCredentials ?? {};
    const found = Object.entries(upstream.schemes).map(
      ([name, scheme]) => [name, configureScheme(scheme, given, problems)] as const,
    );
    const schemes = new Map(found.flatMap(([name, scheme]) => (scheme === undefined ? [] : [[name, scheme] as const])));
    if (problems.length === 0) checkOperations(upstream, setup, schemes, problems);
    return (parts) => createOwnCredentials(upstream, schemes, parts);
  },
};

/** Without a requirement every user of the issuer would act as the server. The types say so; the file may have been edited. */
function checkRequirement(
  { requires }: Partial<CredentialsUpstream>,
  tools: readonly ToolDefinition[],
  problems: string[],
): void {
  const isScope = requires !== undefined && "scope" in requires && requires.scope !== "";
  const isClaim = requires !== undefined && "claim" in requires && requires.claim !== "" && requires.values.length > 0;
  if (!isScope && !isClaim) {
    problems.push(
      "Upstream mode credentials needs a required scope or claim (upstream.requires in slipway.config): without one, everybody with a token could use this server's credentials.",
    );
  }
  if (!isScope) return;
  const open = tools.filter(
    ({ scopes }) => scopes.length === 0 || !scopes.every((all) => all.includes(requires.scope)),
  );
  if (open.length > 0) {
    problems.push(
      `These tools do not ask for the required scope ${requires.scope}: ${listed(open.map(({ name }) => name))}. Generate again.`,
    );
  }
}

/** Said once for all: which variables would make each operation work. */
function checkOperations(
  upstream: CredentialsUpstream,
  { tools, options }: UpstreamSetup,
  schemes: ReadonlyMap<string, ConfiguredScheme>,
  problems: string[],
): void {
  const without = tools.filter(({ operation }) => chooseSet(operation, schemes) === undefined);
  if (without.length === 0) return;
  const ways = new Map<string, string[]>();
  for (const { name, operation } of without) {
    const alternatives = (operation.credentials ?? []).map((set) =>
      Object.keys(set)
        .flatMap((scheme) => missingOf(upstream, scheme, options.upstreamCredentials ?? {}))
        .join(" and "),
    );
    const way = [...new Set(alternatives)].join(", or ");
    ways.set(way, [...(ways.get(way) ?? []), name]);
  }
  const lines = [...ways].map(([way, names]) => `${way} (for ${listed(names)})`);
  problems.push(`Credentials of the API are missing. Set ${lines.join("; ")}.`);
}

function missingOf(
  upstream: CredentialsUpstream,
  name: string,
  given: Readonly<Record<string, string>>,
): readonly string[] {
  const scheme = Object.hasOwn(upstream.schemes, name) ? upstream.schemes[name] : undefined;
  return scheme === undefined ? [`the scheme ${name}`] : missingVariables(scheme, given);
}

function listed(names: readonly string[]): string {
  const rest = names.length - 5;
  return `${names.slice(0, 5).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}

/**
 * The first alternative whose schemes are all configured; without credentials only where the document allows it and nothing
 * else is configured (OpenAPI 3.1, 4.8.30: `{}` makes security optional). Undefined: none.
 */
function chooseSet(
  { credentials = [] }: OperationDefinition,
  schemes: ReadonlyMap<string, ConfiguredScheme>,
): CredentialSet | undefined {
  if (credentials.length === 0) return {};
  const possible = credentials.filter((set) => Object.keys(set).every((name) => schemes.has(name)));
  return possible.find((set) => Object.keys(set).length > 0) ?? possible[0];
}

function createOwnCredentials(
  upstream: CredentialsUpstream,
  schemes: ReadonlyMap<string, ConfiguredScheme>,
  { config, effects }: AuthorizerParts,
): UpstreamAuthorizer {
  const tokens = createClientTokens({ limits: config.limits, effects });
  const origins = new Set(upstream.origins);
  const parts = new WeakMap<UpstreamCredentials, readonly UpstreamCredentials[]>();
  return {
    async authorize({ operation }) {
      const set = chooseSet(operation, schemes);
      if (set === undefined) throw notConfigured();
      const wanted = Object.entries(set);
      if (wanted.length > 0) assertOriginNamed(operation, origins);
      const each = await Promise.all(wanted.map(([name, scopes]) => credentialsOf(schemes.get(name), scopes, tokens)));
      const joined = join(each);
      parts.set(joined, each);
      return joined;
    },
    // Every one of them, not the first that was dropped.
    reject: (credentials) => (parts.get(credentials) ?? []).map((one) => tokens.drop(one)).includes(true),
    advice:
      "The API did not accept this server's own credentials. Signing in again does not help: the operator must check them.",
  };
}

async function credentialsOf(
  scheme: ConfiguredScheme | undefined,
  scopes: readonly string[],
  tokens: ClientTokens,
): Promise<UpstreamCredentials> {
  if (scheme === undefined) throw notConfigured();
  return "fixed" in scheme ? scheme.fixed : tokens.get(scheme.client, scopes);
}

function join(all: readonly UpstreamCredentials[]): UpstreamCredentials {
  return {
    headers: all.flatMap(({ headers }) => headers),
    query: all.flatMap(({ query }) => query),
    cookies: all.flatMap(({ cookies }) => cookies),
    secrets: all.flatMap(({ secrets }) => secrets).toSorted((a, b) => b.length - a.length),
  };
}

function notConfigured(): UpstreamError {
  return new UpstreamError("upstream_not_configured", "This server has no credentials for this operation of the API.");
}
