/** How much of a token is looked for: enough that no other text has it, little enough that a shortened token is found too. */
const FRAGMENT = 16;

/** Shorter words are not tokens: tests send `x.y.z` and `secret`. */
const MIN_TOKEN = 24;

/**
 * What of a token is looked for: its end. Of a JSON Web Token that is the end of the signature; what stands before it is claims, which
 * many tokens have in common, and opens nothing. Texts of a few letters only, such as a hundred thousand `a`, are nobody's credentials.
 */
export function fragmentOf(token: string): string | undefined {
  const fragment = token.replace(/=+$/, "").slice(-FRAGMENT);
  return token.length >= MIN_TOKEN && new Set(fragment).size >= 8 ? fragment : undefined;
}

/** Letters of which tokens are made. */
const TOKEN_LETTER = /[\w.~+/=-]/;

/** Places in `text` where a part of one of the tokens stands: for each what stands before the token, which is left out. */
export function findLeaks(text: string, fragments: ReadonlySet<string>): readonly string[] {
  const found: string[] = [];
  for (let at = 0; at + FRAGMENT <= text.length; at++) {
    if (!fragments.has(text.slice(at, at + FRAGMENT))) continue;
    let start = at;
    while (start > 0 && TOKEN_LETTER.test(text[start - 1] ?? "")) start--;
    found.push(text.slice(Math.max(0, start - 200), start));
    while (TOKEN_LETTER.test(text[at + 1] ?? "")) at++;
  }
  return found;
}
