import { expect, test } from "vitest";
import { neededScopes } from "../../../templates/src/runtime/auth/scope-gate.ts";
import type { Caller } from "../../../templates/src/runtime/surface-types.ts";
import { getPet } from "../../../templates/src/tools/pets.ts";

const caller = (scopes: string): Caller => ({
  issuer: "i",
  subject: "s",
  scopes: new Set(scopes.split(" ").filter(Boolean)),
  expiresAt: 0,
  token: "",
});

test.each<readonly [string, readonly (readonly string[])[], string, readonly string[] | undefined]>([
  ["no scope is needed", [], "", undefined],
  ["an empty alternative lets anyone in", [["a"], []], "", undefined],
  ["all scopes of one alternative", [["a", "b"], ["c"]], "b a", undefined],
  ["more than enough", [["a"]], "x a y", undefined],
  ["one of two is not enough", [["a", "b"]], "a", ["a", "b"]],
  ["a prefix is not a scope", [["pets:read"]], "pets:rea pets:readx", ["pets:read"]],
  ["case matters", [["a"]], "A", ["a"]],
  ["the closest alternative", [["a", "b"], ["c"]], "", ["c"]],
  ["the closest to what the caller has", [["a"], ["b", "c", "d"]], "b c d2", ["a"]],
  [
    "the preferred one on a tie",
    [
      ["a", "b"],
      ["a", "c"],
    ],
    "a",
    ["a", "b"],
  ],
])("%s", (_name, scopes, granted, want) => {
  expect(neededScopes({ ...getPet, scopes }, caller(granted))).toEqual(want);
});
