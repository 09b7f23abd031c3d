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
  /** Words of the same root, of the thesaurus, of a phrase, and those that a word of an id is short for; next to the word itself. */
  readonly root: number;
  readonly synonym: number;
  readonly phrase: number;
  readonly prefix: number;
  /** A misspelt word. */
  readonly misspelt: number;
  /** Words of a request: text in quotes, capitalised names, kinds of values, `owner/name`, a plain verb, words of a phrase that was understood as a whole. */
  readonly quoted: number;
  readonly named: number;
  readonly value: number;
  readonly place: number;
  readonly verb: number;
  readonly phrasePart: number;
  /** Words of the clause before, in one that refers back to it. */
  readonly carried: number;
  /** What each further word of a clause loses, and what it keeps at least. */
  readonly decay: number;
  readonly least: number;
  /** How much of the score depends on the share of the tool's own words that were asked for. */
  readonly coverage: number;
  /** The tool does what the verb asks; it reads where a write is asked or writes where a reading is; it reads where something special is asked; it writes otherwise. */
  readonly sameAction: number;
  readonly readOrWrite: number;
  readonly readToAct: number;
  readonly otherWrite: number;
  readonly deprecated: number;
  /** One clause of several: at most, and on top of the whole. */
  readonly clause: number;
  readonly clauseToo: number;
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
  /** What a tool keeps for each further parameter in its path: what needs less is what is meant more often. */
  readonly depth: number;
}

/** How tools are ranked. */
export const rankingWeights: RankingWeights = {
  fields: {
    name: 1,
    title: 0.7,
    path: 0.9,
    resource: 4,
    service: 0.6,
    arguments: 0.3,
    description: 0.7,
    details: 0.75,
  },
  saturation: 4,
  rarity: 0.5,
  root: 0.5,
  synonym: 0.4,
  phrase: 0.55,
  prefix: 0.7,
  misspelt: 0.5,
  quoted: 0.45,
  named: 0.2,
  value: 1.2,
  place: 0.75,
  verb: 0.4,
  phrasePart: 0.4,
  carried: 0.2,
  decay: 0.04,
  least: 0.6,
  coverage: 0.65,
  sameAction: 1.25,
  readOrWrite: 0.8,
  readToAct: 1,
  otherWrite: 0.65,
  deprecated: 0.5,
  clause: 0.8,
  clauseToo: 0.65,
  link: 0.4,
  linkWithIds: 0.25,
  linkNamed: 0.9,
  secondLink: 0.6,
  people: 0.8,
  perhapsPeople: 0.4,
  anything: 0.2,
  self: 0.4,
  depth: 0.97,
};
