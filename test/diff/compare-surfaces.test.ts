import { describe, expect, it } from "vitest";
import type { LockedTool, SurfaceLock } from "../../generator/4-emit/lock/surface-lock.ts";
import { compareSurfaces } from "../../generator/diff/compare-surfaces.ts";
import type { DiffResult } from "../../generator/diff/diff-result.ts";

const berth: LockedTool = {
  operation: "GET /berths/{id}",
  service: "berths",
  scopes: ["berths:read"],
  hints: "read-only, idempotent, open-world",
  arguments: { id: "required aaa", units: "bbb" },
  result: "ccc",
  text: "ddd",
};

const lock: SurfaceLock = {
  lockVersion: 1,
  name: "harbour",
  mode: "all",
  upstream: "forward",
  accepted: { issuer: "https://login.example", apiBaseUrl: "https://api.example" },
  scopes: ["berths:read"],
  tools: { get_berth: berth },
};

function compare(old: SurfaceLock, now: SurfaceLock): DiffResult {
  return compareSurfaces({ label: "old", lock: old }, { label: "new", lock: now });
}

/** `level code tool: text`. */
function told({ changes }: DiffResult): readonly string[] {
  return changes.map(
    ({ level, code, tool, text }) => `${level} ${code}${tool === undefined ? "" : ` ${tool}`}: ${text}`,
  );
}

type Tools = SurfaceLock["tools"];

describe("one tool", () => {
  it.each<readonly [name: string, change: Partial<LockedTool>, want: readonly string[], bump: DiffResult["bump"]]>([
    ["nothing", {}, [], "none"],
    ["texts", { text: "x" }, ["safe text-changed get_berth: its texts changed"], "patch"],
    [
      "a service",
      { service: "docks" },
      ["safe tool-regrouped get_berth: it belongs to docks, and did to berths"],
      "patch",
    ],
    [
      "a path",
      { operation: "GET /v2/berths/{id}" },
      ["safe tool-moved get_berth: it sends GET /v2/berths/{id}, and sent GET /berths/{id}"],
      "patch",
    ],
    [
      "a method",
      { operation: "POST /berths/{id}" },
      ["risky tool-method-changed get_berth: it sends POST /berths/{id}, and sent GET /berths/{id}"],
      "minor",
    ],
    [
      "an argument that must be given",
      { arguments: { ...berth.arguments, season: "required eee" } },
      ["breaking argument-added-required get_berth: the argument season is new, and required"],
      "major",
    ],
    [
      "an argument that may be given",
      { arguments: { ...berth.arguments, season: "eee" } },
      ["safe argument-added get_berth: the argument season is new, and optional"],
      "minor",
    ],
    [
      "an argument less",
      { arguments: { id: "required aaa" } },
      ["breaking argument-removed get_berth: the argument units is gone"],
      "major",
    ],
    [
      "an argument renamed",
      { arguments: { berthId: "required aaa", units: "bbb" } },
      ["breaking argument-renamed get_berth: the argument id is called berthId now"],
      "major",
    ],
    [
      "an argument required, its values unknown",
      { arguments: { id: "required aaa", units: "required xxx" } },
      [
        "breaking argument-required get_berth: the argument units is required now",
        "risky argument-changed get_berth: the values of the argument units changed; how cannot be told from the lock",
      ],
      "major",
    ],
    [
      "an argument no longer required",
      { arguments: { id: "aaa", units: "bbb" } },
      ["safe argument-optional get_berth: the argument id is optional now"],
      "minor",
    ],
    [
      "an answer",
      { result: "x" },
      ["risky result-changed get_berth: the answer changed; how cannot be told from the lock"],
      "minor",
    ],
    [
      "a scope more",
      { scopes: ["berths:read harbour"] },
      ["breaking scopes-added get_berth: it needs berths:read harbour, and needed berths:read"],
      "major",
    ],
    ["a scope less", { scopes: [] }, ["risky scopes-removed get_berth: no scope is enough now, and was not"], "minor"],
    [
      "another scope",
      { scopes: ["harbour"] },
      ["breaking scopes-replaced get_berth: it needs harbour, and needed berths:read"],
      "major",
    ],
    [
      "an alternative more",
      { scopes: ["berths:read", "admin"] },
      ["risky scopes-removed get_berth: admin is enough now, and was not"],
      "minor",
    ],
    [
      "no longer read-only",
      { hints: "destructive, idempotent, open-world" },
      [
        "breaking hints-tightened get_berth: it is destructive now",
        "breaking hints-tightened get_berth: it is not read-only any more",
      ],
      "major",
    ],
    [
      "not idempotent",
      { hints: "read-only, open-world" },
      ["risky hints-changed get_berth: it is not idempotent any more"],
      "minor",
    ],
  ])("%s", (_, change, want, bump) => {
    const result = compare(lock, { ...lock, tools: { get_berth: { ...berth, ...change } } });
    expect([told(result), result.bump]).toEqual([want, bump]);
  });

  it("of several alternatives", () => {
    const old = { ...lock, tools: { get_berth: { ...berth, scopes: ["a", "b"] } } };
    const now = (scopes: readonly string[]): SurfaceLock => ({ ...lock, tools: { get_berth: { ...berth, scopes } } });
    expect(told(compare(old, now(["a"])))).toEqual([
      "risky scopes-alternative-removed get_berth: b is not enough any more",
    ]);
    expect(told(compare(old, now(["b", "a"])))).toEqual([
      "safe scopes-reordered get_berth: clients ask for b, and asked for a",
    ]);
    expect(told(compare(old, now(["b"])))).toEqual(["breaking scopes-added get_berth: it needs b, and needed a"]);
  });
});

