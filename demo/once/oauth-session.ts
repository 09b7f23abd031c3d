import { randomUUID } from "node:crypto";
import type {
  OAuthClientInformationMixed,
  OAuthClientProvider,
  OAuthDiscoveryState,
  OAuthTokens,
} from "@modelcontextprotocol/client";
import type { HeadlessPage, HeadlessSignIn } from "../authorization-server/sign-in-headless.ts";
import { signInHeadless } from "../authorization-server/sign-in-headless.ts";
import { check } from "./reporter.ts";

/** What a client remembers of one authorization, and the person behind it. */
export interface OAuthSession {
  readonly provider: OAuthClientProvider;
  /** The page that the client opened last. */
  authorizationUrl(): URL;
  tokens(): OAuthTokens | undefined;
  /** Signs in on that page. @returns the parameters that came back to the client, their `state` checked */
  signIn(user: HeadlessSignIn["user"]): Promise<URLSearchParams>;
  /** The forms that were filled in. */
  readonly pages: readonly HeadlessPage[];
}

/** Nobody listens there: the walk reads the callback from the redirect. */
const redirectUrl = "http://127.0.0.1:33418/callback";

/** A session in memory for the SDK's client. */
export function createOAuthSession(): OAuthSession {
  let client: OAuthClientInformationMixed | undefined;
  let tokens: OAuthTokens | undefined;
  let discovery: OAuthDiscoveryState | undefined;
  let verifier = "";
  let state = "";
  let opened: URL | undefined;
  const pages: HeadlessPage[] = [];
  const provider: OAuthClientProvider = {
    redirectUrl,
    clientMetadata: {
      client_name: "Harbour walk (SDK v2)",
      redirect_uris: [redirectUrl],
      grant_types: ["authorization_code", "refresh_token"],
      response_types: ["code"],
      token_endpoint_auth_method: "none",
    },
    state: () => (state = randomUUID()),
    clientInformation: () => client,
    saveClientInformation: (information) => void (client = information),
    tokens: () => tokens,
    saveTokens: (given) => void (tokens = given),
    discoveryState: () => discovery,
    saveDiscoveryState: (found) => void (discovery = found),
    codeVerifier: () => verifier,
    saveCodeVerifier: (given) => void (verifier = given),
    redirectToAuthorization: (url) => void (opened = url),
  };
  const authorizationUrl = (): URL => {
    check(opened !== undefined, "the client opened no sign-in page");
    return opened;
  };
  return {
    provider,
    pages,
    authorizationUrl,
    tokens: () => tokens,
    async signIn(user) {
      const onPage = (page: HeadlessPage): void => void pages.push(page);
      const callback = new URL(await signInHeadless(authorizationUrl(), { user, decision: "allow", onPage }));
      check(callback.searchParams.get("state") === state, "the callback's state is not the client's");
      return callback.searchParams;
    },
  };
}
