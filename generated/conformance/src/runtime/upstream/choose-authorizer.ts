import { type AuthorizerFactory, forwardAuthorizer, type UpstreamMode, type UpstreamSetup } from "./authorizer.ts";

/**
 * The mode that the project was generated with, its settings checked. A mode whose code is not in the project stops the
 * start: nothing is ever forwarded instead.
 * @param mode the optional part of the runtime, if the project has one
 */
export function chooseAuthorizer(
  setup: UpstreamSetup,
  mode: UpstreamMode | undefined,
  problems: string[],
): AuthorizerFactory {
  const wanted = setup.api.upstream?.mode ?? "forward";
  if (wanted !== "exchange") refuseExchangeSettings(setup, wanted, problems);
  if (wanted === "forward" && mode === undefined) return () => forwardAuthorizer;
  if (mode !== undefined && mode.mode === wanted) return mode.prepare(setup, problems);
  problems.push(
    `src/api.ts says upstream mode ${wanted}, but src/features.ts ${mode === undefined ? "has nothing for it" : `has ${mode.mode}`}: set upstream.mode in slipway.config and generate again.`,
  );
  return () => {
    throw new TypeError("there is no upstream mode");
  };
}

/** Who sets these believes that no caller's token reaches the API. */
function refuseExchangeSettings({ options }: UpstreamSetup, mode: string, problems: string[]): void {
  const settings = {
    EXCHANGE_AUDIENCE: options.exchangeAudience,
    EXCHANGE_RESOURCE: options.exchangeResource,
    EXCHANGE_TOKEN_AUDIENCE: options.exchangeTokenAudience,
    EXCHANGE_TOKEN_URI: options.exchangeTokenUri,
  };
  for (const [name, value] of Object.entries(settings)) {
    if (value === undefined) continue;
    problems.push(
      `${name} is set, but this server was generated for upstream mode ${mode}: set upstream.mode to exchange in slipway.config and generate again, or leave it out.`,
    );
  }
}
