/**
 * What a correct call may depend on: nothing of it (0), how a value looks or where it comes from (1), or what a value must be, is by
 * default, or means (2).
 */
export type Need = 0 | 1 | 2;

/** Literals: code, quoted values, numbers. */
const literal = /[`"“«]|\p{N}/u;

/** Words for formats, constraints, defaults and choices. */
const constraint =
  /\b(?:must|only|required?|requires|mandatory|defaults?|formats?|formatted|max(?:imum)?|min(?:imum)?|at (?:most|least)|up to|between|cannot|can't|can not|not (?:allowed|supported|permitted|case)|either|comma|separated|case.?sensitive|valid|invalid|possible values|one of|iso|rfc|utc|encoded|base64|ignored|mutually|exclusive|instead|deprecated|null)\b/i;

/** Words for what a value may look like. */
const hint =
  /\b(?:allow(?:s|ed)|accepts?|supported|limit(?:ed|s)?|example|e\.g|such as|url|unless|wildcards?|empty|leave)\b/i;

/** How much a correct value depends on a sentence about an argument. */
export function needForValue(sentence: string): Need {
  if (constraint.test(sentence) && !/^(?:for example|e\.g)\b/i.test(sentence)) return 2;
  return literal.test(sentence) || hint.test(sentence) ? 1 : 0;
}

/** Words by which a sentence about an operation says what a call must respect. */
const condition =
  /\b(?:must|only|required?|requires|cannot|can't|not (?:allowed|supported|permitted)|up to|at (?:most|least)|max(?:imum)?|min(?:imum)?|limit(?:ed)?|defaults?|unless|instead|deprecated|asynchronous|permanent(?:ly)?|irreversible|undone)\b/i;

/** How much a correct call depends on a sentence about an operation. @param names of the operation's arguments */
export function needForCall(sentence: string, names: readonly string[]): Need {
  if (condition.test(sentence)) return 2;
  return names.some((name) => sentence.includes(`\`${name}\``)) ? 1 : 0;
}
