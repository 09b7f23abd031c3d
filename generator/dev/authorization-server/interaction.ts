import type { IncomingMessage, ServerResponse } from "node:http";
import { timingSafeEqual } from "node:crypto";
import type { InteractionResults, Provider } from "oidc-provider";
import { consentPage } from "./consent-page.ts";
import type { ScopeInWords } from "./consent-page.ts";
import { interactionPath } from "./create-provider.ts";
import type { AuthorizationServerOptions, DemoUser } from "./options.ts";
import type { Page } from "./page.ts";
import { signInPage } from "./sign-in-page.ts";

type Interaction = Awaited<ReturnType<Provider["interactionDetails"]>>;

/** One visit to the sign-in or consent page. */
interface Visit {
  readonly provider: Provider;
  readonly options: AuthorizationServerOptions;
  readonly interaction: Interaction;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** Serves `/interaction/:uid`: shows the page on GET, takes its form on POST. */
export async function handleInteraction(
  provider: Provider,
  options: AuthorizationServerOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const interaction = await provider.interactionDetails(request, response);
  const visit: Visit = { provider, options, interaction, request, response };
  if (request.method === "GET") return await showPrompt(visit);
  if (request.method !== "POST") return void response.writeHead(405, { Allow: "GET, POST" }).end();
  const form = await readForm(request);
  if (form.get("step") === "sign-in") return await takeSignIn(visit, form);
  return await takeConsent(visit, form.get("decision"));
}

async function showPrompt(visit: Visit): Promise<void> {
  if (visit.interaction.prompt.name === "login")
    return await showSignIn(visit, parameterOf(visit, "login_hint"), false);
  const user = userOf(visit, visit.interaction.session?.accountId);
  if (!user) return await showSignIn(visit, "", false);
  const scopes = askedScopes(visit, user);
  send(
    visit.response,
    consentPage({
      brand: brandOf(visit),
      action: actionOf(visit),
      clientName: await clientNameOf(visit),
      clientPlace: placeOf(redirectUriOf(visit)),
      user,
      grantable: scopes.grantable.map((scope) => inWords(visit, scope)),
      refused: scopes.refused.map((scope) => inWords(visit, scope)),
      formTargets: [formTargetOf(redirectUriOf(visit))],
    }),
  );
}

async function showSignIn(visit: Visit, username: string, failed: boolean): Promise<void> {
  const view = {
    brand: brandOf(visit),
    action: actionOf(visit),
    clientName: await clientNameOf(visit),
    users: visit.options.users,
    username,
    failed,
    formTargets: [formTargetOf(redirectUriOf(visit))],
  };
  send(visit.response, signInPage(view));
}

async function takeSignIn(visit: Visit, form: URLSearchParams): Promise<void> {
  const username = form.get("username") ?? "";
  const user = userOf(visit, username);
  if (!user || !sameText(user.password, form.get("password") ?? "")) return await showSignIn(visit, username, true);
  await finish(visit, { login: { accountId: user.username } });
}

async function takeConsent(visit: Visit, decision: string | null): Promise<void> {
  const user = userOf(visit, visit.interaction.session?.accountId);
  if (decision === "switch" || !user) return await showSignIn(visit, "", false);
  if (decision !== "allow") {
    return await finish(visit, { error: "access_denied", error_description: "The user said no." });
  }
  const grantId = await saveGrant(visit, user);
  await finish(visit, { consent: { grantId } });
}

/** Adds what was allowed to the grant, and notes what was not, so that the same question is not asked at once again. */
async function saveGrant(visit: Visit, user: DemoUser): Promise<string> {
  const { interaction, provider } = visit;
  const existing = interaction.grantId ? await provider.Grant.find(interaction.grantId) : undefined;
  const grant = existing ?? new provider.Grant({ accountId: user.username, clientId: parameterOf(visit, "client_id") });
  const details = interaction.prompt.details as ConsentDetails;
  if (details.missingOIDCScope) grant.addOIDCScope(details.missingOIDCScope.join(" "));
  for (const [resource, scopes] of Object.entries(details.missingResourceScopes ?? {})) {
    const { grantable, refused } = splitScopes(scopes, user);
    if (grantable.length > 0) grant.addResourceScope(resource, grantable.join(" "));
    if (refused.length > 0) grant.rejectResourceScope(resource, refused.join(" "));
  }
  return await grant.save();
}

interface ConsentDetails {
  readonly missingOIDCScope?: readonly string[];
  readonly missingResourceScopes?: Readonly<Record<string, readonly string[]>>;
}

interface SplitScopes {
  readonly grantable: readonly string[];
  readonly refused: readonly string[];
}

/** All scopes of the request, not only the missing ones: the page says what the token will allow. */
function askedScopes(visit: Visit, user: DemoUser): SplitScopes {
  const asked = parameterOf(visit, "scope").split(" ");
  return splitScopes(
    asked.filter((scope) => scope !== "" && scope !== "openid"),
    user,
  );
}

function splitScopes(scopes: readonly string[], user: DemoUser): SplitScopes {
  const mayGrant = (scope: string): boolean =>
    user.scopes === "all" || scope === "offline_access" || user.scopes.includes(scope);
  return { grantable: scopes.filter(mayGrant), refused: scopes.filter((scope) => !mayGrant(scope)) };
}

function brandOf({ options }: Visit): string {
  return options.brand ?? "Sign-in";
}

function inWords(visit: Visit, scope: string): ScopeInWords {
  if (scope === "offline_access") return { scope, words: "Stay signed in" };
  return { scope, words: visit.options.scopeWords?.[scope] ?? scope };
}

async function clientNameOf(visit: Visit): Promise<string> {
  const client = await visit.provider.Client.find(parameterOf(visit, "client_id"));
  return client?.clientName ?? client?.clientId ?? "an application";
}

/** A parameter of the authorization request; empty when it is missing or no text. */
function parameterOf(visit: Visit, name: string): string {
  const value = visit.interaction.params[name];
  return typeof value === "string" ? value : "";
}

function userOf(visit: Visit, username: string | undefined): DemoUser | undefined {
  return visit.options.users.find((user) => user.username === username);
}

function actionOf(visit: Visit): string {
  return interactionPath(visit.provider.issuer, visit.interaction.uid);
}

function redirectUriOf(visit: Visit): URL | null {
  return URL.parse(parameterOf(visit, "redirect_uri"));
}

function placeOf(redirectUri: URL | null): string {
  if (!redirectUri) return "an unknown place";
  return redirectUri.host === "" ? redirectUri.protocol : redirectUri.host;
}

/** A source for `form-action`. CSP cannot name IPv6 hosts, and a scheme of its own has no origin. */
function formTargetOf(redirectUri: URL | null): string {
  if (!redirectUri) return "'self'";
  const hasOrigin = redirectUri.protocol === "https:" || redirectUri.protocol === "http:";
  return hasOrigin && !redirectUri.hostname.startsWith("[") ? redirectUri.origin : redirectUri.protocol;
}

async function finish(visit: Visit, result: InteractionResults): Promise<void> {
  await visit.provider.interactionFinished(visit.request, visit.response, result, { mergeWithLastSubmission: false });
}

function send(response: ServerResponse, { html, policy }: Page): void {
  response.writeHead(200, {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": policy,
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
  });
  response.end(html);
}

const maxFormBytes = 10_000;

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    if (size > maxFormBytes) throw new RangeError(`a form of more than ${maxFormBytes} bytes`);
    chunks.push(chunk);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString("utf8"));
}

function sameText(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.byteLength === b.byteLength && timingSafeEqual(a, b);
}
