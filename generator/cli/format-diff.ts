import type { ChangeLevel, DiffResult, DiffSide } from "../diff/diff-result.ts";
import { countText } from "../diff/format-markdown.ts";
import { type ChangeGroup, groupChanges, type GroupedChange } from "../diff/group-changes.ts";
import { phraseText } from "../diff/phrase.ts";
import { harmless } from "./harmless.ts";
import { hanging } from "./inspection-view.ts";
import type { Palette } from "./palette.ts";
import { countOf } from "./text-layout.ts";

/** How to show a difference. */
export interface DiffView {
  /** Width of the terminal. */
  readonly columns: number;
  readonly palette: Palette;
}

const styles = { breaking: "red", risky: "yellow", safe: "green" } as const satisfies Record<ChangeLevel, string>;

/** Names of tools that share a line; lines of one kind. */
const shown = { tools: 6, entries: 40 };

/** A difference for a terminal: by kind, the worst first, with the sentence that a user needs. Ends with a line break. */
export function formatDiff(result: DiffResult, view: DiffView): string {
  const { palette } = view;
  const { old, new: now, counts, bump, changes } = result;
  const lines = [
    `${palette("dim", "old")}  ${describeSide(old)}`,
    `${palette("dim", "new")}  ${describeSide(now)}`,
    "",
    ...groupChanges(changes).flatMap((group) => [...formatGroup(group, view), ""]),
    changes.length === 0
      ? "Nothing changes for agents and users."
      : `${countText(counts)}; suggested version: ${palette("bold", bump === "none" ? "unchanged" : bump)}`,
    ...(changes.length > 0 && [old, now].some(({ hasSchemas }) => !hasSchemas) ? [lockNote] : []),
  ];
  return `${lines.join("\n")}\n`;
}

const lockNote =
  "Of one side only hashes of schemas are known; compare documents, or revisions that hold them, for more.";

function describeSide({ label, name, tools, tokens }: DiffSide): string {
  const size = tokens === undefined ? countOf(tools, "tool") : `${countOf(tools, "tool")}, ${countOf(tokens, "token")}`;
  return `${harmless(label)}  ${harmless(name)}, ${size}`;
}

function formatGroup(
  { level, code, meaning, entries }: ChangeGroup,
  { palette, columns }: DiffView,
): readonly string[] {
  const rest = entries.length - shown.entries;
  return [
    `${palette(styles[level], level)}  ${palette("bold", code)}`,
    ...hanging(meaning, "  ", columns).map((line) => palette("dim", line)),
    ...entries.slice(0, shown.entries).flatMap((entry) => hanging(formatEntry(entry), "  - ", columns)),
    ...(rest > 0 ? [`  … and ${rest} more`] : []),
  ];
}

function formatEntry({ tools, phrase }: GroupedChange): string {
  const text = phraseText(phrase, quoted);
  if (tools.length === 0) return text;
  const rest = tools.length - shown.tools;
  const names = tools.slice(0, shown.tools).map(quoted).join(", ");
  return `${names}${rest > 0 ? ` and ${rest} more` : ""}: ${text}`;
}

/** A name as it is; text with spaces in quotation marks, so that it cannot pass for a sentence of ours. */
function quoted(text: string): string {
  const plain = harmless(text);
  return /^\S+$/u.test(plain) ? plain : JSON.stringify(plain);
}
