/** Longest pattern. */
const maxLength = 256;

/** Pieces of variable length: with two, matching one of 63 characters takes some 2,000 steps at most. */
const maxVariable = 2;

/** One piece: a character or a set of characters, and how often. No group, alternative, assertion, escape or wildcard. */
const piece = /([a-z0-9-]|\[(?:[a-z](?:-[a-z])?|[0-9](?:-[0-9])?)*-?\])(?:([?*+])|\{(\d{1,2})(?:(,)(\d{1,2})?)?\})?/y;

/**
 * Reads `TENANT_PATTERN`: anchored at both ends, of a class of patterns whose meaning and cost are seen at sight. Alternatives are not
 * in it: in `^a|b$` each has one anchor only, and a list is what `TENANTS` is for.
 * @returns undefined when the pattern is not of that class; `problems` says why
 */
export function readTenantPattern(text: string, problems: string[]): RegExp | undefined {
  const problem = patternProblem(text);
  if (problem === undefined) return new RegExp(text);
  problems.push(
    `TENANT_PATTERN (tenantPattern) ${problem}: write a pattern like ^[a-z][a-z0-9-]{2,30}$, of characters a-z, 0-9 and -, sets of them, and ? * + {n} {n,m}.`,
  );
  return undefined;
}

function patternProblem(text: string): string | undefined {
  if (text.length > maxLength) return `is longer than ${maxLength} characters`;
  if (!text.startsWith("^") || !text.endsWith("$")) return "does not begin with ^ and end with $";
  const body = text.slice(1, -1);
  let at = 0;
  let variable = 0;
  while (at < body.length) {
    piece.lastIndex = at;
    const match = piece.exec(body);
    if (match === null || match[1] === "[]") return `cannot hold what stands at its character ${at + 2}`;
    if (isVariable(match)) variable += 1;
    at = piece.lastIndex;
  }
  if (at === 0) return "lets no name in";
  if (variable > maxVariable) return `has more than ${maxVariable} pieces of variable length`;
  return isRegExp(text) ? undefined : "is not a pattern";
}

function isVariable([, , sign, least, comma, most]: RegExpExecArray): boolean {
  return sign !== undefined || (comma !== undefined && least !== most);
}

/** What is left to go wrong: a range or a count whose ends are the wrong way round. */
function isRegExp(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}
