/**
 * What must not stand as it is in a text that a person judges: everything that cannot be seen, breaks a line, changes the
 * direction or hides other characters, and what Markdown makes links, images, HTML, tables, code or emphasis of. Of accents on one
 * letter the first three stay; of spaces in a row the first, so that no value is pushed to look like the next line.
 */
const DECEPTIVE =
  /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|[^\P{Zs} ]|(?<= ) |(?<=\p{M}{3})\p{M}|[`*~|<>]|\](?=[([:])/gu;

/** A value from outside as JSON on one line, of which nothing can leave its quotes, and at most `length` characters and a note. */
export function shownValue(value: unknown, length: number): string {
  const json = JSON.stringify(value) ?? "null";
  // Not before the cut: a megabyte is not escaped to show a line of it.
  const start = json.slice(0, length).replaceAll(DECEPTIVE, escaped);
  if (json.length <= length && start.length <= length) return start;
  return `${start.slice(0, length)}… (${json.length} characters in all)`;
}

/** A name from outside: as it is when it is a plain word, else as {@link shownValue}. */
export function shownName(name: string): string {
  return /^[\w.-]{1,64}$/.test(name) ? name : shownValue(name, 64);
}

function escaped(character: string): string {
  return Array.from(
    { length: character.length },
    (_, unit) => `\\u${character.charCodeAt(unit).toString(16).padStart(4, "0")}`,
  ).join("");
}
