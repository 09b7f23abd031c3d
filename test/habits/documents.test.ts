/** Documents rot where nobody runs them: what they name has to be there. */
import { existsSync, globSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { root } from "./seeded-tree.ts";

const documents = globSync(["*.md", "docs/**/*.md", "examples/**/*.md"], { cwd: root }).map((path) =>
  path.replaceAll("\\", "/"),
);

const read = (path: string): string => readFileSync(join(root, path), "utf8");

/** What one group of a pattern matches in a text, each once. */
function findAll(text: string, pattern: RegExp): string[] {
  return [...new Set([...text.matchAll(pattern)].map((match) => match[1] ?? ""))];
}

describe.each(documents)("%s", (document) => {
  test("links to files that are there", () => {
    const links = findAll(read(document), /\]\((?!https?:|#)([^)#\s]+)/g);
    expect(links.filter((link) => !existsSync(join(root, dirname(document), link)))).toEqual([]);
  });

  test("names npm scripts that are there", () => {
    const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
    expect(findAll(read(document), /npm run ([\w:-]+)/g).filter((name) => !(name in scripts))).toEqual([]);
  });
});

describe("AGENTS.md", () => {
  /** The paths of the map: what stands first on a line of a code block, above its indented entries. */
  function mappedPaths(): string[] {
    const [, map = ""] = /```text\n([\s\S]*?)```/.exec(read("AGENTS.md")) ?? [];
    const parents: string[] = [];
    return map
      .split("\n")
      .filter((line) => line.trim() !== "")
      .flatMap((line) => {
        const depth = (line.length - line.trimStart().length) / 2;
        const names = (line.trim().split(/\s{2,}/)[0] ?? "").split(" ");
        return names.map((name) => {
          const path = [...parents.slice(0, depth), name.replace(/\/$/, "")].join("/");
          parents[depth] = name.replace(/\/$/, "");
          return path;
        });
      });
  }

  test("maps only what is there", () => {
    expect(mappedPaths().filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  test("maps every folder of source", () => {
    const sources = globSync("{generator,templates,demo,scripts,bench,examples,specs,docs}/**", { cwd: root });
    const folders = sources
      .map((path) => path.replaceAll("\\", "/"))
      .filter((path) => statSync(join(root, path)).isDirectory());
    const mapped = new Set(mappedPaths());
    const unmapped = folders.filter(
      (folder) => !mapped.has(folder) && globSync(`${folder}/*.*`, { cwd: root }).length > 0,
    );
    expect(unmapped.filter((folder) => !/^(examples|specs)\//.test(folder))).toEqual([]);
  });
});

describe("workflows", () => {
  const workflows = globSync(".github/workflows/*.yml", { cwd: root });

  test.each(workflows)("%s pins every action by commit and says its version", (path) => {
    const actions = findAll(read(path), /^\s*-?\s*uses:\s*(.*)$/gm);
    expect(actions.filter((action) => !/^[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action))).toEqual([]);
    expect(actions.length).toBeGreaterThan(0);
  });

  test.each(workflows)("%s grants nothing by default", (path) => {
    expect(read(path)).toMatch(/^permissions: \{\}$/m);
  });
});
