/**
 * Text for shells and `.env` files. For a Dockerfile, compose file, CI workflow or package script there is nothing here, on purpose:
 * they get no document text at all. Their parsers expand variables inside quotes, join lines, and run what they read; no quoting
 * holds in all of them, and none of them needs the document's words.
 */
import { replaceInvisible } from "../../plain-text.ts";

/**
 * Text as one word of a POSIX shell (XCU 2.2.2, single quotes), for commands that are shown to people or run.
 *
 * @throws TypeError for text with a NUL, which no argument can hold
 */
export function shellWord(text: string): string {
  if (text.includes("\0")) {
    throw new TypeError("A shell word cannot hold a NUL character.");
  }
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/**
 * Text as the value of a line in a `.env` file, the same for Node, dotenv, Compose and a shell that sources the file: bare, or in single
 * quotes. `undefined` when there is no such value: text with a single quote, a line end or another invisible character. In other
 * quotes some of those readers would expand or run it.
 */
export function dotenvValue(text: string): string | undefined {
  if (/^[A-Za-z0-9_.:/@%+,=-]*$/u.test(text)) {
    return text;
  }
  const safe = !text.includes("'") && replaceInvisible(text, () => "") === text;
  return safe ? `'${text}'` : undefined;
}
