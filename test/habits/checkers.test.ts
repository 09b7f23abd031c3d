/**
 * A checker that checks nothing passes always. Here one fault is seeded per rule that the architecture rests on, in a
 * tree with the real configuration, and the checker has to report exactly that fault in that file.
 */
import { describe, expect, test } from "vitest";
import { runTool, seedTree } from "./seeded-tree.ts";

const value = (name: string): string => `export const ${name}: string = "";\n`;
const uses = (name: string, from: string): string =>
  `import { ${name} } from "${from}";\n\nexport const user: string = ${name};\n`;

/** Path -> the rules that must be reported there, and the text. No rules: a clean file, the control. */
const seeded: Readonly<Record<string, readonly [rules: readonly string[], text: string]>> = {
  "generator/1-spec/load.ts": [[], value("load")],
  "generator/2-model/build.ts": [["no-restricted-imports"], uses("plan", "../3-surface/plan.ts")],
  "generator/3-surface/plan.ts": [[], value("plan")],
  "generator/3-surface/later.ts": [["no-restricted-imports"], uses("emit", "../4-emit/emit.ts")],
  "generator/4-emit/emit.ts": [[], value("emit")],
  "generator/4-emit/earlier.ts": [[], uses("load", "../1-spec/load.ts")],
  "generator/4-emit/contract.ts": [[], uses("contract", "../../templates/src/runtime/surface-types.ts")],
  "generator/4-emit/runtime.ts": [["no-restricted-imports"], uses("send", "../../templates/src/runtime/send.ts")],
  "generator/5-write/caller.ts": [["no-restricted-imports"], uses("generate", "../generate.ts")],
  "generator/generate.ts": [[], value("generate")],
  "generator/shipped.ts": [["no-restricted-imports"], uses("demo", "../demo/start.ts")],
  "demo/start.ts": [[], 'export const demo: string = "";\nconsole.log(process.env["HOME"]);\n'],
  "templates/src/runtime/surface-types.ts": [[], value("contract")],
  "templates/src/runtime/send.ts": [[], value("send")],
  "templates/src/runtime/back.ts": [["no-restricted-imports"], uses("emit", "../../../generator/4-emit/emit.ts")],
  "templates/src/tools/index.ts": [[], value("tools")],
  "templates/src/runtime/made.ts": [["no-restricted-imports"], uses("tools", "../tools/index.ts")],
  "templates/src/runtime/platform.ts": [["no-restricted-imports"], uses("sep", "node:path")],
  "templates/src/runtime/node/platform.ts": [[], uses("sep", "node:path")],
  "generator/4-emit/cycle-a.ts": [["no-cycle"], uses("two", "./cycle-b.ts") + value("one")],
  "generator/4-emit/cycle-b.ts": [["no-cycle"], uses("one", "./cycle-a.ts") + value("two")],
  "generator/faults/any.ts": [["no-explicit-any"], "export const anything: any = 1;\n"],
  "generator/faults/console.ts": [["no-console"], 'console.log("hello");\n\nexport const x: number = 1;\n'],
  "generator/faults/environment.ts": [["no-process-env"], 'export const home: unknown = process.env["HOME"];\n'],
  "generator/faults/default-export.ts": [["no-default-export"], "const x: number = 1;\n\nexport default x;\n"],
  "tool.config.ts": [[], "const config: object = {};\n\nexport default config;\n"],
  "generator/faults/thrown-string.ts": [
    ["only-throw-error"],
    'export function fail(): never {\n  throw "no error object";\n}\n',
  ],
  "generator/faults/floating.ts": [
    ["no-floating-promises"],
    "export function start(work: () => Promise<void>): void {\n  work();\n}\n",
  ],
  "generator/faults/misused.ts": [
    ["no-misused-promises"],
    "export function ask(ready: Promise<boolean>): string {\n  return ready ? 'yes' : 'no';\n}\n",
  ],
  "generator/faults/switch.ts": [
    ["switch-exhaustiveness-check"],
    'export function size(kind: "a" | "b"): number {\n  switch (kind) {\n    case "a":\n      return 1;\n  }\n  return 0;\n}\n',
  ],
  "generator/faults/non-null.ts": [
    ["no-non-null-assertion"],
    "export function first(list: readonly string[]): string {\n  return list[0]!;\n}\n",
  ],
  "generator/faults/eval.ts": [["no-eval"], "export function run(text: string): unknown {\n  return eval(text);\n}\n"],
  "generator/faults/camelCase.ts": [["filename-case"], value("named")],
  "generator/faults/parameters.ts": [
    ["max-params"],
    "export function sum(a: number, b: number, c: number, d: number, e: number): number {\n  return a + b + c + d + e;\n}\n",
  ],
  "generator/faults/long.ts": [["max-lines"], Array.from({ length: 401 }, (_, i) => value(`line${i}`)).join("")],
};

