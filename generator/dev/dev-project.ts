import { GeneratorError } from "../errors.ts";
import type { AuthOptions, UpstreamOptions } from "../options.ts";
import type { DevOptions } from "./dev-options.ts";

/**
 * The project as it is run here: without what is about the authorization server of its deployment, since another one stands in, and
 * in the mode `forward` before a mock, which takes every token.
 * @throws GeneratorError `bad-usage` where nobody could sign in
 */
export function devProject({ project, apiBaseUrl }: DevOptions): DevOptions["project"] {
  const { auth, upstream, ci: _ci, sharedStore: _sharedStore, telemetry: _telemetry, ...rest } = project;
  const kept = upstream !== undefined && apiBaseUrl !== undefined ? keepUpstream(upstream) : undefined;
  return {
    ...rest,
    ...(auth !== undefined && { auth: devAuth(auth) }),
    ...(kept !== undefined && { upstream: kept }),
  };
}

function devAuth({ unauthorizedTools, scopes }: AuthOptions): AuthOptions {
  return {
    ...(unauthorizedTools !== undefined && { unauthorizedTools }),
    ...(scopes?.implies !== undefined && { scopes: { implies: scopes.implies } }),
  };
}

/** `exchange` needs the API's own authorization server; the server's own credentials work from anywhere. */
function keepUpstream({ baseUrl: _, ...upstream }: UpstreamOptions): UpstreamOptions | undefined {
  if (upstream.mode !== "credentials") return undefined;
  if (upstream.requires?.scope !== undefined) return upstream;
  throw new GeneratorError(
    "bad-usage",
    'The config lets callers in by a claim, which the authorization server of "slipway dev" does not give. Name a scope in upstream.requires, or leave out --api to use a mock.',
  );
}
