/** The check of whole runs (`test/support/leaks`): what it finds, and what is none. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import process from "node:process";
import { SignJWT } from "jose";
import { expect, inject, test } from "vitest";
import { createHandler } from "../../templates/src/handler.ts";
import { findLeaks, fragmentsOf } from "../support/leaks/find-leaks.ts";
import type { Recorder } from "../support/leaks/recorder.ts";

const token = "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhbGljZSIsImlhdCI6MX0.c2lnbmF0dXJlLW9mLXRoZS10b2tlbg";

test.each([
  ["a JSON Web Token", token, ["iYWxpY2UiLCJpYXQiOjF9".slice(-16), "W9mLXRoZS10b2tlbg".slice(-16)].length],
  ["an opaque token", "q8JxTz0VnYw3LrK5Hd7PaUeB", 1],
  ["a word", "x.y.z", 0],
  ["a long one of one letter", "a".repeat(100_000), 0],
])("%s has so many fragments", (_case, given, count) => {
  expect(fragmentsOf(given)).toHaveLength(count);
});

test.each([
  ["whole", `{"authorization":"Bearer ${token}"}`, 2],
  ["cut off in front", `..${token.slice(-30)}`, 1],
  ["cut off behind", token.slice(0, token.lastIndexOf(".")), 1],
  ["not there", '{"tool":"list_pets"}', 0],
  ["its header, which is nobody's", token.slice(0, 20), 0],
])("a token that is %s", (_case, text, count) => {
  expect(findLeaks(text, new Set(fragmentsOf(token)))).toHaveLength(count);
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
