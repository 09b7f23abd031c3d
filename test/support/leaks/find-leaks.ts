/** How much of a token is looked for: enough that no other text has it, little enough that a shortened token is found too. */
const FRAGMENT = 16;

/** Shorter words are not tokens: tests send `x.y.z` and `secret`. */
const MIN_TOKEN = 24;

/**
 * What of tokens is looked for: the end of each of its parts but a JSON Web Token's header, which thousands have in common. Texts
 * of a few letters only, such as a token of a hundred thousand `a`, are nobody's credentials.
 */
export function fragmentsOf(token: string): readonly string[] {
  if (token.length < MIN_TOKEN) return [];
  const parts = token.split(".");
  return parts
    .slice(parts.length > 1 ? 1 : 0)
    .filter((part) => part.length >= FRAGMENT)
    .map((part) => part.slice(-FRAGMENT))
    .filter((fragment) => new Set(fragment).size >= 8);
}

/** Places in `text` where a part of one of the tokens stands, each with what stands before it, the token itself left out. */
export function findLeaks(text: string, fragments: ReadonlySet<string>): readonly string[] {
  const found: string[] = [];
  for (let at = 0; at + FRAGMENT <= text.length; at++) {
    if (!fragments.has(text.slice(at, at + FRAGMENT))) continue;
    found.push(text.slice(Math.max(0, at - 300), at).replaceAll(/[\w-]{40,}/g, "…"));
    at += FRAGMENT;
  }
  return found;
}
