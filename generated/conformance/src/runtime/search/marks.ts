/** Marks that stand for values in a request; no text of a request has them: it is cleared of them first. */
export const mark = {
  hint: "\u0001",
  quoted: "\u0002",
  prefix: "\u0003",
  place: "\u0004",
  label: "\u0005",
  id: "\u0006",
} as const;

/** The word for the kind of value that a token stands for. */
export function hintIn(token: string): string | undefined {
  return after(mark.hint, token);
}

/** A word from text in quotes. */
export function quotedIn(token: string): string | undefined {
  return after(mark.quoted, token);
}

/** The prefix of an identifier. */
export function prefixIn(token: string): string | undefined {
  return after(mark.prefix, token);
}

/** The word for the place that a token names. */
export function placeIn(token: string): string | undefined {
  return after(mark.place, token);
}

/** A word of the name of something that somebody made. */
export function labelIn(token: string): string | undefined {
  return after(mark.label, token);
}

/** Whether a token stands for an identifier. */
export function isId(token: string): boolean {
  return token.startsWith(mark.id) || token.startsWith(mark.prefix);
}

/** Whether a token stands for a value of any kind. */
export function isMarked(token: string): boolean {
  return Object.values(mark).some((sign) => token.startsWith(sign));
}

function after(sign: string, token: string): string | undefined {
  return token.startsWith(sign) ? token.slice(sign.length).replaceAll(/[^\p{L}\p{N}]/gu, "") : undefined;
}