describe("which tool is which", () => {
  const other: LockedTool = { ...berth, operation: "GET /docks" };
  it.each<readonly [name: string, old: Tools, now: Tools, want: readonly string[]]>([
    ["come", {}, { get_berth: berth }, ["safe tool-added get_berth: the tool is new (GET /berths/{id})"]],
    ["gone", { get_berth: berth }, {}, ["breaking tool-removed get_berth: the tool is gone (GET /berths/{id})"]],
    [
      "renamed",
      { get_berth: berth },
      { read_berth: berth },
      ["breaking tool-renamed read_berth: the tool get_berth is called read_berth now"],
    ],
    [
      "names exchanged",
      { a: berth, b: other },
      { a: other, b: berth },
      [
        "breaking tool-repurposed a: it sends GET /docks, and sent GET /berths/{id}",
        "breaking tool-repurposed b: it sends GET /berths/{id}, and sent GET /docks",
      ],
    ],
    ["names of every object", { constructor: berth }, { constructor: berth }, []],
  ])("%s", (_, old, now, want) => {
    expect(told(compare({ ...lock, tools: old }, { ...lock, tools: now }))).toEqual(want);
  });
});

describe("the server", () => {
  it.each<readonly [name: string, change: Partial<SurfaceLock>, want: readonly string[]]>([
    ["mode", { mode: "search" }, ["breaking mode-changed: the mode is search, and was all"]],
    [
      "credentials",
      { upstream: "exchange" },
      ["breaking upstream-changed: calls are sent in the mode exchange, and were in forward"],
    ],
    [
      "confirmation",
      { confirm: "destructive" },
      ["risky confirmation-changed: agreement is asked for: destructive; it was for: never"],
    ],
    ["name", { name: "port" }, ["risky server-renamed: the server is called port, and was harbour"]],
    [
      "issuer and further origin",
      { accepted: { ...lock.accepted, issuer: "https://evil.example", origins: { files: "https://files.example" } } },
      [
        "breaking issuer-changed: issuer: https://evil.example is proposed, and was https://login.example",
        "breaking origin-changed: origin files: https://files.example is proposed, and was none",
      ],
    ],
    [
      "no base URL",
      { accepted: { issuer: "https://login.example" } },
      ["safe origin-removed: API base URL: none is proposed, and was https://api.example"],
    ],
    [
      "scopes",
      { scopes: ["berths:write"] },
      [
        "risky scope-requested: the server asks for the scope berths:write, and did not",
        "safe scope-dropped: the server no longer asks for the scope berths:read",
      ],
    ],
  ])("%s", (_, change, want) => {
    expect(told(compare(lock, { ...lock, ...change }))).toEqual(want);
  });
});
