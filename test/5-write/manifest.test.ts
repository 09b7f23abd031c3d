import { describe, expect, it } from "vitest";
import { contentHash } from "../../generator/content-hash.ts";
import { documentPath, formatManifest, parseManifest } from "../../generator/5-write/manifest.ts";
import { header } from "./sample-files.ts";

const hash = "a".repeat(64);

describe("the manifest", () => {
  it("has sorted keys at every depth, and reads back as it was", () => {
    const text = formatManifest({
      ...header,
      options: { b: [{ d: 1, c: 2 }], a: null },
      files: { "z.ts": hash, "a.ts": hash },
    });
    expect(text).toBe(
      `{
  "generator": "0.0.0",
  "document": {
    "path": "../openapi.yaml",
    "sha256": "${"0".repeat(64)}"
  },
  "options": {
    "a": null,
    "b": [
      {
        "c": 2,
        "d": 1
      }
    ]
  },
  "files": {
    "a.ts": "${hash}",
    "z.ts": "${hash}"
  }
}
`,
    );
    expect(formatManifest(parseManifest(text, "m"))).toBe(text);
  });

  it.each([
    ["{", "it is not JSON"],
    ["[]", ": Invalid input: expected object, received array"],
    [JSON.stringify({ ...header, files: { a: "x" } }), "files.a: is no SHA-256"],
    [JSON.stringify({ ...header, files: {}, more: 1 }), ': Unrecognized key: "more"'],
    [JSON.stringify({ ...header, files: { "a/../../b": hash } }), 'the path "a/../../b" leads out of the project'],
  ])("refuses %s", (text, reason) => {
    expect(() => parseManifest(text, "m.json")).toThrow(
      `m.json cannot be read as Slipway's manifest: ${reason}. Restore it`,
    );
  });
});

describe("documentPath", () => {
  it.each([
    ["/home/api/openapi.yaml", "/home/api/server", "../openapi.yaml"],
    ["/home/openapi.yaml", "/home/generated/a", "../../openapi.yaml"],
    ["/home/a/specs/x.json", "/home/a", "specs/x.json"],
    ["https://user:secret@example.com/openapi.json?x=1", "/home/a", "https://example.com/openapi.json?x=1"],
  ])("%s from %s is %s", (spec, out, want) => {
    expect(documentPath(spec, out)).toBe(want);
  });
});

it("hashes text as sha256sum does, whatever the line ends", () => {
  const want = "87428fc522803d31065e7bce3cf03fe475096631e5e07bbd7a0fde60c4cf25c7";
  expect(contentHash("a\n")).toBe(want);
  expect(contentHash("a\r\n")).toBe(want);
  expect(contentHash(Buffer.from("a\r\n"))).toBe(want);
  expect(contentHash("é€\n")).toBe(contentHash(Buffer.from("é€\n", "utf8")));
});
