import { hasCanary } from "./finding.ts";
import type { Verdict } from "./finding.ts";
import { CANARY } from "./payloads.ts";

/** Judges an HTML file: the canary is in no tag, comment, script or style; in a quoted attribute only where that is shown. */
export function judgeHtml(content: string): readonly Verdict[] {
  const active =
    content.match(
      /<(script|style)\b[^]*?<\/\1\s*>|<!--[^]*?(?:-->|$)|<[a-z/!?](?:"[^"]*"|'[^']*'|[^"'>])*(?:>|$)/giu,
    ) ?? [];
  const bare = active.map((part) =>
    part.replaceAll(/\s(?:title|alt|content|aria-label)=(?:"[^"<>]*"|'[^'<>]*')/giu, " "),
  );
  return bare.filter((part) => hasCanary(part)).map((part) => ["canary in HTML markup", part]);
}

const CANARY_LINKS: readonly (readonly [rule: string, pattern: RegExp])[] = [
  ["HTML in Markdown", new RegExp(`<[^>\\n]*${CANARY}`, "iu")],
  ["link in Markdown", new RegExp(`\\]\\([^)\\n]*${CANARY}|\\[[^\\]\\n]*${CANARY}[^\\]\\n]*\\](?:\\(|\\[|:)`, "iu")],
  ["address in Markdown", new RegExp(`(?:https?://|www\\.|mailto:)\\S*${CANARY}`, "iu")],
  ["heading made of the canary alone", new RegExp(`^\\s*#+\\s*\\[?${CANARY}`, "imu")],
];

/** Judges a Markdown file: outside code the canary is in no HTML and no link; code that holds it ends where it was meant to. */
export function judgeMarkdown(content: string): readonly Verdict[] {
  const fence = /^(`{3,}(?=[^`\n]*$)|~{3,})/mu.exec(withoutBlocks(content));
  const verdicts: Verdict[] = fence === null ? [] : [["code block without end", fence[0]]];
  const prose = withoutSpans(withoutBlocks(content))
    .replaceAll(String.raw`\_`, "_")
    .replaceAll(/\\[!-/:-@[-`{-~]/gu, " ");
  for (const [rule, pattern] of CANARY_LINKS) {
    const match = pattern.exec(prose);
    if (match !== null) {
      verdicts.push([rule, match[0]]);
    }
  }
  return verdicts;
}

/** CommonMark 4.5: a fence is closed by one of the same character, at least as long; after one of backticks there is no other on its line. */
function withoutBlocks(content: string): string {
  return content.replaceAll(/^ {0,3}(`{3,}(?!`)|~{3,}(?!~))[^`\n]*\n(?:[^]*?\n)?? {0,3}\1[`~]*[ \t]*$/gmu, "");
}

/** CommonMark 6.1: a span is closed by a run of the same length; a backslash before it does not count inside. */
function withoutSpans(content: string): string {
  return content.replaceAll(/\\`|(?<!`)(`+)(?!`)([^\n]*?[^`\n])\1(?!`)/gu, (whole, run?: string) =>
    run === undefined ? whole : "",
  );
}
