import { describe, expect, it } from "vitest";
import { collectStream, type StreamLimits } from "../../../templates/src/runtime/upstream/collect-stream.ts";
import { parseStream } from "../../../templates/src/runtime/upstream/parse-stream.ts";

const limits: StreamLimits = { maxItems: 3, maxBytes: 100, timeoutMs: 1000 };

/** A body that gives its pieces, then does what is said; and whether its rest was left unread. */
function bodyOf(
  pieces: readonly string[],
  then: "end" | "hang" | "break" = "end",
): { body: ReadableStream<Uint8Array>; cancelled: () => boolean } {
  const left = [...pieces];
  let cancelled = false;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const piece = left.shift();
      if (piece !== undefined) return controller.enqueue(new TextEncoder().encode(piece));
      if (then === "end") return controller.close();
      if (then === "break") return controller.error(new TypeError("terminated"));
      await new Promise(() => {});
    },
    cancel: () => void (cancelled = true),
  });
  return { body, cancelled: () => cancelled };
}

async function collect(
  pieces: readonly string[],
  given: { then?: "end" | "hang" | "break"; limits?: Partial<StreamLimits> } = {},
): Promise<{ items: readonly string[]; incomplete?: string; cancelled: boolean; counts: readonly number[] }> {
  const { body, cancelled } = bodyOf(pieces, given.then);
  const counts: number[] = [];
  const { items, incomplete } = await collectStream(body, {
    format: "lines",
    limits: { ...limits, ...given.limits },
    onItems: (count) => counts.push(count),
  });
  return {
    items: items.map(({ data }) => data),
    ...(incomplete === undefined ? {} : { incomplete }),
    cancelled: cancelled(),
    counts,
  };
}

describe("collecting", () => {
  it("to the end", async () => {
    expect(await collect(["1\n2", "\n", "", "3"])).toEqual({
      items: ["1", "2", "3"],
      cancelled: false,
      counts: [1, 2, 3],
    });
  });

  it("nothing", async () => {
    expect(await collect([])).toEqual({ items: [], cancelled: false, counts: [] });
  });

  it("to the limit of items, in one piece or several, endless or not", async () => {
    const want = { items: ["1", "2", "3"], incomplete: "only the first 3 items were read" };
    expect(await collect(["1\n2\n3\n4\n5\n"], { then: "hang" })).toEqual({ ...want, cancelled: true, counts: [3] });
    expect(await collect(["1\n", "2\n", "3\n", "4\n"], { then: "hang" })).toEqual({
      ...want,
      cancelled: true,
      counts: [1, 2, 3, 3],
    });
    expect(await collect(["1\n2\n3\n4"])).toEqual({ ...want, cancelled: false, counts: [3, 3] });
  });

  it("exactly as many as allowed is complete", async () => {
    expect((await collect(["1\n2\n3\n"])).incomplete).toBeUndefined();
  });

  it("to the limit of bytes; an item that the limit cuts is not given", async () => {
    expect(await collect(["1\n", `"${"x".repeat(200)}"`], { then: "hang" })).toEqual({
      items: ["1"],
      incomplete: "only the first 100 bytes were read",
      cancelled: true,
      counts: [1],
    });
  });

  it("to the limit of time", async () => {
    expect(await collect(["1\n", "2"], { then: "hang", limits: { timeoutMs: 30 } })).toEqual({
      items: ["1"],
      incomplete: "the stream went on after 30 ms",
      cancelled: true,
      counts: [1],
    });
  });

  it("what came before a broken connection; nothing came: the failure itself", async () => {
    expect(await collect(["1\n2"], { then: "break" })).toEqual({
      items: ["1"],
      incomplete: "the connection broke off",
      cancelled: false,
      counts: [1],
    });
    await expect(collect([], { then: "break" })).rejects.toThrow("terminated");
  });

  it("characters that two pieces share", async () => {
    const bytes = new TextEncoder().encode('"ü€"\n');
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
        controller.close();
      },
    });
    expect((await collectStream(body, { format: "lines", limits })).items).toEqual([{ data: '"ü€"' }]);
  });
});

describe("parsing what was collected", () => {
  const lines = (...data: string[]): Parameters<typeof parseStream>[0] => ({
    format: "lines",
    items: data.map((one) => ({ data: one })),
  });

  it("keeps every digit in the text", () => {
    expect(parseStream(lines('{"id":12345678901234567890}', "1.10"), ["token"])).toEqual({
      output: { items: [{ id: 12345678901234567000 }, 1.1] },
      text: '{"items":[{"id":12345678901234567890},1.10]}',
    });
  });

  it("says why it is incomplete, before the items", () => {
    const incomplete = "There may be more: only the first 1 items were read.";
    expect(parseStream({ ...lines("1"), incomplete: "only the first 1 items were read" }, ["token"])).toEqual({
      output: { incomplete, items: [1] },
      text: `{"incomplete":${JSON.stringify(incomplete)},"items":[1]}`,
    });
  });

  it("a last item that was cut off stays text, and is told; none that is JSON is no sequence", () => {
    const incomplete = "There may be more: the last item is not JSON: it may be cut off.";
    expect(parseStream(lines("1", '{"a":'), ["token"]).output).toEqual({ incomplete, items: [1, '{"a":'] });
    expect(parseStream(lines("x", "1"), ["token"]).output).toEqual({ items: ["x", 1] });
    expect(() => parseStream(lines("<html>"), ["token"])).toThrow("cut off or holds none");
    expect(parseStream(lines(), ["token"]).output).toEqual({ items: [] });
  });

  it("events: data is parsed where it is an object or a list", () => {
    const items = [{ data: '{"n":1}', event: "add", id: "7" }, { data: "[DONE]" }, { data: "42" }, { data: "" }];
    expect(parseStream({ format: "events", items }, ["token"])).toEqual({
      output: {
        items: [{ event: "add", id: "7", data: { n: 1 } }, { data: "[DONE]" }, { data: "42" }, { data: "" }],
      },
      text: '{"items":[{"event":"add","id":"7","data":{"n":1}},{"data":"[DONE]"},{"data":"42"},{"data":""}]}',
    });
  });

  it("the caller's token is in none of it", () => {
    const items = [{ data: '{"t":"secret"}', event: "secret", id: "secret" }, { data: "secret" }];
    const parsed = parseStream({ format: "events", items }, ["secret"]);
    expect(JSON.stringify(parsed)).not.toContain("secret");
  });
});
