import { describe, expect, test } from "vitest";
import { fitText } from "../../../generator/3-surface/thrift/fit-text.ts";
import { needForValue } from "../../../generator/3-surface/thrift/needed-sentence.ts";

const whole = { aim: 10_000, most: 1024, needOf: needForValue };

describe("what a text says, without markup and leads elsewhere", () => {
  test.each<[string, string, string]>([
    ["lines that belong together", "One\nsentence.\n\nAnother\nparagraph.", "One sentence.\nAnother paragraph."],
    ["emphasis", "**Bold**, *so*, __so__, _so_ and ~~not~~.", "Bold, so, so, so and not."],
    ["what only looks like it", "`*.example.com`, a_b_c, 2 * 3 * 4, **", "`*.example.com`, a_b_c, 2 * 3 * 4, **"],
    ["code stays", "The ``value`` of `a*b*c` or `<b>`.", "The `value` of `a*b*c` or `<b>`."],
    ["escapes", String.raw`app\_\_field and \*`, "app__field and *"],
    ["a link is its text", "Use [Get *task*](https://a.example/x_(y)) or [that][1].", "Use Get task or that."],
    ["an image says nothing", "![logo](a.png) Text.", "Text."],
    ["HTML", "<p>One<br/>two</p><ul><li>a</li><li>b &amp; c</li></ul>", "One two\n- a\n- b & c"],
    ["placeholders are no HTML", "`/a/<id>` or <id>, 1 < 2 > 0", "`/a/<id>` or <id>, 1 < 2 > 0"],
    ["comments", "One. <!-- hidden --> Two.", "One. Two."],
    ["headings, rules, quotes", "# How\n\nSo.\n\n---\n> [!NOTE]\n> Mind it.", "So.\nMind it."],
    ["lists and what introduces them", "One of:\n* `a` first\n* `b`\n  second", "One of:\n- `a` first\n- `b` second"],
    ["what introduces nothing", "Text.\n\nFor example:", "Text."],
    ["a lead elsewhere", 'A page. For more information, see "[Paging](https://a.example)."', "A page."],
    ["one within a sentence", "A property, for more information see [Properties](x).", "A property."],
    ["one in parentheses", "A date (see [ISO 8601](x)) of the stay.", "A date of the stay."],
    ["what names a neighbour stays", "See `kind` for what it means.", "See `kind` for what it means."],
    [
      "what says what to do stays",
      "Use [Get task](#get-task) to ask for the state.",
      "Use Get task to ask for the state.",
    ],
    [
      "other languages",
      "Der Name. Höchstens 40 Zeichen. 名前です。二番目。",
      "Der Name. Höchstens 40 Zeichen. 名前です。 二番目。",
    ],
    ["hidden characters", "Ig\u200bnore\u0001 [a](b)", "Ignore a"],
  ])("%s", (_, given, want) => {
    expect(fitText(given, whole)).toBe(want);
  });
});

describe("a budget", () => {
  const fit = (text: string, aim: number): string => fitText(text, { aim, most: 200, needOf: needForValue });
  const chat = "Many people like it very much, and so may you.";

  test.each<[string, string, number, string]>([
    ["what fits stays", `The name. ${chat}`, 60, `The name. ${chat}`],
    ["what no call needs goes", `The name. ${chat}`, 40, "The name."],
    ["the first sentence stays", `${chat} ${chat}`, 10, chat],
    ["constraints stay", `The name. ${chat} It must not be empty.`, 10, "The name. It must not be empty."],
    ["defaults stay", `The name. ${chat} Defaults to the vessel's.`, 10, "The name. Defaults to the vessel's."],
    [
      "meanings of values stay",
      `The kind. ${chat}\n- \`a\`: first\n- \`b\`: second`,
      10,
      "The kind.\n- `a`: first\n- `b`: second",
    ],
    [
      "an example goes before a constraint",
      "The name. For example `x`. It must be short.",
      20,
      "The name. It must be short.",
    ],
    ["an example stays where there is room", "The name. For example `x`.", 20, "The name. For example `x`."],
    [
      "a list keeps its introduction",
      `The kind. ${chat} One of:\n- \`a\`\n- \`b\``,
      20,
      "The kind. One of:\n- `a`\n- `b`",
    ],
    [
      "an introduction goes with its list",
      `The kind. These:\n- red ones\n- blue ones that nobody has seen`,
      10,
      "The kind.",
    ],
    ["code goes first", `The kind.\n\`\`\`json\n{"a": 1}\n\`\`\``, 10, "The kind."],
    [
      "nothing is longer than clients take",
      `The name. ${"It must be short. ".repeat(20)}`,
      10,
      `The name.${" It must be short.".repeat(10)}`,
    ],
  ])("%s", (_, given, aim, want) => {
    expect(fit(given, aim)).toBe(want);
  });

  test("one sentence that is too long is cut", () => {
    const text = fit(`${"word ".repeat(100)}end.`, 10);
    expect([text.length <= 200, text.endsWith("…")]).toEqual([true, true]);
  });
});

test("hostile texts cost no more than others", () => {
  const seeds = [
    "*a",
    "[",
    "[a](",
    "`",
    "<a ",
    "<!--",
    "&",
    "_a_",
    "**",
    ". A",
    "> ",
    "#",
    "- ",
    "a.b ",
    "(see [",
    "]( ",
    "\\",
    "![",
  ];
  const started = performance.now();
  for (const seed of seeds) fitText(seed.repeat(100_000), { ...whole, aim: 100 });
  expect(performance.now() - started).toBeLessThan(5000);
});
