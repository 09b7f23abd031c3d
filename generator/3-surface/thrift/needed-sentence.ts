/** Literals: code, quoted values, numbers. */
const literal = /[`"“«]|\p{N}/u;

/** Words for formats, constraints, defaults and choices. */
const constraint =
  /\b(?:must|only|required?|requires|mandatory|defaults?|formats?|formatted|max(?:imum)?|min(?:imum)?|limit(?:ed|s)?|at (?:most|least)|up to|cannot|can't|can not|not (?:allowed|supported|permitted)|either|comma|separated|case|valid|invalid|allow(?:s|ed)|accepts?|supported|example|e\.g|such as|iso|rfc|utc|url|encoded|base64|unless|ignored|mutually|exclusive|instead|deprecated|wildcards?|null|empty|leave)\b/i;

/** Whether a correct value may depend on a sentence about an argument: what it may be, what it is by default, what its values mean. */
export function isNeededForValue(sentence: string): boolean {
  return literal.test(sentence) || constraint.test(sentence);
}

/** Words by which a sentence about an operation says what a call must respect. */
const condition =
  /\b(?:must|only|required?|requires|cannot|can't|not (?:allowed|supported|permitted)|up to|at (?:most|least)|max(?:imum)?|min(?:imum)?|limit(?:ed)?|defaults?|unless|instead|deprecated|asynchronous|permanent(?:ly)?|irreversible|undone)\b/i;

/** Whether a correct call may depend on a sentence about an operation. @param names of the operation's arguments */
export function isNeededForCall(sentence: string, names: readonly string[]): boolean {
  return condition.test(sentence) || names.some((name) => sentence.includes(`\`${name}\``));
}
