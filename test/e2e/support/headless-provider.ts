import type { DemoUser } from "../../../generator/dev/authorization-server/options.ts";
import { signInHeadless } from "../../../demo/authorization-server/sign-in-headless.ts";

interface Registration {
  client_id: string;
  [member: string]: unknown;
}

interface Tokens {
  access_token: string;
  token_type: string;
  refresh_token?: string;
  scope?: string;
  [member: string]: unknown;
}

/**
 * An OAuth client provider for both SDKs that keeps everything in memory and, instead of opening a browser, walks the
 * sign-in pages by HTTP.
 */
export class HeadlessProvider {
  readonly redirectUrl = "http://127.0.0.1/callback";
  readonly #user: DemoUser;
  #decision: "allow" | "deny";
  #registration: Registration | undefined;
  #tokens: Tokens | undefined;
  #verifier = "";
  #discovery: unknown;
  /**
   * The old SDK answers `insufficient_scope` with a refresh when it can, which adds no scope: a host that wants step-up
   * with it must not keep the refresh token.
   */
  keepsRefreshToken = true;
  /** Every authorization URL that the client wanted opened. */
  readonly authorizationUrls: URL[] = [];

  constructor(user: DemoUser, decision: "allow" | "deny" = "allow") {
    this.#user = user;
    this.#decision = decision;
  }

  get clientMetadata(): {
    client_name: string;
    redirect_uris: string[];
    grant_types: string[];
    response_types: string[];
    token_endpoint_auth_method: string;
  } {
    return {
      client_name: "slipway e2e",
      redirect_uris: [this.redirectUrl],
      grant_types: ["authorization_code", "refresh_token"],
      response_types: ["code"],
      token_endpoint_auth_method: "none",
    };
  }

  clientInformation(): Registration | undefined {
    return this.#registration;
  }

  saveClientInformation(registration: Registration): void {
    this.#registration = registration;
  }

  tokens(): Tokens | undefined {
    return this.#tokens;
  }

  saveTokens(tokens: Tokens): void {
    const { refresh_token: _, ...others } = tokens;
    this.#tokens = this.keepsRefreshToken ? tokens : others;
  }

  redirectToAuthorization(url: URL): void {
    this.authorizationUrls.push(url);
  }

  saveCodeVerifier(verifier: string): void {
    this.#verifier = verifier;
  }

  codeVerifier(): string {
    return this.#verifier;
  }

  saveDiscoveryState(state: unknown): void {
    this.#discovery = state;
  }

  discoveryState(): unknown {
    return this.#discovery;
  }

  set decision(decision: "allow" | "deny") {
    this.#decision = decision;
  }

  /** Does what the user does in the browser with the newest authorization URL; gives the callback's parameters. */
  async signIn(): Promise<URLSearchParams> {
    const url = this.authorizationUrls.at(-1);
    if (url === undefined) throw new Error("the client did not ask for a sign-in");
    const callback = await signInHeadless(url, { user: this.#user, decision: this.#decision });
    return new URL(callback).searchParams;
  }
}
