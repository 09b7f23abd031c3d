import { expect, test } from "vitest";
import { isTenantName } from "../../../templates/src/runtime/tenants/tenant-name.ts";
import { readTenantPattern } from "../../../templates/src/runtime/tenants/tenant-pattern.ts";

test.each([
  ["acme", true],
  ["a", true],
  ["7", true],
  ["a-b", true],
  ["a--", false],
  ["0b8c1a52-3f1e-4c56-9b1d-2f8f8f0f3f10", true],
  ["a".repeat(63), true],
  ["a".repeat(64), false],
  ["", false],
  ["-a", false],
  ["a-", false],
  ["Acme", false],
  ["a.b", false],
  ["a_b", false],
  ["a b", false],
  ["a/b", false],
  ["..", false],
  ["a%2f", false],
  ["a\n", false],
  ["\u0430cme", false],
  ["\u017F", false],
  ["xn--80ak6aa92e", false],
  ["a---b", false],
  ["mcp", false],
])("whether %j is a tenant's name: %s", (text, want) => {
  expect(isTenantName(text)).toBe(want);
});

const matches = (pattern: string, names: readonly string[]): readonly string[] => {
  const problems: string[] = [];
  const read = readTenantPattern(pattern, problems);
  expect(problems).toEqual([]);
  return names.filter((name) => read?.test(name) === true);
};

test.each<readonly [string, readonly string[], readonly string[]]>([
  ["^acme-[a-z]+$", ["acme-eu", "acme-", "acme-eu2", "xacme-eu", "acme-eu\n", "acme-eu.evil"], ["acme-eu"]],
  ["^[a-z][a-z0-9-]{2,30}$", ["abc", "ab", "1bc", "a-9"], ["abc", "a-9"]],
  ["^t[0-9]{4}$", ["t1234", "t123", "t12345"], ["t1234"]],
  ["^[a-z]{2,}-?[0-9]$", ["ab1", "ab-1", "a1"], ["ab1", "ab-1"]],
  ["^a$", ["a", "aa"], ["a"]],
])("%s of %j lets in %j", (pattern, names, want) => {
  expect(matches(pattern, names)).toEqual(want);
});

const advice =
  "write a pattern like ^[a-z][a-z0-9-]{2,30}$, of characters a-z, 0-9 and -, sets of them, and ? * + {n} {n,m}.";

test.each<readonly [string, string]>([
  ["acme-[a-z]+$", "does not begin with ^ and end with $"],
  ["^acme-[a-z]+", "does not begin with ^ and end with $"],
  ["", "does not begin with ^ and end with $"],
  ["^", "does not begin with ^ and end with $"],
  ["^$", "lets no name in"],
  ["^a|b$", "cannot hold what stands at its character 3"],
  ["^(a+)+$", "cannot hold what stands at its character 2"],
  ["^(?:a|b)$", "cannot hold what stands at its character 2"],
  ["^(?=a)a$", "cannot hold what stands at its character 2"],
  ["^.*$", "cannot hold what stands at its character 2"],
  ["^a.b$", "cannot hold what stands at its character 3"],
  ["^\\w+$", "cannot hold what stands at its character 2"],
  ["^[^a]$", "cannot hold what stands at its character 2"],
  ["^[]$", "cannot hold what stands at its character 2"],
  ["^[0-z]$", "cannot hold what stands at its character 2"],
  ["^[A-Z]$", "cannot hold what stands at its character 2"],
  ["^[a-z/]$", "cannot hold what stands at its character 2"],
  ["^a$b$", "cannot hold what stands at its character 3"],
  ["^a\n$", "cannot hold what stands at its character 3"],
  ["^a+?$", "cannot hold what stands at its character 4"],
  ["^a++$", "cannot hold what stands at its character 4"],
  ["^a{,3}$", "cannot hold what stands at its character 3"],
  ["^a{1000}$", "cannot hold what stands at its character 3"],
  ["^\u0430$", "cannot hold what stands at its character 2"],
  ["^a*a*a*$", "has more than 2 pieces of variable length"],
  ["^[z-a]$", "is not a pattern"],
  ["^a{3,2}$", "is not a pattern"],
  [`^${"a".repeat(260)}$`, "is longer than 256 characters"],
])("%j is refused: it %s", (pattern, want) => {
  const problems: string[] = [];
  expect(readTenantPattern(pattern, problems)).toBeUndefined();
  expect(problems).toEqual([`TENANT_PATTERN (tenantPattern) ${want}: ${advice}`]);
});

test("the costliest pattern that is let in, on the costliest name", () => {
  const pattern = readTenantPattern("^[a-z]*[a-z]*0$", []);
  const started = performance.now();
  for (let round = 0; round < 100; round += 1) expect(pattern?.test("a".repeat(63))).toBe(false);
  expect((performance.now() - started) / 100).toBeLessThan(5);
});
