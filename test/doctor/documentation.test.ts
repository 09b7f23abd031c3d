import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { allChecks } from "../../generator/doctor/all-checks.ts";

const guide = readFileSync(join(import.meta.dirname, "../../docs/doctor.md"), "utf8");

describe("docs/doctor.md", () => {
  it("lists every check, its rule and what it is for", () => {
    const [, table = ""] = /<!-- checks -->\n([\s\S]*)<!-- \/checks -->/u.exec(guide) ?? [];
    const rows = table.split("\n").filter((line) => line.startsWith("| `"));
    const cells = rows.map((row) => row.split("|").map((cell) => cell.trim()));
    expect(cells.map(([, id, title, rule]) => [id, title, rule])).toEqual(
      allChecks.map(({ id, title, rule }) => [`\`${id}\``, title, `${rule.document}, ${rule.section}`]),
    );
  });
});

describe("the checks", () => {
  it("have ids of their own", () => {
    expect(new Set(allChecks.map(({ id }) => id)).size).toBe(allChecks.length);
    expect(allChecks.map(({ id }) => id).filter((id) => !/^[a-z-]+\.[a-z-]+$/u.test(id))).toEqual([]);
  });

  it("say everything, in sentences", () => {
    const texts = allChecks.flatMap(({ why, mend, rule }) => [why, mend, rule.sentence]);
    expect(texts.filter((text) => !/[.?)…]$/u.test(text) || text.length < 12)).toEqual([]);
  });
});
