/** Whether a host is this machine (RFC 8252, 7.3; RFC 6761, 6.3). */
export function isLoopback({ hostname }: URL): boolean {
  return /^(?:localhost|.+\.localhost|127(?:\.\d{1,3}){3}|\[::1\])$/u.test(hostname);
}

/** Whether what is sent there can be read on the way: OAuth 2.1, 1.5 wants https, but for loopback. */
export function isSecure(url: URL): boolean {
  return url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url));
}

/**
 * Why a URL that a server named is not read; `""` when it may be. A server that is asked must not be able to make this
 * machine call itself, a cloud's metadata service, or anything in the clear.
 *
 * @param endpoint - what the user named, and so allowed
 */
export function refusalToRead(url: URL | null, endpoint: URL): string {
  if (url === null) return "it is not a URL";
  if (url.origin === endpoint.origin && url.username === "") return "";
  if (url.protocol !== "https:" && url.protocol !== "http:") return "it is neither https nor http";
  if (url.username !== "" || url.password !== "") return "it holds a user name or password";
  if (isLoopback(url) && !isLoopback(endpoint)) return "it leads from a server elsewhere to this machine";
  if (/^(?:169\.254\.|\[fe80:|0\.|\[::\])/u.test(url.hostname)) return "it leads to a link-local address";
  return isSecure(url) ? "" : "it is not https";
}
