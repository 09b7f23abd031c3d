import { execFile } from "node:child_process";
import { truncateSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { describe, expect, it } from "vitest";
import { documentLimits } from "../../generator/1-spec/document-limits.ts";
import { failure, load, temporaryFiles } from "./temporary-files.ts";

/** What reading a document, and making a model of it, took in a process of its own. */
interface Cost {
  readonly message: string;
  /** Of the processor: other work of the machine does not count. */
  readonly milliseconds: number;
  readonly megabytes: number;
}

const source = `
  const [spec, root] = process.argv.slice(1);
  const { loadDocument } = await import(root + "/generator/1-spec/load.ts");
  const { buildApi } = await import(root + "/generator/2-model/build-api.ts");
  const { createDiagnostics } = await import(root + "/generator/diagnostics.ts");
  const began = process.cpuUsage();
  let message = "read";
  try {
    buildApi(await loadDocument(spec), createDiagnostics());
  } catch (error) {
    message = error.code + ": " + error.message.split("/").at(-1);
  }
  const { user, system } = process.cpuUsage(began);
  const milliseconds = (user + system) / 1000;
  console.log(JSON.stringify({ message, milliseconds, megabytes: process.resourceUsage().maxRSS / 1024 }));
`;

async function costOf(text: string, name = "a.yaml"): Promise<Cost> {
  const folder = temporaryFiles({ [name]: text });
  const root = join(import.meta.dirname, "../..");
  const args = ["--input-type=module", "-e", source, join(folder, name), root];
  const output = await new Promise<string>((resolve, reject) => {
    execFile(process.execPath, args, (error, stdout) => (error === null ? resolve(stdout) : reject(error)));
  });
  return JSON.parse(output) as Cost;
}

const head = "openapi: 3.1.0\npaths: {}\n";
const many = (count: number, of: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => of(index)).join("");
const multiplied = many(12, (index) =>
  index === 0
    ? "x0: &a0 [1,1,1,1,1,1,1,1,1,1]\n"
    : `x${index}: &a${index} [${Array.from({ length: 10 }, () => `*a${index - 1}`).join(",")}]\n`,
);
const repeated = (count: number, of: object, to: object): string =>
  JSON.stringify({
    info: {},
    ...to,
    paths: Object.fromEntries(
      Array.from({ length: count }, (_, index) => [`/p${index}`, { post: { ...of, responses: {} } }]),
    ),
  });
const wide = {
  type: "object",
  properties: Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`p${index}`, { type: "string" }])),
};

const aliases = "a.yaml: its YAML aliases";
const deep = "a.yaml: values are nested";
const repetition =
  "a.yaml: its references to parameters, bodies and answers repeat it more than 4 times over. Move the large schemas in them to components.";

