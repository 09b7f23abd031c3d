import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { decodeText } from "../../generator/1-spec/decode-text.ts";
import { parseText } from "../../generator/1-spec/parse-text.ts";
import { failure, load, temporaryFiles } from "./temporary-files.ts";

/** A text's value, and the codes of what was found. */
async function parsed(text: string, name = "a.yaml"): Promise<readonly [value: unknown, codes: readonly string[]]> {
  const { value, findings } = await parseText(text, name);
  return [value, findings.map(({ code, severity }) => `${severity} ${code}`)];
}

const lenient = ["info yaml-not-strict"];

describe("what is read", () => {
  const cases: readonly (readonly [name: string, text: string, value: unknown, codes?: readonly string[]])[] = [
    ["JSON", '{"a": [1, "x"]}', { a: [1, "x"] }],
    ["JSON with a key twice: the last counts, as for JSON.parse", '{"a": 1, "a": 2}', { a: 2 }],
    ["JSON with a comma too many is YAML", '{"a": 1,}', { a: 1 }],
    ["anchors and aliases", "a: &x { b: 1 }\nc: *x\n", { a: { b: 1 }, c: { b: 1 } }],
    [
      "merge keys, also of several, where the own key wins",
      "a: &a { x: 1, y: 1 }\nb: &b { z: 1 }\nc:\n  <<: [*a, *b]\n  y: 2\n",
      { a: { x: 1, y: 1 }, b: { z: 1 }, c: { x: 1, z: 1, y: 2 } },
    ],
    ["a key twice: the last counts, and it is said", "a: 1\na: 2\n", { a: 2 }, ["warning duplicate-key"]],
    ["tabs between tokens", "a: {\tb: 1}\nc:\tx\n", { a: { b: 1 }, c: "x" }, lenient],
    [
      "flow collections that are not indented",
      "a:\n  b: {\n    c: 1,\n  }\nd: 1\n",
      { a: { b: { c: 1 } }, d: 1 },
      lenient,
    ],
    ["tags of programs", "a: !Ref x\n", { a: "x" }, lenient],
    ["keys that are no text", "200: a\ntrue: b\n", { "200": "a", true: "b" }],
    ["dates, yes and no as text", "a: 2020-01-01\nb: yes\nc: NO\n", { a: "2020-01-01", b: "yes", c: "NO" }],
    ["null in its spellings", "a:\nb: ~\nc: null\n", { a: null, b: null, c: null }],
    ["CRLF and block text", "a: |\r\n  x\r\n  y\r\nb: 1\r\n", { a: "x\ny\n", b: 1 }],
    [
      "names of prototypes",
      "__proto__: { x: 1 }\nconstructor: 2\n",
      JSON.parse('{"__proto__":{"x":1},"constructor":2}'),
    ],
    ["comments and a document marker", "# c\n---\na: 1 # d\n", { a: 1 }],
  ];
  for (const [name, text, value, codes = []] of cases)
    it(name, async () => {
      expect(await parsed(text)).toEqual([value, codes]);
    });

  it("text that is no data stays text, by its name", async () => {
    expect(await parsed("# Title: x\n", "docs/info.md")).toEqual(["# Title: x\n", []]);
  });

  const docker = "../shared/specs/docker-engine.yaml";
  it.runIf(existsSync(docker))("a real document that the strict parser refuses", async () => {
    const [value, codes] = await parsed(readFileSync(docker, "utf8"), "docker.yaml");
    expect(codes).toEqual(lenient);
    expect(Object.keys((value as { paths: object }).paths).length).toBeGreaterThan(80);
  });
});

it.each([
  ['{"a": ', "neither JSON nor YAML: Unexpected end of JSON input."],
  [
    "a: [1\nb: 2\n",
    "neither JSON nor YAML: Flow sequence in block collection must be sufficiently indented and end with a ] at line 2, column 1.",
  ],
  [
    "a:\n\tb: 1\n",
    "neither JSON nor YAML: Tabs are not allowed as indentation at line 2, column 1. YAML is indented with spaces: replace the tabs.",
  ],
  [
    "a: 1\n---\nb: 2\n",
    "neither JSON nor YAML: Source contains multiple documents; please use YAML.parseAllDocuments() at line 2, column 1. Keep one document in the file; `---` begins another.",
  ],
  ["a: *none\n", "neither JSON nor YAML: Unresolved alias (the anchor must be set before the alias): none."],
])("says why %j cannot be read", async (text, message) => {
  expect(await failure(parseText(text, "a.yaml"))).toBe(`document-unparsable: a.yaml: ${message}`);
});

describe("text", () => {
  const utf16 = (text: string, big = false): Buffer => {
    const bytes = Buffer.from(text, "utf16le");
    return big ? bytes.swap16() : bytes;
  };

  it.each<readonly [name: string, bytes: Uint8Array]>([
    ["UTF-8", Buffer.from("a: é\n")],
    ["UTF-8 with a byte order mark", Buffer.from("\uFEFFa: é\n")],
    ["UTF-16, little end first", utf16("a: é\n")],
    ["UTF-16, little end first, with a byte order mark", utf16("\uFEFFa: é\n")],
    ["UTF-16, big end first", utf16("a: é\n", true)],
    ["UTF-16, big end first, with a byte order mark", utf16("\uFEFFa: é\n", true)],
  ])("%s", (_name, bytes) => {
    expect(decodeText(bytes)).toEqual({ text: "a: é\n", damaged: false });
  });

  it("bytes of another encoding are replaced, and that is said", async () => {
    const folder = temporaryFiles({ "a.yaml": Buffer.from("openapi: 3.1.0\npaths: {}\nx-a: \xe9\n", "latin1") });
    const { document, found } = await load(folder, "a.yaml");
    expect(document.root.value).toMatchObject({ "x-a": "\uFFFD" });
    expect(found.map(({ code, severity, place }) => [code, severity, place.pointer])).toEqual([
      ["text-damaged", "warning", ""],
    ]);
  });

  it("UTF-32 is refused", async () => {
    const folder = temporaryFiles({ "a.yaml": Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]) });
    expect(await failure(load(folder, "a.yaml"), folder)).toBe(
      "document-unreadable: a.yaml: cannot be read: it is UTF-32 text; save it as UTF-8.",
    );
  });
});
