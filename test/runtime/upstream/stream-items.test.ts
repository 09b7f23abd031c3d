import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { streamFormatOf, type StreamFormat } from "../../../templates/src/runtime/upstream/stream-format.ts";
import { createItemSplitter, type RawItem } from "../../../templates/src/runtime/upstream/stream-items.ts";

const runs = process.env["FULL"] === "1" ? 20_000 : 500;

function split(format: StreamFormat, pieces: readonly string[]): readonly RawItem[] {
  const splitter = createItemSplitter(format);
  return [...pieces.flatMap((piece) => splitter.push(piece)), ...splitter.end()];
}

describe("which answers are streams", () => {
  it.each([
    ["text/event-stream", "events"],
    ["text/event-stream; charset=utf-8", "events"],
    ["application/jsonl", "lines"],
    ["application/x-ndjson", "lines"],
    ["APPLICATION/NDJSON", "lines"],
    ["application/json-seq", "sequence"],
    ["application/geo+json-seq", "sequence"],
    ["application/json", undefined],
    ["text/plain", undefined],
    [null, undefined],
  ])("%s: %s", (type, want) => {
    expect(streamFormatOf(type)).toBe(want);
  });
});

describe("items", () => {
  it.each<[StreamFormat, string, readonly object[]]>([
    ["lines", '{"a":1}\n\n{"a":2}\r\n{"a":3}', [{ data: '{"a":1}' }, { data: '{"a":2}' }, { data: '{"a":3}' }]],
    ["lines", "", []],
    ["sequence", '\u001E{"a":\n1}\n\u001E[2]\n', [{ data: '{"a":\n1}' }, { data: "[2]" }]],
    ["events", "data: a\n\ndata: b\n\n", [{ data: "a" }, { data: "b" }]],
    // WHATWG HTML, 9.2.5: the examples of the specification.
    ["events", "data: YHOO\ndata: +2\ndata: 10\n\n", [{ data: "YHOO\n+2\n10" }]],
    [
      "events",
      ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n",
      [{ data: "first event", id: "1" }, { data: "second event" }, { data: " third event" }],
    ],
    ["events", "data\n\ndata\ndata\n\ndata:", [{ data: "" }, { data: "\n" }, { data: "" }]],
    ["events", "data:test\n\ndata: test\n\n", [{ data: "test" }, { data: "test" }]],
    ["events", "\uFEFFevent: add\r\ndata: 73857293\r\n\r\nretry: 5\r\n\r\n", [{ event: "add", data: "73857293" }]],
    ["events", "data: a\r\rdata: b\r\r", [{ data: "a" }, { data: "b" }]],
    ["events", "event: only\n\n", []],
    ["events", "data: the end is missing", [{ data: "the end is missing" }]],
  ])("%s %j", (format, text, want) => {
    expect(split(format, [text])).toEqual(want);
  });

  it("a line's end that two pieces share is one", () => {
    expect(split("events", ["data: a\r", "\ndata: b\r\n\r", "\n"])).toEqual([{ data: "a\nb" }]);
  });

  it("are the same however the text is cut into pieces", () => {
    const parts = fc.constantFrom(
      "data: a",
      "data:b",
      "\n",
      "\r\n",
      "\r",
      "\u001E",
      '{"x":1}',
      ":",
      "id: 1",
      "event: e",
    );
    fc.assert(
      fc.property(
        fc.constantFrom<StreamFormat>("events", "lines", "sequence"),
        fc.array(parts, { maxLength: 30 }).map((all) => all.join("")),
        fc.array(fc.nat(200), { maxLength: 8 }),
        (format, text, cuts) => {
          const at = [0, ...cuts.map((cut) => cut % (text.length + 1)).toSorted((a, b) => a - b), text.length];
          const pieces = at.slice(1).map((end, index) => text.slice(at[index], end));
          expect(split(format, pieces)).toEqual(split(format, [text]));
        },
      ),
      { numRuns: runs },
    );
  });
});
