/** Host names that never leave the machine (RFC 6761, 6.3; RFC 1122, 3.2.1.3). */
export function isLoopback(url: URL): boolean {
  return url.hostname === "localhost" || url.hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(url.hostname);
}

/** Whether tokens, keys or metadata may travel there: https, or plain http that stays on this machine (RFC 6750, 5.2). */
export function isSecure(url: URL): boolean {
  return url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url));
}

/**
 * Reads one configured URL: absolute, https off loopback, without user, query or fragment, without a trailing slash.
 * Anything else is told in `problems`, and the answer is undefined.
 */
export function readUrl(setting: string, text: string, problems: string[]): URL | undefined {
  if (/[{}]/.test(text)) {
    problems.push(
      `${setting} has a placeholder, which only servers for several tenants fill in: set TENANTS or TENANT_PATTERN.`,
    );
    return undefined;
  }
  if (!URL.canParse(text)) {
    problems.push(`${setting} is not a URL: write it in full, like https://example.com/path.`);
    return undefined;
  }
  const url = new URL(text);
  const problem = urlProblem(url);
  if (problem !== undefined) {
    problems.push(`${setting} ${problem}`);
    return undefined;
  }
  if (url.pathname.endsWith("/")) url.pathname = url.pathname.replace(/\/+$/, "");
  return url;
}

function urlProblem(url: URL): string | undefined {
  if (url.protocol !== "https:" && url.protocol !== "http:") return "must be an http or https URL.";
  if (!isSecure(url)) return "must be https: tokens pass there. Plain http is allowed on loopback only.";
  if (url.username !== "" || url.password !== "") return "must not hold a user name or password.";
  if (url.search !== "" || url.href.includes("?")) return "must not have a query.";
  if (url.href.includes("#")) return "must not have a fragment.";
  return undefined;
}