describe("a bomb is refused within two seconds and 512 MB, its limit named", () => {
  it.each<readonly [name: string, text: string, message: string]>([
    [
      "aliases that multiply",
      head + multiplied,
      `${aliases} expand 134 values to 1358024691358, more than 10 times as many. Use references instead of aliases.`,
    ],
    [
      "the same for the lenient parser",
      `${head}x: !tag y\n${multiplied}`,
      `${aliases} multiply beyond measure (more than 10000 values). Use references instead of aliases.`,
    ],
    [
      "an alias that holds itself",
      `${head}x: &a\n  y: *a\n`,
      "a.yaml: a YAML alias refers to a value that holds it, which no document needs. Remove the alias.",
    ],
    [
      "nested JSON",
      `{"openapi":"3.1.0","paths":{},"x":${"[".repeat(500_000)}${"]".repeat(500_000)}}`,
      `${deep} more than 400 levels deep. Move the inner ones to components.`,
    ],
    [
      "nested JSON that never closes",
      `{"openapi":"3.1.0","x":${'{"a":'.repeat(500_000)}`,
      `${deep} more than 400 levels deep. Move the inner ones to components.`,
    ],
    [
      "nested YAML in flow style",
      `${head}x: ${"[".repeat(50_000)}${"]".repeat(50_000)}\n`,
      `${deep} too deep to be read.`,
    ],
    [
      "nested YAML in block style",
      `${head}${many(2_000, (index) => `${" ".repeat(index)}x:\n`)}`,
      `${deep} too deep to be read.`,
    ],
    [
      "references to a body of many schemas",
      repeated(
        1_000,
        { requestBody: { $ref: "#/components/requestBodies/B" } },
        {
          openapi: "3.1.0",
          components: { requestBodies: { B: { content: { "application/json": { schema: wide } } } } },
        },
      ),
      repetition,
    ],
    [
      "references to a parameter of many values",
      repeated(
        1_000,
        { parameters: [{ $ref: "#/components/parameters/P" }] },
        {
          openapi: "3.1.0",
          components: {
            parameters: {
              P: { name: "p", in: "query", schema: { enum: Array.from({ length: 40_000 }, (_, index) => index) } },
            },
          },
        },
      ),
      repetition,
    ],
    [
      "the same in Swagger 2.0",
      repeated(
        1_000,
        { parameters: [{ $ref: "#/parameters/B" }] },
        { swagger: "2.0", parameters: { B: { name: "b", in: "body", schema: wide } } },
      ),
      repetition,
    ],
  ])("%s", { timeout: 30_000 }, async (_name, text, message) => {
    const cost = await costOf(text);
    expect(cost.message).toBe(`document-too-large: ${message}`);
    expect(cost.milliseconds).toBeLessThan(2_000);
    expect(cost.megabytes).toBeLessThan(512);
  });
});

it("a file of 100 MB is refused in well under a second, before it is read", async () => {
  const folder = temporaryFiles({ "a.json": "{" });
  truncateSync(join(folder, "a.json"), 100_000_000);
  const began = performance.now();
  expect(await failure(load(folder, "a.json"), folder)).toBe(
    "document-too-large: a.json: the file has 100000000 bytes; at most 67108864 are read. Split the document into files that refer to each other.",
  );
  expect(performance.now() - began).toBeLessThan(1_000);
});

it("a large file costs only the references to it, and so does a bomb", async () => {
  const folder = temporaryFiles({
    "a.json": {
      openapi: "3.1.0",
      paths: {},
      "x-a": [{ $ref: "large.json" }, { $ref: "bomb.yaml" }, { $ref: "good.json" }],
    },
    "large.json": "{",
    "bomb.yaml": multiplied,
    "good.json": {},
  });
  truncateSync(join(folder, "large.json"), 100_000_000);
  const { document } = await load(folder, "a.json");
  expect(document.files.size).toBe(2);
  expect([...document.refused.values()]).toEqual([
    "large.json: the file has 100000000 bytes; at most 67108864 are read. Split the document into files that refer to each other.",
    "bomb.yaml: its YAML aliases expand 132 values to 1358024691355, more than 10 times as many. Use references instead of aliases.",
  ]);
});

it("no more than so many files are read", async () => {
  const count = documentLimits.files + 5;
  const names = Array.from({ length: count }, (_, index) => `f${index}.json`);
  const folder = temporaryFiles({
    "a.json": { openapi: "3.1.0", paths: {}, "x-a": names.map((name) => ({ $ref: name })) },
    ...Object.fromEntries(names.map((name) => [name, {}])),
  });
  const { document } = await load(folder, "a.json");
  expect([document.files.size - 1, document.refused.size]).toEqual([documentLimits.files, 5]);
  expect(new Set(document.refused.values())).toEqual(new Set([`more than ${documentLimits.files} files`]));
});

it("aliases that share what is large are no bomb", async () => {
  const folder = temporaryFiles({ "a.yaml": `${head}x: &a [${"1,".repeat(5_000)}1]\ny: [${"*a,".repeat(100)}*a]\n` });
  expect((await load(folder, "a.yaml")).document.values).toBe(5_106);
});
