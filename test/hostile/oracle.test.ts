import { readFileSync } from "node:fs";
import { describe, expect, it, test } from "vitest";
import { comment, literal, propertyKey, stringLiteral } from "../../generator/4-emit/quote.ts";
import { json, yamlScalar } from "../../generator/4-emit/quote/data.ts";
import { camelCase, pascalCase } from "../../generator/4-emit/quote/identifier.ts";
import { html, markdown, markdownCode, markdownCodeBlock } from "../../generator/4-emit/quote/markup.ts";
import { dotenvValue, shellWord } from "../../generator/4-emit/quote/shell.ts";
import { build, combinedHostileDocument, hostileDocument } from "./document.ts";
import type { Slot } from "./document.ts";
import { hasCanary } from "./finding.ts";
import { judge } from "./oracle.ts";
import { CANARY, payloads } from "./payloads.ts";
import { positions } from "./positions.ts";

/** The rules that a file breaks. */
function rulesOf(path: string, content: string): readonly string[] {
  return [...new Set(judge([{ path, content }]).map(({ rule }) => rule))];
}

function payload(name: string): string {
  const text = payloads[name];
  if (text === undefined) {
    throw new Error(`There is no payload ${name}.`);
  }
  return text;
}

describe("negative controls: what a careless emitter writes is found", () => {
  test.each<[path: string, payload: string, write: (text: string) => string, rule: string]>([
    ["src/a.ts", "doubleQuote", (text) => `export const x = "${text}";`, "canary is an identifier"],
    ["src/a.ts", "singleQuote", (text) => `export const x = '${text}';`, "canary is an identifier"],
    ["src/a.ts", "backtick", (text) => `export const x = \`${text}\`;`, "canary is an identifier"],
    ["src/a.ts", "templateHole", (text) => `export const x = \`${text}\`;`, "canary is an identifier"],
    ["src/a.ts", "emoji", (text) => `export const x = \`${text}\`;`, "canary in a template, pattern or JSX"],
    [
      "src/a.ts",
      "escapedQuote",
      (text) => `export const x = "${text.replaceAll('"', String.raw`\"`)}";`,
      "canary is an identifier",
    ],
    ["src/a.ts", "closeEverything", (text) => `f({a:[{b:"${text}"}]});`, "canary is an identifier"],
    ["src/a.ts", "blockComment", (text) => `/** ${text} */\nexport const x = 1;`, "canary is an identifier"],
    ["src/a.ts", "lineFeed", (text) => `// ${text}`, "canary is an identifier"],
    ["src/a.ts", "carriageReturn", (text) => `// ${text}`, "canary is an identifier"],
    ["src/a.ts", "lineSeparator", (text) => `// ${text}`, "canary is an identifier"],
    ["src/a.ts", "paragraphSeparator", (text) => `// ${text}`, "canary is an identifier"],
    ["src/a.ts", "regexEnd", (text) => `export const x = /${text}/;`, "canary is an identifier"],
    ["src/a.ts", "windowsTraversal", (text) => `export const x = /${text}/;`, "canary in a template, pattern or JSX"],
    ["src/a.ts", "doubleQuote", (text) => `export interface X { ${text}: string }`, "syntax error"],
    ["src/a.ts", "prototype", (text) => `export const x = { "${text}": 1 };`, "prototype set by a literal"],
    ["src/a.ts", "prototype", (text) => `export const x = { ${text}: 1 };`, "prototype set by a literal"],
    ["src/a.ts", "reservedWord", (text) => `export const ${text} = 1;`, "syntax error"],
    ["src/a.ts", "nul", (text) => `export const x = "${text}";`, "invisible character"],
    ["src/a.ts", "rightToLeft", (text) => `export const x = "${text}";`, "invisible character"],
    ["src/a.ts", "tagCharacters", (text) => `// ${text}`, "invisible character"],
    ["src/a.ts", "loneSurrogate", (text) => `export const x = "${text}";`, "invisible character"],
    [
      "src/a.ts",
      "directive",
      (text) => `/**\n * ${text.replace("\n", "\n * ")} */\nexport const x = 1;`,
      "compiler directive in a comment",
    ],
    [
      "src/a.ts",
      "directive",
      (text) => `/**\n * ${text.replace("\n", "\n * ")} */\nexport const x = 1;`,
      "canary in a comment's tag or link",
    ],
    ["src/a.ts", "traversal", (text) => `import ${stringLiteral(text)};`, "canary in a string that is run or imported"],
    [
      "src/a.ts",
      "shell",
      (text) => `export const f = new Function(${stringLiteral(text)});`,
      "canary in a string that is run or imported",
    ],
    [
      "src/a.ts",
      "emoji",
      (text) => `${stringLiteral(text)};\nexport const x = 1;`,
      "canary in a string that is run or imported",
    ],
    ["package.json", "json", (text) => `{"name":"x","description":"${text}"}`, "payload in an active member"],
    ["package.json", "shell", (text) => json({ scripts: { start: `node ${text}` } }), "payload in an active member"],
    ["package.json", "shell", (text) => json({ name: text }), "payload in an active member"],
    ["slipway.json", "json", (text) => `{"title":"${text}"}`, "payload in an active member"],
    ["slipway.json", "doubleQuote", (text) => `{"title":"${text}"}`, "not JSON"],
    ["tsconfig.json", "emoji", (text) => json({ files: [text] }), "document text where there should be none"],
    ["x.yaml", "doubleQuote", (text) => `a: "${text}"`, "not YAML"],
    ["x.yaml", "yaml", (text) => `a: ${text}`, "several YAML documents"],
    ["x.yaml", "yaml", (text) => `a: ${text}`, "canary in a YAML key"],
    ["x.yaml", "yaml", (text) => `a: ${text}`, "YAML anchor"],
    ["x.yaml", "yaml", (text) => `a: ${text}`, "YAML alias"],
    ["x.yaml", "yaml", (text) => `a: ${text}`, "YAML tag"],
    ["compose.yaml", "emoji", (text) => `name: ${yamlScalar(text)}`, "document text where there should be none"],
    [
      ".github/workflows/ci.yaml",
      "emoji",
      (text) => `name: ${yamlScalar(text)}`,
      "document text where there should be none",
    ],
    [".env.example", "dotenv", (text) => `API_BASE_URL=${text}`, "payload in a variable"],
    [".env.example", "dotenv", (text) => `# ${text}`, "payload in a variable"],
    [".env.example", "dotenv", (text) => `API_BASE_URL='${text}'`, "payload in a variable"],
    [".env.example", "lineFeed", (text) => `API_BASE_URL=${text}`, "no line of an .env file"],
    [".env.example", "lineSeparator", (text) => `# ${text}`, "no line of an .env file"],
    [".env.example", "shell", (text) => `API_BASE_URL="${text}"`, "payload in quotes that expand"],
    [".env.example", "shell", (text) => `API_BASE_URL=${text}`, "payload without quotes"],
    [
      "Dockerfile",
      "dockerfile",
      (text) => `FROM node:24\nLABEL title=${text}`,
      "document text where there should be none",
    ],
    ["Dockerfile", "emoji", (text) => `FROM node:24\n# ${text}`, "document text where there should be none"],
    ["start.sh", "shell", (text) => `echo ${shellWord(text)}`, "document text where there should be none"],
    ["index.html", "scriptEnd", (text) => `<script>x="${text}"</script>`, "canary in HTML markup"],
    ["index.html", "scriptEnd", (text) => `<p>${text}</p>`, "canary in HTML markup"],
    ["index.html", "htmlAttribute", (text) => `<a title="${text}">x</a>`, "canary in HTML markup"],
    ["index.html", "htmlComment", (text) => `<!-- ${text} -->`, "canary in HTML markup"],
    ["README.md", "backtick", (text) => `A \`${text}\` b`, "HTML in Markdown"],
    ["README.md", "htmlAttribute", (text) => `# API\n\n${text}`, "HTML in Markdown"],
    ["README.md", "markdown", (text) => `A ${text}`, "link in Markdown"],
    ["README.md", "markdown", (text) => `A ${text}`, "address in Markdown"],
    ["README.md", "markdown", (text) => `\`\`\`\n${text}\n\`\`\``, "link in Markdown"],
    ["README.md", "markdown", (text) => `\`${text}\``, "link in Markdown"],
    ["README.md", "markdown", (text) => `A ${text}`, "code block without end"],
    ["src/tools/../../../evil.ts", "empty", (text) => text, "path leaves the project or its alphabet"],
    ["/etc/evil", "empty", (text) => text, "path leaves the project or its alphabet"],
    ["src/a b.ts", "empty", (text) => text, "path leaves the project or its alphabet"],
    ["src/tools/aux.ts", "empty", (text) => text, "path that Windows cannot hold"],
    ["src/tools/x./a.ts", "empty", (text) => text, "path that Windows cannot hold"],
  ])("%s with %s", (path, name, write, rule) => {
    expect(rulesOf(path, write(payload(name)))).toContain(rule);
  });

  it("finds two files of one path", () => {
    const files = ["a.md", "A.md"].map((path) => ({ path, content: "" }));
    expect(judge(files)).toEqual([{ path: "A.md", rule: "two files of one path", detail: "A.md" }]);
  });
});

describe.each(Object.entries(payloads))("what is quoted is let through: %s", (_name, text) => {
  test.each<[path: string, content: string]>([
    ["src/a.ts", `export const x = ${literal({ [text]: text, list: [text] })};\n`],
    [
      "src/a.ts",
      `${comment(text)}\nexport interface X {\n${comment(text)}\n  ${propertyKey(text)}: ${stringLiteral(text)};\n}\n`,
    ],
    ["src/a.ts", `export const ${camelCase(text)} = 1;\nexport type ${pascalCase(text)} = 1;\n`],
    ["package.json", json({ name: "x", description: text })],
    ["slipway.json", json({ [text]: text })],
    ["x.yaml", `title: ${yamlScalar(text)}\n`],
    [".env.example", `# API_BASE_URL=${dotenvValue(text) ?? ""}\nAPI_BASE_URL=${dotenvValue(text) ?? ""}\n`],
    ["index.html", `<p title="${html(text)}">${html(text)}</p>`],
    [
      "README.md",
      `# ${markdown(text)}\n\n${markdown(text)}\n\n| a | b |\n| - | - |\n| ${markdown(text)} | ${markdownCode(text)} |\n`,
    ],
    ["README.md", `${markdownCode(text)}\n\n${markdownCodeBlock(text)}\n`],
    [`src/tools/x-${camelCase(text).toLowerCase().slice(0, 60)}.ts`, ""],
  ])("in %s", (path, content) => {
    expect(judge([{ path, content }])).toEqual([]);
  });
});

describe("the sample", () => {
  test("39 payloads, 64 positions, each different", () => {
    expect(new Set(Object.values(payloads)).size).toBe(39);
    expect(new Set(positions).size).toBe(64);
  });

  test("every position is in the document", () => {
    const used = new Set<string>();
    const slot: Slot = (position, fallback) => {
      used.add(position);
      return fallback;
    };
    build(slot, [slot]);
    expect([...used].toSorted()).toEqual([...positions].toSorted());
  });

  test.each(positions)("%s holds the payload, and without it the document is harmless", (position) => {
    const text = `${CANARY}-${position}`;
    expect(JSON.stringify(hostileDocument(position, text))).toContain(text);
    expect(hasCanary(JSON.stringify(hostileDocument([], text)))).toBe(false);
  });

  test("a prototype's name is a key like any other", () => {
    const document = hostileDocument("components.schemas key", "__proto__");
    expect(JSON.stringify(document)).toContain('"schemas":{"__proto__":{"type":"object"');
  });

  test("the committed document is what the script writes", () => {
    const written = readFileSync(new URL("./sample/openapi.json", import.meta.url), "utf8");
    expect(written).toBe(`${json(combinedHostileDocument(Object.values(payloads)))}\n`);
  });
});
