/**
 * Prints how large files and functions are (code lines: no blanks, no comments), because "small" is a claim to be shown.
 * Lint holds the limits; this shows the middle, which is what a reader meets.
 */
import { globSync } from "node:fs";
import { join } from "node:path";
import { Node, Project, type SourceFile } from "ts-morph";

const root = join(import.meta.dirname, "..");
const parts = { generator: "generator/**/*.ts", runtime: "templates/src/runtime/**/*.ts", demo: "demo/**/*.ts" };

/** Lines with code on them, from the start of the first token to the end of the last. */
function codeLines(text: string): number {
  const bare = text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
  return bare.split("\n").filter((line) => line.trim() !== "").length;
}

function functionLines(file: SourceFile): number[] {
  return file
    .getDescendants()
    .filter((node) => Node.isFunctionDeclaration(node) || Node.isMethodDeclaration(node) || Node.isArrowFunction(node))
    .map((node) => node.getBody())
    .filter((body) => body !== undefined && Node.isBlock(body))
    .map((body) => Math.max(1, codeLines(body.getText()) - 2));
}

function describe(sizes: readonly number[]): string {
  const sorted = sizes.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return `${at(0.5)} / ${at(0.9)} / ${sorted.at(-1) ?? 0}`;
}

for (const [part, pattern] of Object.entries(parts)) {
  const project = new Project({ useInMemoryFileSystem: false, compilerOptions: { noLib: true } });
  const files = globSync(pattern, { cwd: root }).map((path) => project.addSourceFileAtPath(join(root, path)));
  const fileSizes = files.map((file) => codeLines(file.getFullText()));
  const functionSizes = files.flatMap(functionLines);
  console.log(`${part}: ${files.length} files, ${functionSizes.length} functions (median / p90 / max code lines)`);
  console.log(`  files      ${describe(fileSizes)}`);
  console.log(`  functions  ${describe(functionSizes)}`);
}
