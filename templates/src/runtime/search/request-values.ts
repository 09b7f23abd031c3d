import { splitWords } from "./split-words.ts";

/** What people write into a request as values, and the word for what it is. They say little of what is wanted, but that much. */
const values: readonly (readonly [pattern: RegExp, hint: string])[] = [
  [/\bhttps?:\/\/\S+/gi, "url"],
  [/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, "email"],
  [/(?<=\s|^)@[\w.]+(?:@[\w.-]+)?/g, "account"],
  [/[$€£¥]\s?\d[\d.,]*|\b\d[\d.,]*\s?(?:dollars?|euros?|pounds?|usd|eur|gbp|cents?)\b/gi, "amount"],
  [/\b\d[\d.,]*\s?(?:%|percent\b)/gi, "percent"],
  [/\b[A-Z]{2,10}-\d+\b/g, "issue"],
  [/\+\d[\d ().-]{6,}\d/g, "phone"],
  [/\b[\w-]+\.(?:pdf|docx?|xlsx?|pptx?|csv|txt|zip|jpe?g|png|gif|mp[34]|mov)\b/gi, "file"],
  [/\b(?:today|tomorrow|tonight|yesterday|monday|tuesday|wednesday|thursday|friday|saturday|sunday)(?:'s)?\b/gi, ""],
  [/\b(?:january|february|march|april|june|july|august|september|october|november|december)\b/gi, ""],
];

const quotes = /["“”«»]([^"“”«»]*)["“”«»]/g;

/** A token with a digit: numbers, `WEB-482`, `sub_1Mq77Hz`. */
const identifier = /\b[A-Za-z]*[_-]?(?=[\w-]*\d)[\w-]+\b/g;

/** `WEB-482`: how tickets are named everywhere. */
const ticket = /\b[A-Z]{2,10}-\d+\b/;

/** `owner/name`: how code, images and models are named everywhere. */
const slashed = /\b[\w.-]+\/[\w.-]+\b/g;

/** A lone name: a capital letter that begins no sentence. */
const name = /(?<=[\p{Ll},] )\p{Lu}\p{Ll}{2,}(?=[\s.,;?!'’]|$)/u;

const person = /\b\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+|\b(?:Mrs?|Ms|Dr)\.|[\w.+-]+@[\w-]+|(?:\s|^)@\w/u;

/** Marks, which no text of a request has: it is cleared of them first. */
const mark = { place: "\u0004", hint: "\u0001", quoted: "\u0002", prefix: "\u0003" };

/** A request with its values replaced by marks, and what kinds of values it had. */
export interface MarkedRequest {
  readonly plain: string;
  readonly namesIds: boolean;
  readonly namesPerson: boolean;
  /** It has a lone name, of somebody or something. */
  readonly namesOne: boolean;
  readonly quotes: boolean;
  readonly saysMy: boolean;
}

/** Replaces the values of a request by marks that {@link hintIn}, {@link quotedIn} and {@link prefixIn} read. */
export function markValues(text: string): MarkedRequest {
  const clean = text.replaceAll(/\p{Cc}/gu, " ");
  let marked = clean.replaceAll(
    quotes,
    (_, inner: string) =>
      ` ${splitWords(inner)
        .map((word) => mark.quoted + word)
        .join(" ")} `,
  );
  for (const [pattern, hint] of values)
    marked = marked.replaceAll(pattern, hint === "" ? " " : ` ${mark.hint}${hint} `);
  const unslashed = marked.replaceAll(slashed, ` ${mark.place}repository `);
  return {
    plain: unslashed.replaceAll(identifier, idPrefix),
    namesIds: marked.search(identifier) >= 0 || ticket.test(clean),
    namesPerson: person.test(clean.replaceAll(quotes, " ")),
    namesOne: name.test(clean.replaceAll(quotes, " ")),
    quotes: marked.includes(mark.quoted),
    saysMy: /\b(?:my|mine|me)\b/i.test(clean),
  };
}

/** What stands before the number of an identifier is often short for what it identifies: `sub_1Mq77` is a subscription. */
function idPrefix(id: string): string {
  const prefix = /^([a-z]{3,})_/.exec(id)?.[1];
  return prefix === undefined ? " " : ` ${mark.prefix}${prefix} `;
}

/** The word for the kind of value that a token stands for. */
export function hintIn(token: string): string | undefined {
  return after(mark.hint, token);
}

/** The word for the place that a token names. */
export function placeIn(token: string): string | undefined {
  return after(mark.place, token);
}

/** A word from text in quotes. */
export function quotedIn(token: string): string | undefined {
  return after(mark.quoted, token);
}

/** The prefix of an identifier. */
export function prefixIn(token: string): string | undefined {
  return after(mark.prefix, token);
}

function after(sign: string, token: string): string | undefined {
  return token.startsWith(sign) ? token.slice(sign.length).replaceAll(/[^\p{L}\p{N}]/gu, "") : undefined;
}
