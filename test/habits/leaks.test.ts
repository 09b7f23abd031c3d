/** The check of whole runs (`test/support/leaks`): what it finds, and what is none. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import process from "node:process";
import { SignJWT } from "jose";
import { expect, inject, test } from "vitest";
import { createHandler } from "../../templates/src/handler.ts";
import { findLeaks, fragmentOf } from "../support/leaks/find-leaks.ts";
import type { Recorder } from "../support/leaks/recorder.ts";

const token = "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhbGljZSIsImlhdCI6MX0.c2lnbmF0dXJlLW9mLXRoZS10b2tlbg";

test.each([
  ["a JSON Web Token", token, "W9mLXRoZS10b2tlbg".slice(-16)],
  ["an opaque token", "q8JxTz0VnYw3LrK5Hd7PaUeB", "nYw3LrK5Hd7PaUeB"],
  ["padded base64", "q8JxTz0VnYw3LrK5Hd7PaU==", "z0VnYw3LrK5Hd7PaU".slice(-16)],
  ["a word", "x.y.z", undefined],
  ["a long one of one letter", "a".repeat(100_000), undefined],
])("of %s its end is looked for", (_case, given, want) => {
  expect(fragmentOf(given)).toBe(want);
});

test.each([
  ["whole", `{"authorization":"Bearer ${token}"}`, ['{"authorization":"Bearer ']],
  ["there twice", `a ${token}\nb ${token}`, ["a ", `a ${token}\nb `]],
  ["cut off in front", `x "${token.slice(-30)}`, ['x "']],
  ["not there", '{"tool":"list_pets"}', []],
  ["there without its signature, which opens nothing", token.slice(0, token.lastIndexOf(".")), []],
])("a token that is %s", (_case, text, want) => {
  expect(findLeaks(text, new Set([fragmentOf(token) ?? ""]))).toEqual(want);
});

test("tokens and logs of this process and its children are noted", async () => {
  const noted = (globalThis as { leakRecorder?: Recorder }).leakRecorder;
  if (noted === undefined) throw new Error("nothing is recorded: see setupFiles of vitest.config.ts");
  const seen: string[] = [];
  const { log, token: note } = noted;
  noted.log = (text) => {
    seen.push(`log ${text.trim()}`);
    log(text);
  };
  noted.token = (text) => {
    seen.push(`token ${text}`);
    note(text);
  };
  try {
    const signed = await new SignJWT({}).setProtectedHeader({ alg: "HS256" }).sign(new Uint8Array(32));
    const child = spawn(process.execPath, ["-e", "console.log('printed')"]);
    await once(child, "close");
    const options = {
      oauthIssuer: ["https://as.example"],
      apiBaseUrl: "https://api.example",
      publicUrl: "https://a.example",
    };
    const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
    const handler = createHandler({ ...options, effects: { log: quiet } });
    await handler.fetch(new Request("https://a.example/mcp", { headers: { authorization: "Bearer  opaque" } }));
    expect(seen.slice(0, 3)).toEqual([`token ${signed}`, "log printed", "token opaque"]);
    expect(seen[3]).toContain('"route":"mcp"');
  } finally {
    Object.assign(noted, { log, token: note });
  }
});

test("they are written where the end of the run looks", () => {
  expect(inject("leakFolder")).toContain("slipway-leaks-");
});