interface LintReport {
  readonly diagnostics: readonly { readonly code: string; readonly filename: string }[];
}

/** `typescript(no-explicit-any)` -> `no-explicit-any`. */
const ruleName = (code: string): string => code.replace(/^.*\((.*)\)$/, "$1");

describe("oxlint", () => {
  test("reports each seeded fault where it is, and nothing else", async () => {
    const files = Object.fromEntries(Object.entries(seeded).map(([path, [, text]]) => [path, text]));
    using tree = seedTree([".oxlintrc.json", "tsconfig.json"], files);
    const run = await runTool("oxlint/bin/oxlint", ["--deny-warnings", "-f", "json"], tree.path);

    const reported: Record<string, string[]> = Object.fromEntries(Object.keys(seeded).map((path) => [path, []]));
    for (const { filename, code } of (JSON.parse(run.stdout) as LintReport).diagnostics) {
      (reported[filename.replaceAll("\\", "/")] ??= []).push(ruleName(code));
    }
    expect(reported).toEqual(Object.fromEntries(Object.entries(seeded).map(([path, [rules]]) => [path, [...rules]])));
    expect(run.code).toBe(1);
  });
});

describe("tsc", () => {
  test("reports a seeded type error, an unchecked index and syntax that Node cannot strip", async () => {
    using tree = seedTree(["tsconfig.json", "package.json"], {
      "generator/wrong.ts": 'export const port: number = "3000";\n',
      "generator/index-access.ts": "export function first(list: string[]): string {\n  return list[0];\n}\n",
      "generator/strip.ts": "export enum Colour {\n  Red = 1,\n}\n",
    });
    const run = await runTool("typescript/bin/tsc", ["-p", ".", "--pretty", "false"], tree.path);
    expect(run.stdout.trim().split("\n").toSorted()).toEqual(
      [
        "generator/index-access.ts(2,3): error TS2322: Type 'string | undefined' is not assignable to type 'string'.",
        "  Type 'undefined' is not assignable to type 'string'.",
        "generator/strip.ts(1,13): error TS1294: This syntax is not allowed when 'erasableSyntaxOnly' is enabled.",
        "generator/wrong.ts(1,14): error TS2322: Type 'string' is not assignable to type 'number'.",
      ].toSorted(),
    );
    expect(run.code).not.toBe(0);
  });
});

describe("oxfmt", () => {
  test("reports the one file that is not in its format, and leaves generated files alone", async () => {
    using tree = seedTree([".oxfmtrc.json"], {
      "generator/tidy.ts": value("tidy"),
      "generator/untidy.ts": "export const   untidy = 'x'\n",
      "generated/x/src/untidy.ts": "export const   untidy = 'x'\n",
      "specs/x/openapi.yaml": "openapi:    3.1.0\n",
      "templates/README.md.hbs": "#   x\n",
    });
    const run = await runTool("oxfmt/bin/oxfmt", ["--list-different"], tree.path);
    expect({ code: run.code, files: run.stdout.trim().split("\n") }).toEqual({
      code: 1,
      files: ["generator/untidy.ts"],
    });
  });
});

interface DeadCodeReport {
  readonly issues: readonly {
    readonly file: string;
    readonly exports?: readonly { readonly name: string }[];
    readonly files?: readonly { readonly name: string }[];
    readonly dependencies?: readonly { readonly name: string }[];
  }[];
}

describe("knip", () => {
  test("reports an unused export, an unused file and an unused dependency", async () => {
    using tree = seedTree(["knip.json", "tsconfig.json"], {
      "package.json": JSON.stringify({ name: "seeded", type: "module", dependencies: { yaml: "2.9.1" } }),
      "generator/cli.ts": 'import { used } from "./used.ts";\n\nused();\n',
      "generator/used.ts": "export function used(): void {}\n\nexport function forgotten(): void {}\n",
      "generator/orphan.ts": value("orphan"),
    });
    const run = await runTool("knip/bin/knip.js", ["--reporter", "json", "--no-config-hints"], tree.path);
    const { issues } = JSON.parse(run.stdout) as DeadCodeReport;
    const names = (list: readonly { readonly name: string }[] | undefined): string[] =>
      (list ?? []).map((item) => item.name);
    expect({
      code: run.code,
      exports: issues.flatMap((issue) => names(issue.exports)),
      files: issues.flatMap((issue) => names(issue.files)),
      dependencies: issues.flatMap((issue) => names(issue.dependencies)),
    }).toEqual({ code: 1, exports: ["forgotten"], files: ["generator/orphan.ts"], dependencies: ["yaml"] });
  });
});
