import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import Handlebars from "handlebars";
import { describe, expect, test } from "vitest";
import { helperNames, renderTemplate } from "../../generator/4-emit/render-template.ts";

const templates = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "templates");

/** Places in a template where a value is printed without one of our helpers, or a helper is given anything but one path. */
function barePlaces(source: string): readonly string[] {
  const found: string[] = [];
  const visitor = new Handlebars.Visitor();
  visitor.MustacheStatement = (node) => {
    const [argument, ...more] = node.params;
    const name = node.path.type === "PathExpression" ? (node.path as hbs.AST.PathExpression).original : "";
    const fine =
      helperNames.has(name) && argument?.type === "PathExpression" && more.length === 0 && node.hash === undefined;
    if (!fine) found.push(`${node.loc.start.line}:${node.loc.start.column}`);
  };
  visitor.PartialStatement = (node) => found.push(`${node.loc.start.line}:${node.loc.start.column}`);
  visitor.accept(Handlebars.parse(source));
  return found;
}

describe("the templates", () => {
  test("print no value without a helper that quotes it", async () => {
    const files = (await readdir(templates, { recursive: true })).filter((file) => file.endsWith(".hbs"));
    expect(files.filter((file) => !file.startsWith("deploy")).toSorted()).toEqual([
      "README.md.hbs",
      "env.example.hbs",
      "package.json.hbs",
      "wrangler.jsonc.hbs",
    ]);
    expect(files.length).toBeGreaterThan(10);
    for (const file of files) {
      expect([file, barePlaces(await readFile(join(templates, file), "utf8"))]).toEqual([file, []]);
    }
  });

  test.each([
    ["{{json x}}", []],
    ["a\n {{x}}", ["2:1"]],
    ["{{{x}}}", ["1:0"]],
    ["{{{json x}}}", []],
    ["{{#each x}}{{this}}{{/each}}", ["1:11"]],
    ["{{#if a}}{{md b.c}}{{else}}{{b}}{{/if}}", ["1:27"]],
    ["{{lookup a b}}", ["1:0"]],
    ["{{json (lookup a b)}}", ["1:0"]],
    ["{{> x}}", ["1:0"]],
  ])("a bare value is found in %j", (source, want) => {
    expect(barePlaces(source)).toEqual(want);
  });
});

describe("renderTemplate", () => {
  const evil = '</b>`|"\n{{x}}';

  test.each([
    ["{{json value}}", evil, String.raw`"</b>` + "`|" + String.raw`\"\n{{x}}"`],
    ["{{md value}}", evil, '&lt;/b&gt;&#96;&#124;" \\{\\{x\\}\\}'],
    ["{{code value}}", "a`b", "``a`b``"],
    ["{{env value}}", "a b$c", "'a b$c'"],
    ["{{text value}}", "a\n b\u202e", "a b"],
    ["{{yaml value}}", "a: #\n{x}", String.raw`"a: #\n{x}"`],
    ["{{label value}}", "mcp-a", "mcp-a"],
    ["{{variable value}}", "API_BASE_URL", "API_BASE_URL"],
    ["{{slug value}}", "my-api", "my-api"],
    ["{{count value}}", 12, "12"],
  ])("%s quotes", (source, value, want) => {
    expect(renderTemplate(source, { value })).toBe(want);
  });

  test.each([
    ["a missing value", "{{md missing}}", {}, /of type undefined$/u],
    [
      "a missing value in a condition's body",
      "{{#each list}}{{md name}}{{/each}}",
      { list: [{}] },
      /of type undefined$/u,
    ],
    ["a helper that is not ours", "{{upper value}}", { value: "x" }, /upper/u],
    ["no text", "{{md value}}", { value: 1 }, /^a template wanted text and got a value of type number$/u],
    ["a value that .env cannot hold", "{{env value}}", { value: "a'b" }, /^a value that no line of a \.env file/u],
    ["a name that is no variable", "{{variable value}}", { value: "A B" }, /^a template wanted a value like/u],
    ["a name that is no slug", "{{slug value}}", { value: "a;b" }, /^a template wanted a value like/u],
    ["a name that is no label", "{{label value}}", { value: "a-" }, /^a template wanted a value like/u],
    ["no number", "{{count value}}", { value: "1; x" }, /^a template wanted a value like/u],
  ])("refuses %s", (_given, source, view, want) => {
    expect(() => renderTemplate(source, view)).toThrow(want);
  });
});
