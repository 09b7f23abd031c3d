import { expect, it } from "vitest";
import type { SealSecrets } from "../../../templates/src/runtime/sealed/derive-keys.ts";
import { createTextSeal } from "../../../templates/src/runtime/sealed/sealed-text.ts";

const secrets: SealSecrets = { secrets: ["a".repeat(32)], resource: "https://pets.example/mcp" };
const seal = createTextSeal(secrets, "result link");

it("opens as it was, reads as nothing, and differs each time", async () => {
  const sealed = [await seal.seal("private é"), await seal.seal("private é")];
  expect(await Promise.all(sealed.map((one) => seal.open(one)))).toEqual(["private é", "private é"]);
  expect(sealed[0]).not.toBe(sealed[1]);
  expect(Buffer.from(sealed[0] ?? "", "base64url").toString("latin1")).not.toContain("private");
});

it("does not open with any one bit flipped, or cut", async () => {
  const sealed = await seal.seal("x");
  const length = Buffer.from(sealed, "base64url").length;
  const flipped = Array.from({ length: length * 8 }, (_, bit) => {
    const bytes = Buffer.from(sealed, "base64url");
    bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    return bytes.toString("base64url");
  });
  const cut = Array.from({ length: sealed.length }, (_, at) => sealed.slice(0, at));
  const opened = await Promise.all([...flipped, ...cut, `${sealed}A`, `${sealed}==`].map((one) => seal.open(one)));
  expect(opened.filter((text) => text !== undefined)).toEqual([]);
});

it("opens in one spelling only", async () => {
  const sealed = await seal.seal("xx");
  const last = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const spellings = Array.from(last, (letter) => sealed.slice(0, -1) + letter);
  const opened = await Promise.all(spellings.map((one) => seal.open(one)));
  expect(opened.filter((text) => text !== undefined)).toEqual(["xx"]);
});

it.each([
  ["another secret", { ...secrets, secrets: ["b".repeat(32)] }, "result link"],
  ["another resource", { ...secrets, resource: "https://pets.example/other" }, "result link"],
  ["another tenant", { ...secrets, tenant: "acme" }, "result link"],
  ["another purpose", secrets, "confirmation"],
] as const)("does not open with %s", async (_, other, purpose) => {
  expect(await createTextSeal(other, purpose).open(await seal.seal("x"))).toBeUndefined();
});

it("while secrets change: all open, the first one seals", async () => {
  const during = createTextSeal({ ...secrets, secrets: ["b".repeat(32), "a".repeat(32)] }, "result link");
  expect(await during.open(await seal.seal("x"))).toBe("x");
  expect(await seal.open(await during.seal("x"))).toBeUndefined();
});
