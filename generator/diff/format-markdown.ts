import { markdown, markdownCode } from "../4-emit/quote/markup.ts";
import { levels } from "./classify.ts";
import type { ChangeLevel, DiffResult, DiffSide } from "./diff-result.ts";
import { type ChangeGroup, groupChanges } from "./group-changes.ts";
import { phraseText } from "./phrase.ts";

/** GitHub takes comments of 65,536 characters; GitLab of a million. */
const maxLength = 60_000;

/** Names of tools that share a row. */
const namedTools = 10;

/**
 * A difference as Markdown for the comment of a pull request: the counts, then what breaks and what may, and what is safe
 * folded away. Text of documents in it reads as that text and makes no link, mention or HTML.
 */
export function diffMarkdown(result: DiffResult): string {
  const { changes, counts, bump, new: now, old } = result;
  const head = [
    `### MCP server ${markdownCode(now.name)}: ${changes.length === 0 ? "nothing changes for agents and users" : countText(counts)}`,
    "",
    `${markdownCode(old.label)} (${describeSide(old)}) → ${markdownCode(now.label)} (${describeSide(now)}). Suggested version: **${bump === "none" ? "unchanged" : bump}**.`,
    ...([old, now].some((side) => !side.hasSchemas) && changes.length > 0 ? ["", lockNote] : []),
  ];
  const groups = groupChanges(changes);
  const body = levels.flatMap((level) => {
    const own = groups.filter((group) => group.level === level);
    return own.length === 0 ? [] : [section(level, counts[level], own)];
  });
  const text = [head.join("\n"), ...fit(body, maxLength - head.join("\n").length - 500)].join("\n\n");
  return `${text}\n`;
}

const lockNote =
  "Schemas of one side are known by their hashes only, so how arguments and answers changed is not always told. Compare documents, or projects whose document is in the same revision, for that.";

/** `2 breaking, 1 risky and 4 safe changes`. */
export function countText(counts: DiffResult["counts"]): string {
  const parts = levels.filter((level) => counts[level] > 0).map((level) => `${counts[level]} ${level}`);
  const total = levels.reduce((sum, level) => sum + counts[level], 0);
  const noun = total === 1 ? "change" : "changes";
  return `${parts.join(", ").replace(/, (?=[^,]*$)/u, " and ")} ${noun}`;
}

function describeSide({ tools, tokens }: DiffSide): string {
  const count = `${tools} ${tools === 1 ? "tool" : "tools"}`;
  return tokens === undefined ? count : `${count}, ${tokens} tokens`;
}

/** What a section says, row by row, so that it can be cut. */
interface Section {
  readonly open: string;
  readonly rows: readonly string[];
  readonly close: string;
}

function section(level: ChangeLevel, count: number, groups: readonly ChangeGroup[]): Section {
  const title = `${count} ${level} ${count === 1 ? "change" : "changes"}`;
  const table = "| Tool | Change | What it means |\n| --- | --- | --- |";
  const rows = groups.flatMap(({ entries, meaning }) =>
    entries.map(
      ({ tools, phrase }) => `| ${toolCell(tools)} | ${phraseText(phrase, markdownCode)} | ${markdown(meaning)} |`,
    ),
  );
  if (level === "safe")
    return { open: `<details>\n<summary>${title}</summary>\n\n${table}`, rows, close: "\n\n</details>" };
  return { open: `#### ${title}\n\n${table}`, rows, close: "" };
}

function toolCell(tools: readonly string[]): string {
  if (tools.length === 0) return "the server";
  const rest = tools.length - namedTools;
  return `${tools.slice(0, namedTools).map(markdownCode).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}

/** Sections within so many characters: rows that do not fit are counted. */
function fit(sections: readonly Section[], length: number): readonly string[] {
  let left = length - sections.reduce((sum, { open, close }) => sum + open.length + close.length + 100, 0);
  return sections.map(({ open, rows, close }) => {
    const kept: string[] = [];
    for (const row of rows) {
      left -= row.length + 1;
      if (left < 0) break;
      kept.push(row);
    }
    const rest = rows.length - kept.length;
    const more = rest === 0 ? "" : `\n\n… and ${rest} more; \`slipway diff\` has them.`;
    return `${[open, ...kept].join("\n")}${more}${close}`;
  });
}
