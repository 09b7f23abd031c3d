import { expect, test } from "vitest";
import { createCallerHasher } from "../../../templates/src/runtime/telemetry/caller-hash.ts";
import type { Caller } from "../../../templates/src/runtime/surface-types.ts";

const key = new TextEncoder().encode("0123456789abcdef0123456789abcdef");
const ana = { issuer: "https://as.example", subject: "ana", clientId: "c", scopes: new Set<string>(), expiresAt: 1 };

test("a caller that was seen is hashed at once, and as before", async () => {
  const hasher = createCallerHasher(key);
  const first = hasher.hash(ana);
  expect(first).toBeInstanceOf(Promise);
  expect(hasher.hash({ ...ana, scopes: new Set(["more"]), expiresAt: 2 })).toBeInstanceOf(Promise);
  const hashes = await first;
  expect(hashes).toEqual({ who: expect.stringMatching(/^[\w-]{22}$/), client: expect.stringMatching(/^[\w-]{22}$/) });
  expect(hasher.hash({ ...ana })).toEqual(hashes);
});

test.each<[string, Partial<Caller>]>([
  ["subject", { subject: "ben" }],
  ["issuer", { issuer: "https://other.example" }],
  ["client", { clientId: "d" }],
  ["subject that spells another's issuer and name", { issuer: 'https://as.example","ana', subject: "" }],
])("another %s is not taken for a caller that was seen", async (_, other) => {
  const hasher = createCallerHasher(key);
  const [one, two] = [await hasher.hash(ana), await hasher.hash({ ...ana, ...other })];
  expect([one.who, one.client]).not.toEqual([two.who, two.client]);
});

test("a thousand callers are remembered, and the first is forgotten for the next", async () => {
  const hasher = createCallerHasher(key);
  for (let count = 0; count <= 1_000; count++) await hasher.hash({ ...ana, subject: `s${count}` });
  expect(hasher.hash({ ...ana, subject: "s1" })).not.toBeInstanceOf(Promise);
  expect(hasher.hash({ ...ana, subject: "s0" })).toBeInstanceOf(Promise);
});
