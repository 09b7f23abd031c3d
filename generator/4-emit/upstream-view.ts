import { credentialVariables } from "../../templates/src/runtime/environment.ts";
import type {
  CredentialScheme,
  CredentialsUpstream,
  ExchangeUpstream,
} from "../../templates/src/runtime/surface-types.ts";
import type { Surface } from "../3-surface/surface.ts";
import type { VariableView } from "./readme-view.ts";

/** What the README says of how the API is called. One of the three is there. */
export interface UpstreamView {
  readonly forward: boolean;
  readonly exchange: ExchangeView | false;
  readonly credentials: CredentialsView | false;
}

interface ExchangeView {
  readonly clientId: string;
  readonly targets: readonly string[];
  readonly origins: readonly string[];
}

interface CredentialsView {
  /** The required scope; empty when it is a claim. */
  readonly scope: string;
  readonly claim: string;
  readonly values: readonly string[];
  readonly schemes: readonly SchemeView[];
  readonly origins: readonly string[];
}

interface SchemeView {
  readonly name: string;
  readonly sent: string;
  readonly variables: readonly string[];
}

/** The mode of a surface, for the README. */
export function upstreamView({ api }: Surface): UpstreamView {
  const { upstream } = api;
  return {
    forward: upstream === undefined || upstream.mode === "forward",
    exchange: upstream?.mode === "exchange" && exchangeView(upstream),
    credentials: upstream?.mode === "credentials" && credentialsView(upstream),
  };
}

function exchangeView({ clientId, audience = [], resource = [], origins = [] }: ExchangeUpstream): ExchangeView {
  return { clientId, targets: [...audience, ...resource], origins };
}

function credentialsView({ requires, schemes, origins = [] }: CredentialsUpstream): CredentialsView {
  return {
    scope: "scope" in requires ? requires.scope : "",
    claim: "claim" in requires ? requires.claim : "",
    values: "claim" in requires ? requires.values : [],
    schemes: Object.entries(schemes).map(([name, scheme]) => ({
      name,
      sent: sentAs(scheme),
      variables: credentialVariables[scheme.kind].map(({ suffix }) => scheme.variable + suffix),
    })),
    origins,
  };
}

/** The variables of the server's own credentials. */
export function schemeVariables({ api, proposals }: Surface): readonly VariableView[] {
  if (api.upstream?.mode !== "credentials") return [];
  return Object.values(api.upstream.schemes).flatMap((scheme) =>
    credentialVariables[scheme.kind].map(({ suffix, meaning, secret = false }) => ({
      name: scheme.variable + suffix,
      meaning,
      default: "none: alternatives of the document with it are not used",
      required: false,
      proposal: proposals.tokenUrls?.[scheme.variable + suffix] ?? "",
      secret,
      isLimit: false,
    })),
  );
}

function sentAs(scheme: CredentialScheme): string {
  switch (scheme.kind) {
    case "apiKey":
      return `an API key, in the ${scheme.in} ${scheme.name}`;
    case "basic":
      return "HTTP basic";
    case "bearer":
      return "a bearer token that you obtained";
    case "client":
      return "a bearer token that the server gets as a client (client credentials)";
  }
}
