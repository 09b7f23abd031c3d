import { describe, expect, it } from "vitest";
import { createSealKeys, type SealSecrets } from "../../../templates/src/runtime/sealed/derive-keys.ts";
import { createStateSeal } from "../../../templates/src/runtime/sealed/signed-state.ts";

const now = 1_800_000_000_000;
const secrets: SealSecrets = { secrets: ["a".repeat(32)], resource: "https://pets.example/mcp" };
const subject = ["https://as.example", "alice", "client-1", "delete_pet", "digest", "question"];
const seal = createStateSeal(secrets, "confirmation", () => now);

describe("a signed state", () => {
  it("is 76 characters without anything of its subject, and another one each time", async () => {
    const states = [await seal.seal(subject, now + 60_000), await seal.seal(subject, now + 60_000)];
    expect(states.map((state) => /^[\w-]{76}$/.test(state))).toEqual([true, true]);
    expect(new Set(states).size).toBe(2);
    expect(atob(states.join("").replaceAll("-", "+").replaceAll("_", "/"))).not.toMatch(/alice|delete/);
  });

  it("opens until its time, at any server with the secret, with one id of its own", async () => {
    const state = await seal.seal(subject, now + 60_000);
    const other = createStateSeal(secrets, "confirmation", () => now + 59_999);
    expect(await other.open(state, subject)).toEqual({
      is: "valid",
      id: expect.stringMatching(/^[\w-]{24}$/),
      expiresAt: now + 60_000,
    });
    expect(await createStateSeal(secrets, "confirmation", () => now + 60_000).open(state, subject)).toEqual({
      is: "expired",
    });
  });

  it("is foreign with any one bit flipped, and at any other length", async () => {
    const state = await seal.seal(subject, now + 60_000);
    const flipped = Array.from({ length: 57 * 8 }, (_, bit) => {
      const bytes = Uint8Array.from(atob(state.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      return Buffer.from(bytes).toString("base64url");
    });
    const cut = Array.from({ length: 76 }, (_, length) => state.slice(0, length));
    const others = [
      `${state}A`,
      `${state}=`,
      ` ${state}`,
      state + state,
      "A".repeat(76),
      "x".repeat(1_000_000),
      "é".repeat(76),
    ];
    const verdicts = await Promise.all([...flipped, ...cut, ...others].map((one) => seal.open(one, subject)));
    expect(verdicts).toEqual(verdicts.map(() => ({ is: "foreign" })));
    expect(verdicts).toHaveLength(456 + 76 + 7);
  });

  it.each([
    ["another secret", { ...secrets, secrets: ["b".repeat(32)] }, "confirmation", subject],
    ["another resource", { ...secrets, resource: "https://pets.example/other/mcp" }, "confirmation", subject],
    ["another tenant", { ...secrets, tenant: "acme" }, "confirmation", subject],
    ["another purpose", secrets, "confirmation code", subject],
    ["another issuer", secrets, "confirmation", subject.with(0, "https://evil.example")],
    ["another user", secrets, "confirmation", subject.with(1, "bob")],
    ["another client", secrets, "confirmation", subject.with(2, "client-2")],
    ["another tool", secrets, "confirmation", subject.with(3, "delete_all")],
    ["other arguments", secrets, "confirmation", subject.with(4, "other")],
    ["another question", secrets, "confirmation", subject.with(5, "other")],
    ["parts run together", secrets, "confirmation", ["https://as.examplealice", "", ...subject.slice(2)]],
  ] as const)("is foreign for %s", async (_, otherSecrets, purpose, otherSubject) => {
    const state = await seal.seal(subject, now + 60_000);
    const other = createStateSeal(otherSecrets, purpose, () => now);
    expect(await other.open(state, otherSubject)).toEqual({ is: "foreign" });
  });

  it("is foreign with another version, even when it is signed with our key", async () => {
    const [key] = await createSealKeys(secrets, "confirmation", "HMAC-SHA-256")();
    const forged = async (version: number): Promise<string> => {
      const head = Buffer.from(await seal.seal(subject, now + 60_000), "base64url").subarray(0, 25);
      head[0] = version;
      const signed = Buffer.concat([head, Buffer.from(JSON.stringify(subject))]);
      const mac = await crypto.subtle.sign("HMAC", key as CryptoKey, new Uint8Array(signed));
      return Buffer.concat([head, new Uint8Array(mac)]).toString("base64url");
    };
    const verdicts = await Promise.all(
      [1, 0, 2].map(async (version) => await seal.open(await forged(version), subject)),
    );
    expect(verdicts.map(({ is }) => is)).toEqual(["valid", "foreign", "foreign"]);
  });

  it("while secrets change: all open, the first one seals", async () => {
    const [old, young] = ["o".repeat(32), "y".repeat(32)];
    const during = createStateSeal({ ...secrets, secrets: [young, old] }, "confirmation", () => now);
    const before = createStateSeal({ ...secrets, secrets: [old] }, "confirmation", () => now);
    const after = createStateSeal({ ...secrets, secrets: [young] }, "confirmation", () => now);
    const verdicts = await Promise.all([
      during.open(await before.seal(subject, now + 1), subject),
      after.open(await during.seal(subject, now + 1), subject),
      before.open(await during.seal(subject, now + 1), subject),
    ]);
    expect(verdicts.map(({ is }) => is)).toEqual(["valid", "valid", "foreign"]);
  });
});
