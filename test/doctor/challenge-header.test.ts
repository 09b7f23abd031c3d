import { describe, expect, it } from "vitest";
import { bearerChallengeOf, parseChallenges, scopesOf } from "../../generator/doctor/challenge-header.ts";

describe("parseChallenges", () => {
  it.each<[string, readonly (readonly [string, Record<string, string>])[] | undefined]>([
    ["Bearer", [["bearer", {}]]],
    ['Bearer realm="a", error="b"', [["bearer", { realm: "a", error: "b" }]]],
    [
      'Basic realm="x", Bearer scope="a b",resource_metadata="https://h/p?a=1,2"',
      [
        ["basic", { realm: "x" }],
        ["bearer", { scope: "a b", resource_metadata: "https://h/p?a=1,2" }],
      ],
    ],
    ['BEARER Error = token, Scope="a"', [["bearer", { error: "token", scope: "a" }]]],
    [String.raw`Bearer error_description="a \"b\" \\ c"`, [["bearer", { error_description: String.raw`a "b" \ c` }]]],
    [
      "Negotiate, Bearer",
      [
        ["negotiate", {}],
        ["bearer", {}],
      ],
    ],
    ['Bearer error="open', undefined],
    ['error="no scheme"', undefined],
    ['Bearer scope="a", scope="b"', undefined],
    ["", []],
  ])("%s", (header, want) => {
    const challenges = parseChallenges(header);
    expect(challenges?.map(({ scheme, parameters }) => [scheme, Object.fromEntries(parameters)])).toEqual(want);
  });

  it("gives the scopes of the bearer challenge", () => {
    const headers = new Headers([
      ["www-authenticate", 'Basic realm="x"'],
      ["www-authenticate", 'Bearer scope="a  b"'],
    ]);
    expect(scopesOf(bearerChallengeOf(headers))).toEqual(["a", "b"]);
    expect(scopesOf(bearerChallengeOf(new Headers()))).toEqual([]);
  });
});
