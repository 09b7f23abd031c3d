import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ParameterDefinition } from "../../../templates/src/runtime/surface-types.ts";
import { buildUrl } from "../../../templates/src/runtime/upstream/build-path.ts";
import { ArgumentError, UpstreamError } from "../../../templates/src/runtime/upstream/upstream-error.ts";

const base = new URL("https://api.example.com/base/v1/");
const runs = process.env["FULL"] === "1" ? 200_000 : 5_000;

function path(template: string, args: Record<string, unknown>, more: Partial<ParameterDefinition> = {}): string {
  const names = [...template.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1] ?? "");
  const parameters = names.map((name): ParameterDefinition => ({
    argument: name,
    name,
    in: "path",
    style: "simple",
    explode: false,
    ...more,
  }));
  const url = buildUrl(base, template, parameters, args);
  expect(url.origin).toBe("https://api.example.com");
  expect(url.pathname.startsWith("/base/v1/")).toBe(true);
  return url.href.slice("https://api.example.com/base/v1".length);
}

describe("path templates", () => {
  it.each([
    ["/a/{b}/c", { b: "x" }, "/a/x/c"],
    ["/a/{b}/c", { b: 7 }, "/a/7/c"],
    ["/a/{b}", { b: "feature/x y" }, "/a/feature%2Fx%20y"],
    ["/a/{b}", { b: "a\\b" }, "/a/a%5Cb"],
    ["/a/{b}", { b: "...." }, "/a/...."],
    ["/a/{b}", { b: "..x" }, "/a/..x"],
    ["/a/{b}", { b: "é?#%;" }, "/a/%C3%A9%3F%23%25%3B"],
    ["/a/{b}.{c}", { b: "x", c: "y" }, "/a/x.y"],
    ["/x({id})", { id: "1" }, "/x(1)"],
    ["/{a}:cancel", { a: "1" }, "/1:cancel"],
    ["/{a}{b}", { a: "1", b: "2" }, "/12"],
    ["/a//b/{c}/", { c: "x" }, "/a//b/x/"],
    ["/", {}, "/"],
    ["/with space/é/100%/%41", {}, "/with%20space/%C3%A9/100%25/%41"],
    ["relative/{a}", { a: "x" }, "/relative/x"],
    ["/a/{b}", { b: ["x", "y/z"] }, "/a/x,y%2Fz"],
  ])("%s with %j", (template, args, want) => {
    expect(path(template, args)).toBe(want);
  });

  it("writes label and matrix", () => {
    expect(path("/a/{b}", { b: ["x", "y"] }, { style: "label", explode: true })).toBe("/a/.x.y");
    expect(path("/a/{b}", { b: ["x", "y"] }, { style: "matrix" })).toBe("/a/;b=x,y");
  });

  it.each([
    ".",
    "..",
    "%2e",
    "%2E%2e",
    "%252e%252e",
    "../x",
    "x/../y",
    "x/./y",
    "x%2f..%2fy",
    "..\\x",
    "x\\..",
    "",
    "\0",
    "a\0b",
    "\uD800",
    null,
    undefined,
    [],
    {},
  ])("refuses %j", (value) => {
    expect(() => path("/a/{b}/c", { b: value })).toThrow(ArgumentError);
  });

  it("refuses what only together leaves the segment", () => {
    expect(() => path("/{a}{b}", { a: ".", b: "." })).toThrow(ArgumentError);
    expect(() => path("/.{b}", { b: "." })).toThrow(ArgumentError);
    expect(() => path("/a/{b}", { b: ["..", "x"] })).not.toThrow();
    expect(() => path("/a/{b}", { b: [""] }, { style: "label", explode: true })).toThrow(ArgumentError);
  });

  it("names the argument and the way out", () => {
    expect(() => path("/a/{berthId}", { berthId: ".." })).toThrow(
      'berthId: holds "." or ".." as a path segment, which would leave its place in the API\'s path.',
    );
  });

  it("is a fault of the server when the template has no parameter", () => {
    expect(() => buildUrl(base, "/{a}", [], { a: 1 })).toThrow(UpstreamError);
  });

  it.each(["/a/../b", "/a/./b", "/a/%2e%2E/b", "/.."])(
    "never sends a template that leaves its own path: %s",
    (template) => {
      expect(() => buildUrl(base, template, [], {})).toThrow(
        new UpstreamError("upstream_not_configured", "The request's path cannot be built for this operation."),
      );
    },
  );

  it("keeps a base path that looks like a template segment", () => {
    expect(
      buildUrl(
        new URL("http://127.0.0.1:1"),
        "/{a}",
        [{ argument: "a", name: "a", in: "path", style: "simple", explode: false }],
        { a: "b" },
      ).href,
    ).toBe("http://127.0.0.1:1/b");
  });
});

describe("for any value: refused, or in its own segment as it is", () => {
  const hostile = fc.constantFrom(
    ".",
    "/",
    "\\",
    "%",
    "2e",
    "2f",
    "%2e",
    "%5c",
    "?",
    "#",
    "@",
    ":",
    ";",
    "\0",
    "\n",
    " ",
    "é",
    "\uD83D\uDE00",
    "\uD800",
  );
  const values = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string({ unit: hostile, maxLength: 8 }),
    fc.string({ unit: "grapheme" }),
  );
  for (const [template, segment, read] of [
    ["/a/{b}/c", 4, (text: string) => text],
    ["/x({b})", 3, (text: string) => text.slice(2, -1)],
    ["/{b}:cancel", 3, (text: string) => text.slice(0, -7)],
  ] as const) {
    it(`in ${template}`, { timeout: 120_000 }, () => {
      let sent = 0;
      fc.assert(
        fc.property(values, fc.boolean(), (value, allowReserved) => {
          let url: string;
          try {
            url = path(template, { b: value });
            if (allowReserved) path(template, { b: value }, { allowReserved: true });
          } catch (error) {
            return error instanceof ArgumentError;
          }
          sent += 1;
          const segments = `/base/v1${url}`.split("/");
          expect(segments.length).toBe(`/base/v1${template}`.split("/").length);
          return read(decodeURIComponent(segments[segment] ?? "")) === value;
        }),
        { numRuns: runs },
      );
      expect(sent).toBeGreaterThan(runs / 20);
    });
  }
});
