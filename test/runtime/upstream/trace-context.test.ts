import { describe, expect, test } from "vitest";
import {
  passTraceOn,
  readTraceContext,
  traceOfHeaders,
  traceOfMeta,
} from "../../../templates/src/runtime/upstream/trace-context.ts";

const traceId = "4bf92f3577b34da6a3ce929d0e0e4736";
const parentId = "00f067aa0ba902b7";
const good = `00-${traceId}-${parentId}-01`;
const members = (count: number, length = 1): string =>
  Array.from({ length: count }, (_, at) => `k${at}=${"v".repeat(length)}`).join(",");

describe("traceparent", () => {
  test.each([
    ["sampled", good, good],
    ["not sampled", `00-${traceId}-${parentId}-00`, `00-${traceId}-${parentId}-00`],
    ["random-trace-id (Level 2)", `00-${traceId}-${parentId}-03`, `00-${traceId}-${parentId}-03`],
    ["flags that are not defined are zero", `00-${traceId}-${parentId}-ff`, `00-${traceId}-${parentId}-03`],
    ["a later version is written as 00", `cc-${traceId}-${parentId}-01`, good],
    ["a later version with more behind it", `01-${traceId}-${parentId}-01-what-the-future-brings`, good],
  ])("%s", (_name, given, want) => {
    expect(readTraceContext(given, undefined)).toEqual({ traceparent: want });
  });

  test.each<readonly [string, unknown]>([
    ["nothing", undefined],
    ["null", null],
    ["a number", 0],
    ["a list", [good]],
    ["an empty text", ""],
    ["version ff", `ff-${traceId}-${parentId}-01`],
    ["version 00 with more behind it", `${good}-more`],
    ["version 00 with a dash behind it", `${good}-`],
    ["a later version with more that is not behind a dash", `01-${traceId}-${parentId}-01.x`],
    ["a version of one character", good.slice(1)],
    ["a trace id of zeros", `00-${"0".repeat(32)}-${parentId}-01`],
    ["a parent id of zeros", `00-${traceId}-${"0".repeat(16)}-01`],
    ["a short trace id", `00-${traceId.slice(1)}-${parentId}-01`],
    ["a long trace id", `00-${traceId}0-${parentId}-01`],
    ["a short parent id", `00-${traceId}-${parentId.slice(1)}-01`],
    ["flags of one character", good.slice(0, -1)],
    ["upper case", good.toUpperCase()],
    ["no hex", `00-${traceId.replace("4", "g")}-${parentId}-01`],
    ["underscores", good.replaceAll("-", "_")],
    ["a space before it", ` ${good}`],
    ["a line break behind it", `${good}\n`],
    ["a header that is smuggled in", `${good}\r\nx-evil: 1`],
    ["two, joined as headers are", `${good}, ${good}`],
    ["a later version, prohibitively long", `01-${traceId}-${parentId}-01-${"a".repeat(300)}`],
    ["digits that are not ASCII", good.replaceAll("0", "\u0660")],
  ])("%s is dropped, and the tracestate with it", (_name, given) => {
    expect(readTraceContext(given, "rojo=1")).toBeUndefined();
  });
});

describe("tracestate", () => {
  test.each([
    ["one member", "rojo=00f067aa0ba902b7", "rojo=00f067aa0ba902b7"],
    ["two, the order is kept", "rojo=1,congo=t61rcWkgMzE", "rojo=1,congo=t61rcWkgMzE"],
    ["space around members, and empty ones", " rojo=1 ,\t, congo=2,", "rojo=1,congo=2"],
    ["space at the start of a value", "rojo= 1", "rojo= 1"],
    ["a key with a tenant", "t-1@rojo=1", "t-1@rojo=1"],
    ["a key of 256 characters", `${"k".repeat(256)}=1`, `${"k".repeat(256)}=1`],
    ["32 members", members(32), members(32)],
    ["512 characters", members(2, 252).padEnd(512, "v"), members(2, 252).padEnd(512, "v")],
  ])("%s", (_name, given, want) => {
    expect(readTraceContext(good, given)).toEqual({ traceparent: good, tracestate: want });
  });

  test.each<readonly [string, unknown]>([
    ["nothing", null],
    ["no text", 5],
    ["empty", ""],
    ["empty members only", " , ,"],
    ["513 characters", members(2, 252).padEnd(513, "v")],
    ["33 members", members(33)],
    ["a key twice", "rojo=1,congo=2,rojo=3"],
    ["a key in upper case", "Rojo=1"],
    ["a key of 257 characters", `${"k".repeat(257)}=1`],
    ["no key", "=1"],
    ["no value", "rojo="],
    ["no equals sign", "rojo"],
    ["two equals signs", "rojo=1=2"],
    ["one bad member among good ones", "rojo=1,congo"],
    ["a line break", "rojo=1\r\nx-evil: 1"],
    ["a tab in a value", "rojo=a\tb"],
    ["what is not ASCII", "rojo=\u00E9"],
    ["a value of 257 characters", `rojo=${"v".repeat(257)}`],
  ])("%s is dropped, and does not cost the traceparent", (_name, given) => {
    expect(readTraceContext(good, given)).toEqual({ traceparent: good });
  });
});

test("where they are read", () => {
  expect(traceOfHeaders(new Headers({ TraceParent: good, tracestate: "rojo=1" }))).toEqual({
    traceparent: good,
    tracestate: "rojo=1",
  });
  const twice = new Headers([
    ["traceparent", good],
    ["traceparent", good],
  ]);
  expect(traceOfHeaders(twice)).toBeUndefined();
  expect(traceOfMeta({ traceparent: good, baggage: "user=ana" })).toEqual({ traceparent: good });
  expect([traceOfMeta(undefined), traceOfMeta(null), traceOfMeta("x"), traceOfMeta([])]).toEqual(
    Array.from({ length: 4 }, () => undefined),
  );
});

test("an argument that the document declares is the caller's own word, and wins", () => {
  const headers = new Headers({ traceparent: "declared" });
  passTraceOn(headers, { traceparent: good, tracestate: "rojo=1" });
  expect([...headers]).toEqual([["traceparent", "declared"]]);
  const none = new Headers();
  passTraceOn(none, undefined);
  expect([...none]).toEqual([]);
});
