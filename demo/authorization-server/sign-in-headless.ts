import type { DemoUser } from "../../generator/dev/authorization-server/options.ts";

/** Who signs in, and what they answer on the consent page. */
export interface HeadlessSignIn {
  readonly user: Pick<DemoUser, "username" | "password">;
  readonly decision: "allow" | "deny";
  /** Told of each page on the way, for a log. */
  readonly onPage?: (page: HeadlessPage) => void;
}

/** A page with a form that was met on the way. */
export interface HeadlessPage {
  readonly url: string;
  readonly step: string;
  readonly html: string;
}

const maxSteps = 20;

/**
 * Walks the sign-in and consent pages by HTTP as a browser would: follows redirects, keeps cookies, fills in the forms.
 *
 * @returns the callback URL with `code` or `error`: the first redirect that leaves the authorization server
 * @throws Error when a page is none that it knows, when the password is refused, or after twenty steps
 */
export async function signInHeadless(authorizationUrl: string | URL, signIn: HeadlessSignIn): Promise<string> {
  const start = new URL(authorizationUrl);
  const browser = createBrowser();
  let response = await browser.get(start);
  const seen = new Set<string>();
  for (let step = 0; step < maxSteps; step += 1) {
    const location = response.headers.get("location");
    if (location !== null) {
      const target = new URL(location, response.url);
      if (target.origin !== start.origin) return target.href;
      response = await browser.get(target);
      continue;
    }
    response = await browser.post(new URL(response.url), await fillIn(response, signIn, seen));
  }
  throw new Error(`no callback after ${maxSteps} steps from ${start.origin}${start.pathname}`);
}

async function fillIn(response: Response, signIn: HeadlessSignIn, seen: Set<string>): Promise<URLSearchParams> {
  const html = await response.text();
  const step = /<input type="hidden" name="step" value="([a-z-]+)">/.exec(html)?.[1];
  if (response.status !== 200 || step === undefined) {
    throw new Error(`expected a page with a form, got ${response.status}: ${html.slice(0, 300)}`);
  }
  const key = `${step} ${response.url}`;
  if (seen.has(key)) throw new Error(`the page "${step}" came back: ${signIn.user.username} was refused`);
  seen.add(key);
  signIn.onPage?.({ url: response.url, step, html });
  if (step === "sign-in") {
    return new URLSearchParams({ step, username: signIn.user.username, password: signIn.user.password });
  }
  return new URLSearchParams({ step, decision: signIn.decision });
}

interface Browser {
  get(url: URL): Promise<Response>;
  post(url: URL, form: URLSearchParams): Promise<Response>;
}

interface Cookie {
  readonly value: string;
  readonly path: string;
}

/** A cookie jar for one origin (RFC 6265, 5.1.4 path match) and requests that do not follow redirects. */
function createBrowser(): Browser {
  const jar = new Map<string, Cookie>();
  const send = async (url: URL, init: RequestInit): Promise<Response> => {
    const headers = { Accept: "text/html", Cookie: cookieHeader(jar, url.pathname) };
    const response = await fetch(url, { ...init, headers, redirect: "manual" });
    for (const line of response.headers.getSetCookie()) keepCookie(jar, line);
    return response;
  };
  return {
    get: async (url) => await send(url, {}),
    post: async (url, form) => await send(url, { method: "POST", body: form }),
  };
}

function keepCookie(jar: Map<string, Cookie>, line: string): void {
  const [pair = "", ...attributes] = line.split(/;\s*/);
  const at = pair.indexOf("=");
  const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
  const path = attributes.find((attribute) => /^path=/i.test(attribute))?.slice(5) ?? "/";
  const expires = attributes.find((attribute) => /^expires=/i.test(attribute))?.slice(8);
  const key = `${name} ${path}`;
  if (value === "" || (expires !== undefined && Date.parse(expires) <= Date.now())) jar.delete(key);
  else jar.set(key, { value, path });
}

function cookieHeader(jar: ReadonlyMap<string, Cookie>, pathname: string): string {
  const matches = [...jar].filter(
    ([, { path }]) => path === "/" || pathname === path || pathname.startsWith(`${path}/`),
  );
  return matches.map(([key, { value }]) => `${key.slice(0, key.indexOf(" "))}=${value}`).join("; ");
}
