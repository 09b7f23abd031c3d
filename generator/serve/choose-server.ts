/** The well-known documents whose path has the resource's or issuer's path after it (RFC 9728, 3.1; RFC 8414, 3.1). */
const wellKnown = /^\/\.well-known\/(?:oauth-protected-resource|oauth-authorization-server|openid-configuration)\//u;

/**
 * Which server a path belongs to: the first segment, also behind a well-known prefix. Nothing is decoded: a name has
 * none of the characters that could be written otherwise.
 * @returns the name that the path asks for; whether a server has it is not judged here
 */
export function chooseServer(path: string): string | undefined {
  const rest = path.replace(wellKnown, "/");
  const name = /^\/([a-z0-9][a-z0-9-]*)(?=[/?]|$)/u.exec(rest)?.[1];
  return name;
}
