import { linkMark } from "./markdown-inline.ts";

/** What stands before a full stop that ends no sentence. */
const abbreviation = /(?:\b(?:e\.g|i\.e|etc|vs|cf|approx|resp|no|inc|mr|mrs|dr|st|max|min)|\b\p{L})\.$/iu;

/** The sentences of one line. Joined by blanks they are the line. */
export function sentencesOf(line: string): readonly string[] {
  const parts = line.split(/(?<=[.!?][)"'\]`]{0,2}) (?=\p{Cc}?["'`([]*\p{Cc}?[\p{Lu}\p{N}])|(?<=[。！？])/u);
  const sentences: string[] = [];
  for (const part of parts) {
    const last = sentences.at(-1);
    if (last !== undefined && abbreviation.test(last.slice(-12))) sentences[sentences.length - 1] = `${last} ${part}`;
    else sentences.push(part);
  }
  return sentences.filter((sentence) => sentence.trim() !== "");
}

/** How sentences begin that only lead elsewhere. */
const leadsElsewhere =
  /^\W*(?:(?:note:? )?(?:please )?(?:see|refer to|read|learn|check|consult|visit)\b|(?:for|to) (?:more|further|additional|detailed|find|learn|get|know|read|see|a (?:full|complete|list)|the (?:full|complete)|details|information|information on|examples?)\b|(?:more|further|additional|detailed) (?:information|details|info|examples?)\b)/i;

/** Within a sentence: what goes on to lead elsewhere. */
const goesElsewhere =
  /(?:[,;(–-]| and) ?(?:please )?(?:(?:for|to) (?:more|further|additional|find|learn|know|see)\b[^.()]{0,80}?,? )?(?:see|refer to|read|as (?:described|explained|documented|outlined|detailed) in|described in)\b/i;

/** A sentence without what only leads to other pages, which no caller of a tool can open; empty when nothing is left. */
export function withoutLeads(sentence: string): string {
  const mark = sentence.indexOf(linkMark);
  if (mark < 0) return sentence;
  if (leadsElsewhere.test(sentence.slice(0, mark))) return "";
  const turn = goesElsewhere.exec(sentence.slice(Math.max(0, mark - 160), mark));
  if (turn === null) return sentence;
  const from = Math.max(0, mark - 160) + turn.index;
  const inParentheses = turn[0].startsWith("(");
  if (!inParentheses && /^(?:for|to|if)\b[^,]*$/i.test(sentence.slice(0, from))) return "";
  const end = inParentheses ? sentence.indexOf(")", mark) + 1 : sentence.length;
  if (end === 0) return sentence;
  const rest = `${sentence.slice(0, from).trimEnd()}${sentence.slice(end)}`;
  return /[.!?:][)"'\]`]{0,2}$/.test(rest) ? rest : `${rest}.`;
}
