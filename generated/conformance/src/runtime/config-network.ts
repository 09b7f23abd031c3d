import { isLoopback, readUrl } from "./config-url.ts";
import { originVariablePrefix } from "./environment.ts";
import type { ApiDefinition } from "./surface-types.ts";

/** The API must be named: the document only proposes where tokens go. */
export function checkApiBaseUrl(text: string, problems: string[]): URL | undefined {
  if (text === "") {
    problems.push("API_BASE_URL (apiBaseUrl) is missing: name the API that the callers' tokens are sent to.");
    return undefined;
  }
  return readUrl("API_BASE_URL (apiBaseUrl)", text, problems);
}

/**
 * URLs of the further origins that operations name. One without a URL is no fault: the tools that go there are refused
 * when they are called, the others work. A URL for an origin that the API does not have is a mistake.
 */
export function checkOrigins(
  given: { readonly [name: string]: string },
  api: ApiDefinition,
  problems: string[],
): ReadonlyMap<string, URL> {
  const known = new Set(api.origins.map((origin) => origin.name));
  for (const name of Object.keys(given)) {
    if (known.has(name)) continue;
    problems.push(
      `${originSetting(name)} names no origin of this API${known.size === 0 ? "" : `: ${[...known].join(", ")}`}.`,
    );
  }
  const origins = new Map<string, URL>();
  for (const { name } of api.origins) {
    const text = Object.hasOwn(given, name) ? (given[name] ?? "") : "";
    const url = text === "" ? undefined : readUrl(originSetting(name), text, problems);
    if (url !== undefined) origins.set(name, url);
  }
  return origins;
}

/** What gives an origin its URL, as it is told to the operator. */
export function originSetting(name: string): string {
  return `${originVariablePrefix}${name.toUpperCase()} (apiOrigins.${name})`;
}

/** RFC 6454, 6.2: an origin is `scheme://host[:port]`, compared as a string. */
export function checkAllowedOrigins(origins: readonly string[], problems: string[]): readonly string[] {
  for (const origin of origins) {
    if (URL.canParse(origin) && new URL(origin).origin === origin) continue;
    problems.push(
      `ALLOWED_ORIGINS (allowedOrigins) "${origin}" is not an origin: write scheme://host[:port], lower case, without path; wildcards are not supported.`,
    );
  }
  return origins;
}

/** Host names without port. By default the public host; a server on loopback answers to every name of it. */
export function checkAllowedHosts(
  given: readonly string[] | undefined,
  publicUrl: URL | undefined,
  problems: string[],
): readonly string[] {
  if (given === undefined) {
    if (publicUrl === undefined) return [];
    return isLoopback(publicUrl)
      ? [...new Set([publicUrl.hostname, "localhost", "127.0.0.1", "[::1]"])]
      : [publicUrl.hostname];
  }
  const hosts = given.map((host) => host.toLowerCase());
  for (const host of hosts) {
    if (/^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)$/.test(host)) continue;
    problems.push(`ALLOWED_HOSTS (allowedHosts) "${host}" is not a host name: write it without scheme and port.`);
  }
  if (hosts.length === 0) problems.push("ALLOWED_HOSTS (allowedHosts) is set but empty: name a host, or leave it out.");
  return hosts;
}
