/** Anything that looks like a JWT: servers may echo what they were sent. */
const looksLikeToken = /[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]*/gu;

/**
 * Makes a function that takes every secret out of a text.
 *
 * @param secrets - tokens, codes and the like; a JWT's parts count as secrets of their own
 */
export function createRedaction(secrets: readonly string[]): (text: string) => string {
  const parts = secrets.flatMap((secret) => [secret, ...secret.split(".")]).filter((part) => part.length >= 8);
  const known = [...new Set(parts)].toSorted((a, b) => b.length - a.length);
  return (text) => {
    let clean = text;
    for (const secret of known) {
      clean = clean.replaceAll(secret, "[hidden]").replaceAll(encodeURIComponent(secret), "[hidden]");
    }
    return clean.replace(looksLikeToken, (match) => (match.startsWith("eyJ") ? "[hidden]" : match));
  };
}
