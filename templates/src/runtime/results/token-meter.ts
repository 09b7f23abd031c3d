/** Estimates are kept in sixteenths of a token, so that they add up exactly. */
const TOKEN = 16;

/** What stands before the next character. */
const NOTHING = 0;
const WORD = 1;
const CAPITALS = 2;
const DIGITS = 3;
const MARKS = 4;
const SPACE = 5;

/** Added to a kind. */
const VOWEL = 8;

/**
 * Estimates the tokens of text without a tokenizer, character by character, by what tokenizers of the o200k family split text into:
 * words, capitals, groups of three digits, runs of marks. It is made to be above the truth rather than below it; docs/results.md
 * says by how much. What is read in pieces costs what it costs in one, so a part of a text has the difference of two readings.
 */
export class TokenMeter {
  #units = 0;
  #run = NOTHING;
  #length = 0;
  #consonants = 0;

  /** Tokens so far, not rounded. */
  get tokens(): number {
    return this.#units / TOKEN;
  }

  /** Reads `text` from index `from` up to, not including, `to`; in JSON text never from the middle of an escape. */
  read(text: string, from = 0, to: number = text.length): void {
    let units = this.#units;
    let run = this.#run;
    let length = this.#length;
    let consonants = this.#consonants;
    for (let at = from; at < to; at++) {
      const unit = text.charCodeAt(at);
      if (unit >= 0x80) {
        units += costBeyondAscii(unit);
        run = NOTHING;
        continue;
      }
      const flags = KINDS.charCodeAt(unit);
      const kind = flags & 7;
      if (kind === NOTHING) {
        // A backslash and what it escapes are one token in JSON text.
        units += TOKEN;
        at += 1;
        run = NOTHING;
        continue;
      }
      // One capital opens a word.
      const continues = kind === run || (kind === WORD && run === CAPITALS && length === 1);
      units += continues ? 0 : costOfChange(run, kind);
      length = continues ? length + 1 : 1;
      consonants = kind === WORD && flags < VOWEL ? consonants + 1 : 0;
      run = kind;
      units += costWithin(kind, length, consonants);
    }
    this.#units = units;
    this.#run = run;
    this.#length = length;
    this.#consonants = consonants;
  }
}

/** The tokens of a text, rounded up. */
export function estimateTokens(text: string): number {
  const meter = new TokenMeter();
  meter.read(text);
  return Math.ceil(meter.tokens);
}

/**
 * Whether a text has at most so many tokens. Short texts are not even looked at: a token is at least a byte of UTF-8, and a unit of
 * UTF-16 is at most three.
 */
export function isWithinTokens(text: string, tokens: number): boolean {
  if (text.length * 3 <= tokens) return true;
  const meter = new TokenMeter();
  for (let at = 0; at < text.length && meter.tokens <= tokens; at += STRIDE) {
    meter.read(text, at, Math.min(at + STRIDE, text.length));
  }
  return Math.ceil(meter.tokens) <= tokens;
}

/** Characters after which a long text is asked whether it is too long already. An escape that is parted counts for two. */
const STRIDE = 8192;

/** The kind of each ASCII character, and whether it is a vowel: a string, which nothing can change and which is quick to look into. */
const KINDS: string = Array.from({ length: 0x80 }, (_, unit) => {
  const character = String.fromCharCode(unit);
  return String.fromCharCode(kindOf(character) + (/[aeiouy]/.test(character) ? VOWEL : 0));
}).join("");

/** {@link NOTHING} for a backslash. */
function kindOf(character: string): number {
  if (character === "\\") return NOTHING;
  if (/[a-z]/.test(character)) return WORD;
  if (/[A-Z]/.test(character)) return CAPITALS;
  if (/[0-9]/.test(character)) return DIGITS;
  return /\s/.test(character) ? SPACE : MARKS;
}

/** Letters and digits without anything between them are rarely words; a mark joins a word that follows, never a number before it. */
function costOfChange(from: number, to: number): number {
  if (to === MARKS) return from === DIGITS ? 4 : 0;
  return to !== SPACE && (from === WORD || from === CAPITALS || from === DIGITS) ? 3 : 0;
}

/** What the character at this place of a run adds, in sixteenths. Letters that no word has in a row are several tokens. */
function costWithin(kind: number, length: number, consonants: number): number {
  switch (kind) {
    case WORD:
      if (length === 1) return TOKEN;
      return (length <= 5 ? 0 : length <= 16 ? 2 : 6) + (consonants > 2 ? 7 : 0);
    case CAPITALS:
      if (length === 1) return TOKEN;
      return length === 2 ? 4 : 9;
    case DIGITS:
      return length % 3 === 1 ? TOKEN : 0;
    case MARKS:
      return length === 1 ? 12 : 6;
    default:
      return length === 1 ? 4 : 2;
  }
}

/** Letters of two bytes are mostly parts of words; East Asian ones mostly tokens of their own; surrogates are halves of rare ones. */
function costBeyondAscii(unit: number): number {
  if (unit < 0x0800) return 13;
  return unit >= 0x3000 && unit <= 0xd7ff ? 20 : 28;
}
