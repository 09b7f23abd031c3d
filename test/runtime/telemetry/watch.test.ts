import { expect, test } from "vitest";
import type { Call } from "../../../templates/src/runtime/mcp/exchange.ts";
import { outcomeOfResult } from "../../../templates/src/runtime/telemetry/call-outcome.ts";
import { combineObservers } from "../../../templates/src/runtime/telemetry/combine-observers.ts";
import type { Observer } from "../../../templates/src/runtime/telemetry/observer.ts";
import { watchCalls } from "../../../templates/src/runtime/telemetry/watch-calls.ts";
import { watchViews } from "../../../templates/src/runtime/telemetry/watch-views.ts";
import { createPlainView } from "../../../templates/src/runtime/mcp/tool-view.ts";
import { createToolTable } from "../../../templates/src/runtime/mcp/tool-table.ts";

test("without an observer nothing stands around calls and views", () => {
  const call: Call = async () => await Promise.reject(new Error("not called"));
  const make: Parameters<typeof watchViews>[0] = (tools) => createPlainView(createToolTable(tools));
  expect(watchCalls(call, undefined)).toBe(call);
  expect(watchViews(make, undefined)).toBe(make);
  expect(combineObservers([])).toBeUndefined();
});

const error = (code: unknown): Parameters<typeof outcomeOfResult>[0] => ({
  isError: true,
  content: [],
  structuredContent: { error: { code } },
});

test.each([
  [{ content: [] }, "ok"],
  [error("upstream_timeout"), "upstream_timeout"],
  [error("confirmation_used"), "confirmation_used"],
  [error("anything the API says"), "tool_error"],
  [error("constructor"), "tool_error"],
  [error("__proto__"), "tool_error"],
  [error(7), "tool_error"],
  [{ isError: true, content: [] }, "tool_error"],
])("the outcome of %j is %s", (result, want) => {
  expect(outcomeOfResult(result)).toBe(want);
});

test("several observers are told everything; the first trace that one gives goes to the API", async () => {
  const told: string[] = [];
  const observer = (name: string, traceparent?: string): Observer => ({
    requestEnded: () => told.push(`${name} request`),
    tokenJudged: (verdict) => told.push(`${name} ${verdict}`),
    departed: (tool) => told.push(`${name} ${tool}`),
    callStarted: () => ({
      ended: ({ outcome }) => told.push(`${name} ${outcome}`),
      requestSent: () => ({
        ...(traceparent !== undefined && { trace: { traceparent } }),
        ended: () => told.push(`${name} sent`),
      }),
    }),
    start: async () => void (await Promise.resolve(told.push(`${name} start`))),
    close: async () => void (await Promise.resolve(told.push(`${name} close`))),
  });
  const all = combineObservers([observer("a"), observer("b", "00-b"), observer("c", "00-c"), {}]);
  const caller = { issuer: "i", subject: "s", scopes: new Set<string>(), expiresAt: 0 };
  const watch = all?.callStarted?.({ caller, args: {}, method: "tools/call" });
  const sent = watch?.requestSent?.({ method: "GET", path: "/", host: "h", port: 1 });
  expect(sent?.trace).toEqual({ traceparent: "00-b" });
  sent?.ended({ durationMs: 1, status: 200 });
  watch?.ended({ outcome: "ok", durationMs: 1 });
  all?.tokenJudged?.("token_invalid");
  all?.departed?.("tool", "status");
  await all?.start?.();
  await all?.close?.();
  const each = (what: string): string[] => ["a", "b", "c"].map((name) => `${name} ${what}`);
  expect(told).toEqual(["sent", "ok", "token_invalid", "tool", "start", "close"].flatMap((what) => each(what)));
});
