import { describe, expect, it } from "vitest";
import { lockSurface, proposalsOf } from "../../../generator/4-emit/lock/lock-surface.ts";
import { formatLock, readLock } from "../../../generator/4-emit/lock/read-lock.ts";
import type { SurfaceLock } from "../../../generator/4-emit/lock/surface-lock.ts";
import { changedProposals } from "../../../generator/accept-proposals.ts";
import { readSample } from "../sample.ts";

describe("what is accepted", () => {
  it("is every place that the document would have tokens and secrets come from or go to", async () => {
    const { api } = await readSample("toy");
    const proposals = {
      issuer: "https://login.example",
      apiBaseUrl: "https://api.example",
      tokenUrls: { B: "https://b.example/token", A: "https://a.example/token" },
    };
    const origins = [
      { name: "uploads", proposed: "https://uploads.example" },
      { name: "files", proposed: "https://files.example" },
    ];
    const accepted = proposalsOf({ api: { ...api, origins }, proposals });
    expect(accepted).toEqual({
      issuer: "https://login.example",
      apiBaseUrl: "https://api.example",
      origins: { files: "https://files.example", uploads: "https://uploads.example" },
      tokenUrls: { A: "https://a.example/token", B: "https://b.example/token" },
    });
    expect(changedProposals({}, accepted).map(({ what }) => what)).toEqual([
      "issuer",
      "API base URL",
      "origin files",
      "origin uploads",
      "token URL A",
      "token URL B",
    ]);
    expect(changedProposals(accepted, { ...accepted, tokenUrls: { A: "https://evil.example" } })).toEqual([
      { what: "token URL A", accepted: "https://a.example/token", proposed: "https://evil.example" },
      { what: "token URL B", accepted: "https://b.example/token" },
    ]);
  });
});

describe("the lock", () => {
  it("has the mode, and which calls wait for agreement", async () => {
    const surface = await readSample("toy");
    const api = { ...surface.api, tools: { mode: "search" }, confirm: "writes" } as const;
    const { mode, confirm } = lockSurface({ ...surface, api });
    expect([mode, confirm]).toEqual(["search", "writes"]);
    expect([lockSurface(surface).mode, lockSurface(surface).confirm]).toEqual(["all", undefined]);
  });

  it("has tokens where they were counted", async () => {
    const surface = await readSample("toy");
    const tokens = { total: 30, byTool: new Map([["get_pet", 20]]) };
    const lock = lockSurface(surface, tokens);
    expect([lock.tokens, lock.tools["get_pet"]?.tokens, lock.tools["list_pets"]?.tokens]).toEqual([30, 20, undefined]);
    expect(lockSurface(surface).tokens).toBeUndefined();
  });

  it("reads back as it was written, hides nothing from a reviewer, and knows names of every object", async () => {
    const plain = lockSurface(await readSample("toy"));
    const tool = plain.tools["get_pet"];
    if (tool === undefined) throw new Error("the sample has no get_pet");
    const odd = Object.fromEntries([
      ["__proto__", "required aaa"],
      ["constructor", "bbb"],
      ["a\u202eb", "ccc"],
    ]);
    const lock: SurfaceLock = { ...plain, tools: { get_pet: { ...tool, arguments: odd } } };
    const text = formatLock(lock);
    expect(text).toContain(String.raw`"a\u202eb": "ccc"`);
    expect(formatLock(readLock(text, "lock"))).toBe(text);
  });
});
