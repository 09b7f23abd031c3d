/** docs/limits.md says what the code says: every limit with its variable and default, and codes that exist. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { httpStatusOf, type RuntimeErrorCode } from "../../templates/src/runtime/errors.ts";
import { limitDefinitions } from "../../templates/src/runtime/limits.ts";
import { root } from "./seeded-tree.ts";

const document = readFileSync(join(root, "docs/limits.md"), "utf8");
const runtime = (file: string): string => readFileSync(join(root, "templates/src/runtime", file), "utf8");

/** The cells of a table under a heading, its header left out. */
function tableUnder(heading: string): readonly (readonly string[])[] {
  const section = document.split(`\n## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
  const rows = section.split("\n").filter((line) => line.startsWith("|"));
  return rows.slice(2).map((row) =>
    row
      .slice(1, -1)
      .split("|")
      .map((cell) => cell.trim()),
  );
}

const plain = (cell = ""): string => cell.replaceAll("`", "");
const numberOf = (cell = ""): number => Number(cell.replaceAll(/[,_]/g, ""));

test("every limit has its row: variable, option, default, meaning, in the order of the code", () => {
  const rows = tableUnder("Every limit").map(([variable, name, byDefault, meaning]) => ({
    variable: plain(variable),
    name: plain(name),
    default: numberOf(byDefault),
    meaning,
  }));
  expect(rows).toEqual(
    limitDefinitions.map(({ variable, name, default: byDefault, meaning }) => ({
      variable,
      name,
      default: byDefault,
      meaning,
    })),
  );
});

describe("what happens beyond a limit", () => {
  /** Codes of tool errors: those that the runtime writes. */
  const toolErrors = ["upstream/upstream-error.ts", "upstream/to-error-result.ts", "confirm/confirmation-error.ts"]
    .map(runtime)
    .join("\n");

  test.each(tableUnder("Every limit"))("%s", (_variable, _name, _default, _meaning, beyond = "") => {
    expect(beyond).not.toBe("");
    const codes = [...beyond.matchAll(/(?:\b(\d{3}) )?`([a-z]+_[a-z_]+)`/g)].map(([, status, code = ""]) => ({
      status,
      code,
    }));
    for (const { status, code } of codes) {
      if (status === undefined) expect(toolErrors).toContain(`"${code}"`);
      else expect([code, httpStatusOf(code as RuntimeErrorCode)]).toEqual([code, Number(status)]);
    }
  });
});

test.each(tableUnder("Numbers that are not settings"))("%s: %s", (file, name, value) => {
  const found = new RegExp(String.raw`\b${plain(name)}(?:: number)?(?: =|:) ([\d_]+)`).exec(runtime(plain(file)))?.[1];
  expect([name, numberOf(found)]).toEqual([name, numberOf(value)]);
});

test("the tables were found", () => {
  expect([tableUnder("Every limit").length, tableUnder("Numbers that are not settings").length]).toEqual([
    limitDefinitions.length,
    expect.toSatisfy((rows: number) => rows >= 20),
  ]);
});
