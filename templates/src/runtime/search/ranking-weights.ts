import type { IndexField } from "./index-fields.ts";

/**
 * Every number of the ranking. They were chosen by `bench/retrieval` on the half of its requests that is for tuning, in round figures: none
 * of them matters alone.
 */
export interface RankingWeights {
  /** What a match in a field counts. */
  readonly fields: { readonly [field in IndexField]: number };
  /** A word found in several fields is still one word: beyond this sum of fields, more of them add little. */
  readonly saturation: number;
  /** How much the rarity of a word counts: 1 as in BM25; requests are full of rare words that mean nothing to the API. */
  readonly rarity: number;
  /** Next to the word itself: words of the same root; a term for what was said; a term in place of a term; what a phrase stands for; words that a part of an id is short for; misspelt words. */
  readonly root: number;
  readonly synonym: number;
  readonly related: number;
  readonly phrase: number;
  readonly prefix: number;
  readonly misspelt: number;
  /** What others count that stand for a word by which the API itself tells tools apart, and how much less each of several counts. */
  readonly synonymKnown: number;
  readonly ambiguity: number;
  /** Words of a request: text in quotes, capitalised names, kinds of values, `owner/name`, names such as `web-prod`, nouns for whoever it may be, a plain verb, words of a phrase that was understood as a whole, words behind a preposition. */
  readonly quoted: number;
  readonly named: number;
  readonly value: number;
  readonly place: number;
  readonly label: number;
  readonly vague: number;
  readonly verb: number;
  readonly phrasePart: number;
  readonly behindPreposition: number;
  /** Words of the clause before, in one that refers back to it. */
  readonly carried: number;
  /** What each further word of a clause loses, and what it keeps at least. */
  readonly decay: number;
  readonly least: number;
  /** How much of the score depends on the share of the tool's own words that were asked for, and what these weigh together at least. */
  readonly coverage: number;
  readonly leastOwn: number;
  /** The tool does what the verb asks; what another part asks; it reads where a write is asked or writes where a reading is; it reads where something special is asked; it updates where another write is asked; it writes otherwise. */
  readonly sameAction: number;
  readonly otherPart: number;
  readonly readOrWrite: number;
  readonly readToAct: number;
  readonly updateInstead: number;
  readonly otherWrite: number;
  /** It reads one thing by an id, and none is given. */
  readonly getWithoutId: number;
  /** It is deprecated, or set apart for some by a word such as `admin` that the request does not say. */
  readonly deprecated: number;
  readonly aside: number;
  /** One clause of several: at most, and on top of the whole; how much that depends on what the API has of it; without a verb. */
  readonly clause: number;
  readonly clauseToo: number;
  readonly clauseEvidence: number;
  readonly verbless: number;
  /** What yields the id that a good hit needs: in general, when the request gives ids, when it names things; and one step further. */
  readonly link: number;
  readonly linkWithIds: number;
  readonly linkNamed: number;
  readonly secondLink: number;
  /** What finds people, when somebody is named, and when a lone name may be somebody's; anything, when something is named; who the caller is, when the request says "my". */
  readonly people: number;
  readonly perhapsPeople: number;
  readonly anything: number;
  readonly self: number;
  /** What lists what most of the API is about: when something is named, when it is named as such things are (`web-prod`), and always. */
  readonly central: number;
  readonly centralThing: number;
  readonly fallback: number;
  /** What lists a noun that stands beside a name (`the form "Quote"`), or behind an article. */
  readonly soughtByName: number;
  readonly soughtByArticle: number;
  /** What a tool keeps for each further parameter in its path: what needs less is what is meant more often. */
  readonly depth: number;
}

/** How tools are ranked. */
export const rankingWeights: RankingWeights = {
  fields: {
    name: 1,
    title: 0.7,
    path: 0.9,
    resource: 3,
    service: 0.6,
    arguments: 0.3,
    description: 0.7,
    details: 0.75,
  },
  saturation: 3,
  rarity: 0.5,
  root: 0.5,
  synonym: 0.45,
  related: 0.4,
  synonymKnown: 0.6,
  ambiguity: 0.1,
  phrase: 0.55,
  prefix: 0.7,
  misspelt: 0.5,
  quoted: 0.45,
  named: 0.2,
  value: 1.2,
  place: 0.75,
  label: 0.4,
  vague: 0.7,
  verb: 0.4,
  phrasePart: 0.4,
  carried: 0.2,
  decay: 0.04,
  least: 0.6,
  coverage: 0.65,
  leastOwn: 0.5,
  sameAction: 1.25,
  otherPart: 0.9,
  readOrWrite: 0.8,
  readToAct: 0.85,
  otherWrite: 0.55,
  updateInstead: 0.7,
  getWithoutId: 0.9,
  behindPreposition: 0.92,
  deprecated: 0.5,
  aside: 0.9,
  clause: 0.9,
  clauseToo: 0.75,
  clauseEvidence: 0.5,
  verbless: 0.8,
  link: 0.35,
  linkWithIds: 0.35,
  linkNamed: 0.45,
  secondLink: 0.6,
  people: 0.8,
  perhapsPeople: 0.4,
  anything: 0.2,
  central: 0.1,
  centralThing: 0.45,
  fallback: 0.02,
  self: 0.4,
  soughtByName: 0.4,
  soughtByArticle: 0.25,
  depth: 0.97,
};
