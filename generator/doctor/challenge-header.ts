/** One challenge of a `WWW-Authenticate` header (RFC 9110, 11.6.1). */
export interface ParsedChallenge {
  /** In lower case. */
  readonly scheme: string;
  /** Names in lower case. */
  readonly parameters: ReadonlyMap<string, string>;
}

const token = "[A-Za-z0-9!#$%&'*+.^_`|~-]+";
const part = new RegExp(
  `[\\s,]*(?:(${token})\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|([^\\s,"]+))|(${token})(?=[\\s,]|$))`,
  "y",
);

/** Reads a `WWW-Authenticate` header, which may hold several challenges. `undefined` when it cannot be read. */
export function parseChallenges(header: string): readonly ParsedChallenge[] | undefined {
  const challenges: { scheme: string; parameters: Map<string, string> }[] = [];
  part.lastIndex = 0;
  let at = 0;
  while (header.slice(at).replace(/^[\s,]+/u, "") !== "") {
    part.lastIndex = at;
    const match = part.exec(header);
    if (match === null) return undefined;
    at = part.lastIndex;
    const [, name, quoted, bare, scheme] = match;
    if (scheme !== undefined) {
      challenges.push({ scheme: scheme.toLowerCase(), parameters: new Map() });
      continue;
    }
    const parameters = challenges.at(-1)?.parameters;
    if (parameters === undefined || name === undefined || parameters.has(name.toLowerCase())) return undefined;
    parameters.set(name.toLowerCase(), quoted === undefined ? (bare ?? "") : quoted.replaceAll(/\\(.)/gu, "$1"));
  }
  return challenges;
}

/** The bearer challenge of an answer's headers; `undefined` when there is none that can be read. */
export function bearerChallengeOf(headers: Headers): ParsedChallenge | undefined {
  const header = headers.get("www-authenticate");
  return header === null ? undefined : parseChallenges(header)?.find(({ scheme }) => scheme === "bearer");
}

/** The scopes that a challenge names. */
export function scopesOf(challenge: ParsedChallenge | undefined): readonly string[] {
  return (challenge?.parameters.get("scope") ?? "").split(" ").filter((scope) => scope !== "");
}
