import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { html, markdown, markdownCode, markdownCodeBlock } from "../../../generator/4-emit/quote/markup.ts";
import { plainLine } from "../../../generator/plain-text.ts";
import { nastyText } from "./nasty-text.ts";

describe("markdown", () => {
  test.each([
    ["Lists berths, by size (in m).", "Lists berths, by size (in m)."],
    ["a [b](c) ![d](e)", String.raw`a \[b\](c) \!\[d\](e)`],
    ["<b>&amp;`c`|d\\", "&lt;b&gt;&amp;amp;&#96;c&#96;&#124;d&#92;"],
    ["get_berth __proto__ _a", String.raw`get_berth \_\_proto\_\_ \_a`],
    ["127.0.0.1", "127.0.0.1"],
    ["# *a* _b_ ~c~ $d$ {{e}}", String.raw`\# \*a\* \_b\_ \~c\~ \$d\$ \{\{e\}\}`],
    ["- a", String.raw`\- a`],
    ["+ a", String.raw`\+ a`],
    ["=== a", String.raw`\=== a`],
    ["1. a 2. b", String.raw`1\. a 2. b`],
    ["12) a", String.raw`12\) a`],
    ["https://a.b www.c.d mailto:e@f.g", String.raw`https\://a.b www\.c.d mailto\:e\@f.g`],
    [" a\n\n# b\u2028\u202E", String.raw`a \# b`],
  ])("writes %j", (text, want) => {
    expect(markdown(text)).toBe(want);
  });

  it("leaves nothing active and reads as the text", () => {
    fc.assert(
      fc.property(nastyText, (text) => {
        const written = markdown(text);
        const inert = written.replaceAll(/&(?:amp|lt|gt|#124|#96|#92);|\\[!-/:-@[-`{-~]/gu, " ");
        expect(inert).not.toMatch(/[\\`*[\]{}<>#~!$@|&\n\r]|\b_|_\b|:\/\/|www\./iu);
        expect(written).not.toMatch(/^(?:[-+=]|\d{1,9}[.)](?:\s|$)|\s)/u);
        expect(unescape(written)).toBe(plainLine(text));
      }),
      { numRuns: 1000 },
    );
  });
});

describe("markdownCode", () => {
  test.each([
    ["get_berth", "`get_berth`"],
    ["a`b", "``a`b``"],
    ["``a", "``` ``a ```"],
    ["a\nb", "`a b`"],
    ["a|`b`", "a&#124;&#96;b&#96;"],
    ["", ""],
  ])("writes %j", (text, want) => {
    expect(markdownCode(text)).toBe(want);
  });

  it("has a fence longer than any run inside", () => {
    fc.assert(
      fc.property(nastyText, (text) => {
        const written = markdownCode(text);
        const fence = /^`*/u.exec(written)?.[0] ?? "";
        fc.pre(fence !== "");
        const inside = written.slice(fence.length, -fence.length);
        expect(written.endsWith(fence)).toBe(true);
        expect(inside.split(/[^`]+/u)).not.toContain(fence);
        expect(inside).not.toMatch(/^`|`$|[|\n\r]/u);
        expect(inside.trim()).toBe(plainLine(text));
      }),
    );
  });
});

test.each([
  ["a", "```json\na\n```"],
  ["```\nb\0", "````json\n```\nb\n````"],
])("markdownCodeBlock(%j)", (text, want) => {
  expect(markdownCodeBlock(text, "json")).toBe(want);
});

describe("html", () => {
  test.each([
    [`<a href='x' title="y">&amp;</a>`, "&lt;a href=&#39;x&#39; title=&quot;y&quot;&gt;&amp;amp;&lt;/a&gt;"],
    ["a\nb\tc\0\u202E", "a\nb\tc"],
  ])("writes %j", (text, want) => {
    expect(html(text)).toBe(want);
  });

  it("has no tag, no quote, and no reference but its own", () => {
    fc.assert(
      fc.property(nastyText, (text) => {
        expect(html(text).replaceAll(/&(?:amp|lt|gt|quot|#39);/gu, "")).not.toMatch(/[<>"'&]/u);
      }),
    );
  });
});

/** What a Markdown reader makes of escapes and references. */
function unescape(markdownText: string): string {
  const references: Record<string, string> = { amp: "&", lt: "<", gt: ">", "#124": "|", "#96": "`", "#92": "\\" };
  return markdownText.replaceAll(
    /&([a-z]+|#\d+);|\\([!-/:-@[-`{-~])/gu,
    (whole, reference: string | undefined, escaped: string | undefined) =>
      reference === undefined ? (escaped ?? whole) : (references[reference] ?? whole),
  );
}
