/** A sentence in parts: ours as it stands, and text of a document, which each format quotes in its own way. */
export type Phrase = readonly (string | Quoted)[];

/** Text of a document. */
export interface Quoted {
  readonly quoted: string;
}

/** Characters of one quoted text. */
const maxQuoted = 120;

/** A phrase from a template: what stands in `${}` is text of a document, or a phrase. */
export function say(texts: TemplateStringsArray, ...values: readonly (string | Phrase)[]): Phrase {
  return texts.flatMap((text, index) => {
    const value = values[index];
    if (value === undefined) return text === "" ? [] : [text];
    return [...(text === "" ? [] : [text]), ...(typeof value === "string" ? [quote(value)] : value)];
  });
}

function quote(text: string): Quoted {
  return { quoted: text.length <= maxQuoted ? text : `${text.slice(0, maxQuoted - 1).toWellFormed()}…` };
}

/** Names with commas between them, at most `most`. */
export function list(names: readonly string[], most = 8): Phrase {
  const shown = names.slice(0, most).flatMap((name, index) => [...(index === 0 ? [] : [", "]), quote(name)]);
  return names.length > most ? [...shown, ` and ${names.length - most} more`] : shown;
}

/** A phrase as text. */
export function phraseText(phrase: Phrase, show: (quoted: string) => string): string {
  return phrase.map((part) => (typeof part === "string" ? part : show(part.quoted))).join("");
}
