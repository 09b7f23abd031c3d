import { mark } from "./marks.ts";
import { splitWords } from "./split-words.ts";

/** What people write into a request as values, and the word for what it is. They say little of what is wanted, but that much. */
const values: readonly (readonly [pattern: RegExp, hint: string])[] = [
  [/\bhttps?:\/\/\S+/gi, "url"],
  [/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, "email"],
  [/(?<=\s|^)@[\w.]+(?:@[\w.-]+)?/g, "account"],
  [/-?\d{1,3}\.\d+\s*,\s*-?\d{1,3}\.\d+/g, "latitude"],
  [/[$€£¥]\s?\d[\d.,]*|\b\d[\d.,]*\s?(?:dollars?|euros?|pounds?|usd|eur|gbp|cents?)\b/gi, "amount"],
  [/\b\d[\d.,]*\s?(?:%|percent\b)/gi, "percent"],
  [/\b[A-Z]{2,10}-\d+\b/g, "issue"],
  [/\+\d[\d ().-]{6,}\d/g, "phone"],
  [
    /\b[\w-]+\.(?:pdf|docx?|xlsx?|pptx?|csv|tsv|txt|md|html?|jsonl?|ya?ml|xml|ics|zip|tar|gz|jpe?g|png|gif|svg|webp|mp[34]|m4a|wav|ogg|mov|avi|key|pem)\b/gi,
    "file",
  ],
  [/\b(?:today|tomorrow|tonight|yesterday|monday|tuesday|wednesday|thursday|friday|saturday|sunday)(?:'s)?\b/gi, ""],
  [/\b(?:january|february|march|april|june|july|august|september|october|november|december)\b/gi, ""],
];

/** Text in quotes; a single one begins where a word could, and ends where one does. */
const quotes =
  /["“”«»]([^"“”«»]*)["“”«»]|(?<=^|[\s(:,])['‘]((?:[^'’‘\n]|(?<=\p{L})['’](?=\p{L}))+)['’](?=$|[\s.,;:?!)])/gu;

/** A token with a digit: numbers, `WEB-482`, `sub_1Mq77Hz`. */
const identifier = /\b[A-Za-z]*[_-]?(?=[\w-]*\d)[\w-]+\b/g;

/** Of these, what may well identify something: not a year, a version, a time, `mp3` or `Q2`. */
const identifying =
  /^(?!(?:19|20)\d\d$)(?:\d{3,}|(?=.*\d)(?=.*[A-Za-z])(?!v?\d[\d.]*(?:st|nd|rd|th|am|pm|h|x|gb|mb|kb|k|m)?$)[\w-]{4,})$/i;

/** What counts things, and identifies none: `90 minutes`. */
const counted =
  /\b\d+[\s-]+(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|points?|times?|people|users?|characters?|words?|bytes?|[kmg]b)\b/gi;

/** `WEB-482`: how tickets are named everywhere. */
const ticket = /\b[A-Z]{2,10}-\d+\b/;

/** `owner/name`: how code, images and models are named everywhere. */
const slashed = /(?<![\w./-])(?!(?:and|he|his|yes|on)\/)[a-z][\w.-]+\/[a-z][\w.-]+\b(?!\/)/g;

/** A lone name: a capital letter that begins no sentence. */
const name = /(?<=[\p{Ll},] )\p{Lu}\p{Ll}{2,}(?=[\s.,;?!'’]|$)/u;

/** `web-prod`, `acme_docs`, `#sales`, `API_KEY`: how people name what they have made; nothing that goes on with what it describes. */
const label =
  /(?<=\s|^)(?:#\p{L}[\p{L}\p{N}_-]+|[a-z]{2,}(?:[-_]\d{1,4})?(?:[-_][a-z]{2,})+(?:[-_]\d{1,4})*(?=[.,;:?!)]|$| (?:in|on|to|from|for|and|or|with|between|except|by|of|as|so|is|was|has|have|keeps?|because)\b)|[A-Z]{2,}(?:_[A-Z]+)+)(?![\w-])/gu;

const person = /\b\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+|\b(?:Mrs?|Ms|Dr)\.|[\w.+-]+@[\w-]+|(?:\s|^)@\w/u;

/** A request with its values replaced by marks, and what kinds of values it had. */
export interface MarkedRequest {
  readonly plain: string;
  readonly namesIds: boolean;
  readonly namesPerson: boolean;
  /** It has a lone name, of somebody or something. */
  readonly namesOne: boolean;
  /** It has the name of something that somebody made. */
  readonly namesThing: boolean;
  readonly quotes: boolean;
  readonly saysMy: boolean;
}

/** Replaces the values of a request by {@link mark}s. */
export function markValues(text: string): MarkedRequest {
  const clean = text.replaceAll(/\p{Cc}/gu, " ");
  const unquoted = clean.replaceAll(quotes, " ");
  let marked = clean.replaceAll(
    quotes,
    (_, double: string | undefined, single: string | undefined) =>
      ` ${splitWords(double ?? single ?? "")
        .map((word) => mark.quoted + word)
        .join(" ")} `,
  );
  for (const [pattern, hint] of values)
    marked = marked.replaceAll(pattern, hint === "" ? " " : ` ${mark.hint}${hint} `);
  const unslashed = marked.replaceAll(slashed, ` ${mark.place}repository `).replaceAll(label, (made) => {
    const words = splitWords(made).map((word) => ` ${mark.label}${word}`);
    return `${made.startsWith("#") ? ` ${mark.hint}channel ${mark.hint}hashtag` : ""}${words.join("")}`;
  });
  return {
    plain: unslashed.replaceAll(identifier, idPrefix),
    namesIds: hasId(marked) || ticket.test(unquoted),
    namesPerson: person.test(unquoted),
    namesOne: name.test(unquoted),
    namesThing: unquoted.search(label) >= 0,
    quotes: marked.includes(mark.quoted),
    saysMy: /\b(?:my|mine|me)\b/i.test(clean),
  };
}

function hasId(marked: string): boolean {
  const tokens = marked.replaceAll(counted, " ").match(identifier) ?? [];
  return tokens.some((token) => identifying.test(token));
}

/** What stands before the number of an identifier is often short for what it identifies: `sub_1Mq77` is a subscription. */
function idPrefix(id: string): string {
  const prefix = /^([a-z]{3,})_/.exec(id)?.[1];
  if (prefix !== undefined) return ` ${mark.prefix}${prefix} `;
  return identifying.test(id) ? ` ${mark.id} ` : " ";
}
