import { describe, expect, it } from "vitest";
import type { LocatedDiagnostic } from "../../generator/1-spec/locate-diagnostics.ts";
import { countDiagnostics, formatDiagnostics } from "../../generator/cli/diagnostics-table.ts";
import { createPalette } from "../../generator/cli/palette.ts";
import { fakeIo } from "./fake-io.ts";

function finding(code: string, line: number, rest: Partial<LocatedDiagnostic> = {}): LocatedDiagnostic {
  return {
    code,
    severity: "warning",
    place: { file: "api.yaml", pointer: `/paths/~1berths~1%7Bid%7D/get/responses/${line}` },
    position: { line, column: 9 },
    message: `The reference "#/x/${line}" names nothing.`,
    ...rest,
  };
}

function format(found: readonly LocatedDiagnostic[], columns = 100, terminal = false): string {
  const palette = createPalette(fakeIo({ terminal }).stderr, {});
  return formatDiagnostics(found, { columns, palette, showFile: (file) => file, limit: 3 });
}

describe("formatDiagnostics", () => {
  it("says nothing about nothing", () => {
    expect(format([])).toBe("");
  });

  it("groups by severity and code, says shared help once, and counts what it leaves out", () => {
    const help = "Correct the reference, or add what it names.";
    const { position: _, ...unlocated } = finding("odd-style", 1, {
      severity: "info",
      message: "Style is ignored.",
      place: { file: "other.json", pointer: "" },
    });
    const found = [
      unlocated,
      finding("dangling", 7, { help }),
      finding("dangling", 120, { help }),
      ...[1, 2, 3, 4, 5].map((line) => finding("same", line, { message: "All alike.", help: "Mend them." })),
      finding("lost", 10, { severity: "error", message: "Left out." }),
    ];
    expect(format(found)).toBe(`error    lost
         api.yaml:10:9  #/paths/~1berths~1{id}/get/responses/10
           Left out.

warning  dangling (2)
         api.yaml:7:9    #/paths/~1berths~1{id}/get/responses/7
           The reference "#/x/7" names nothing.
         api.yaml:120:9  #/paths/~1berths~1{id}/get/responses/120
           The reference "#/x/120" names nothing.
           help: Correct the reference, or add what it names.

warning  same (5)
         api.yaml:1:9  #/paths/~1berths~1{id}/get/responses/1
         api.yaml:2:9  #/paths/~1berths~1{id}/get/responses/2
         api.yaml:3:9  #/paths/~1berths~1{id}/get/responses/3
           All alike.
           help: Mend them.
         … and 2 more

note     odd-style
         other.json  #
           Style is ignored.

2 findings not shown; --json has them all.

`);
  });

  it("fits a narrow terminal", () => {
    const place = {
      file: "a/rather/long/way/to/the/document.yaml",
      pointer: "/components/schemas/Berth/properties/length",
    };
    const text = format(
      [finding("dangling", 7, { place, message: `${"word ".repeat(12)}日本語の長い説明文がここにあります` })],
      60,
    );
    expect(text).toBe(`warning  dangling
         a/rather/lon…nt.yaml:7:9  #/components…rties/length
           word word word word word word word word word word
           word word 日本語の長い説明文がここにあります

`);
    expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(60);
  });

  it("has colours on a terminal only", () => {
    expect(format([finding("dangling", 7, { help: "Mend it." })], 100, true)).toBe(
      "\u001b[33mwarning\u001b[39m  \u001b[1mdangling\u001b[22m\n" +
        "         api.yaml:7:9  \u001b[2m#/paths/~1berths~1{id}/get/responses/7\u001b[22m\n" +
        '           The reference "#/x/7" names nothing.\n' +
        "\u001b[32m           help: Mend it.\u001b[39m\n\n",
    );
  });

  it("makes text of the document harmless", () => {
    const hostile = "\u001b[2J\u001b]0;pwned\u0007x\u202ey\nz";
    const place = { file: hostile, pointer: "/a%1B%5B2Jb" };
    expect(format([finding(hostile, 1, { place, message: hostile, help: hostile })])).toBe(`warning  xy z
         xy z:1:9  #/ab
           xy z
           help: xy z

`);
  });

  it("cuts endless messages", () => {
    const text = format([finding("long", 1, { message: "a".repeat(100_000) })]);
    expect(text.length).toBeLessThan(1000);
  });
});

it("counts findings", () => {
  expect(countDiagnostics([])).toBe("");
  const found = [
    finding("a", 1),
    finding("b", 1, { severity: "error" }),
    finding("c", 1, { severity: "info" }),
    finding("d", 1),
  ];
  expect(countDiagnostics(found)).toBe("1 error, 2 warnings, 1 note");
});
