/** What comes back to a client for each kind of answer of the API. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { pdf, pixel } from "./support/workshop-api.ts";
import {
  type CallResult,
  type Era,
  type Progress,
  startWorkshop,
  type WorkshopWorld,
} from "./support/workshop-world.ts";

let world: WorkshopWorld;
beforeAll(async () => {
  world = await startWorkshop({ MAX_STREAM_ITEMS: "20", MAX_STREAM_MS: "700" });
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(() => {
  world.api.requests.length = 0;
  world.contentTypes.length = 0;
});

const eras: readonly Era[] = ["modern", "legacy"];
const text = (value: string): object => ({ content: [{ type: "text", text: value }] });
const json = (value: unknown): object => ({ ...text(JSON.stringify(value)), structuredContent: value });

/** The result without what the protocol's revision puts beside it. */
async function answer(
  era: Era,
  name: string,
  args: object,
  onprogress?: (progress: Progress) => void,
): Promise<CallResult> {
  const { isError, content, structuredContent } = await world.call(era, name, args, onprogress);
  return {
    ...(isError === undefined ? {} : { isError }),
    content,
    ...(structuredContent === undefined ? {} : { structuredContent }),
  };
}
const kind = (era: Era, which: string): Promise<CallResult> => answer(era, "get_answer", { kind: which });

describe.each(eras)("%s client", (era) => {
  test("JSON, with every digit in the text", async () => {
    expect(await kind(era, "json")).toEqual({
      ...text('{"id":12345678901234567890,"list":[1,2]}'),
      structuredContent: { id: 1.2345678901234567e19, list: [1, 2] },
    });
  });

  test.each([
    ["text", "café"],
    ["csv", "a,b\r\n1,2\r\n"],
    ["xml", "<feed><entry/></feed>"],
    ["nothing", "The API answered 204 No Content, without a body."],
  ])("%s", async (which, want) => {
    expect(await kind(era, which)).toEqual(text(want));
  });

  test("an image and audio, as such", async () => {
    const image = { type: "image", data: pixel.toString("base64"), mimeType: "image/png" };
    expect(await kind(era, "image")).toEqual({ content: [image] });
    const audio = { type: "audio", data: Buffer.from("RIFF").toString("base64"), mimeType: "audio/wav" };
    expect(await kind(era, "audio")).toEqual({ content: [audio] });
  });

  test("a PDF, as an embedded resource", async () => {
    const { content } = await kind(era, "pdf");
    expect(content).toEqual([
      {
        type: "resource",
        resource: { uri: expect.any(String) as unknown, mimeType: "application/pdf", blob: pdf.toString("base64") },
      },
    ]);
  });

  test.each(["gzip", "deflate", "zstd"])("compressed by %s", async (which) => {
    expect(await kind(era, which)).toEqual(json({ z: which }));
  });

  test.each([
    ["untyped", { said: "nothing" }],
    ["mistyped", [{ said: "text" }]],
  ])("JSON that is %s", async (which, want) => {
    const wrapped = era === "legacy" && Array.isArray(want) ? { result: want } : want;
    expect(await kind(era, which)).toEqual({ ...text(JSON.stringify(want)), structuredContent: wrapped });
  });

  test("a deep answer, whole, as text", async () => {
    const { content, structuredContent } = await kind(era, "deep");
    expect([content[0]?.["text"], String(content[1]?.["text"]).length, structuredContent]).toEqual([
      "The API's answer nests deeper than 64 levels. It follows as JSON text only.",
      200 * 6 + 1,
      undefined,
    ]);
  });

  test.each([
    ["bomb", "upstream_too_large", { status: 200 }],
    ["cut", "upstream_bad_response", { status: 200 }],
    ["redirect", "upstream_redirect", { status: 307 }],
    ["html", "upstream_error", { status: 502 }],
    ["later", "upstream_rate_limited", { status: 429, retryAfter: 3600, body: { title: "Slow down." } }],
  ])("%s is an error", async (which, code, details) => {
    expect(await kind(era, which)).toMatchObject({ isError: true, structuredContent: { error: { code, ...details } } });
    expect(world.api.requests).toHaveLength(1);
  });

  test("an error keeps its status and problem detail", async () => {
    const body = { title: "Not here", status: 404, detail: "There is no such answer.", retry: false };
    const message = `The API answered 404 Not Found: Not here: There is no such answer.\nIts body: ${JSON.stringify(body)}`;
    expect(await kind(era, "problem")).toEqual({
      isError: true,
      ...text(message),
      structuredContent: { error: { code: "upstream_error", message, status: 404, body } },
    });
  });
});

describe.each(eras)("streams, %s client", (era) => {
  const events = [{ event: "add", id: "1", data: { n: 1 } }, { data: { n: 2 } }, { data: "[DONE]" }];

  test("server-sent events, JSON Lines, a JSON text sequence: the items, in one JSON answer", async () => {
    const { structuredContent } = await answer(era, "watch_events", {});
    expect(structuredContent).toEqual({ items: events });
    const lines = await answer(era, "read_lines", {});
    expect(lines).toEqual({
      ...text('{"items":[{"n":1},{"n":2},{"n":12345678901234567890}]}'),
      structuredContent: { items: [{ n: 1 }, { n: 2 }, { n: 1.2345678901234567e19 }] },
    });
    expect(await answer(era, "read_sequence", {})).toEqual(json({ items: [{ n: 1 }, [2]] }));
    expect(new Set(world.contentTypes)).toEqual(new Set(["application/json"]));
  });

  test("progress, for a client that asks for it: the answer is a stream of events then, and the result the same", async () => {
    const seen: Progress[] = [];
    const { structuredContent } = await answer(era, "watch_events", { mode: "long" }, (progress) =>
      seen.push(progress),
    );
    expect(structuredContent).toMatchObject({ incomplete: "There may be more: only the first 20 items were read." });
    expect(seen.length).toBeGreaterThan(1);
    expect(seen.length).toBeLessThan(10);
    expect(seen[0]).toMatchObject({ progress: 1, message: "1 item" });
    const counts = seen.map(({ progress }) => progress);
    expect(counts).toEqual([...new Set(counts)].toSorted((a, b) => a - b));
    expect(world.contentTypes).toEqual(["text/event-stream"]);
  });

  test("progress of an answer that is no stream: plain JSON, nothing before it", async () => {
    const seen: Progress[] = [];
    expect(await answer(era, "get_answer", { kind: "gzip" }, (progress) => seen.push(progress))).toEqual(
      json({ z: "gzip" }),
    );
    expect([seen, world.contentTypes]).toEqual([[], ["application/json"]]);
  });

  test("an endless stream ends in time, with what came; the API sees its reader leave", async () => {
    const before = world.api.abandoned();
    const { structuredContent } = await answer(era, "watch_events", { mode: "endless" });
    expect(structuredContent).toEqual({
      incomplete: "There may be more: the stream went on after 700 ms.",
      items: events,
    });
    await expect.poll(() => world.api.abandoned()).toBe(before + 1);
  });

  test("a stream of too many items ends there", async () => {
    const { structuredContent } = await answer(era, "watch_events", { mode: "long" });
    expect(structuredContent).toEqual({
      incomplete: "There may be more: only the first 20 items were read.",
      items: Array.from({ length: 20 }, (_, n) => ({ data: { n } })),
    });
  });

  test("a stream that breaks off, or whose last item is cut, gives what came and says so", async () => {
    expect((await answer(era, "read_lines", { mode: "broken" })).structuredContent).toEqual({
      incomplete: "There may be more: the connection broke off.",
      items: [{ n: 1 }, { n: 2 }, { n: 1.2345678901234567e19 }],
    });
    expect((await answer(era, "read_lines", { mode: "cut" })).structuredContent).toEqual({
      incomplete: "There may be more: the last item is not JSON: it may be cut off.",
      items: [{ n: 1 }, '{"n":'],
    });
  });
});

test("a call whose progress is streamed keeps its place until the result", async () => {
  await using limited = await startWorkshop({
    MAX_STREAM_MS: "600",
    MAX_CONCURRENT_CALLS_PER_CALLER: "1",
    MAX_BATCH_CALLS: "1",
    QUEUE_TIMEOUT_MS: "0",
  });
  for (const era of eras) {
    const started = Promise.withResolvers<void>();
    const first = limited.call(era, "watch_events", { mode: "endless" }, () => started.resolve());
    await started.promise;
    await expect(limited.call(era, "get_answer", { kind: "json" })).rejects.toThrow("too many calls in flight");
    expect((await first).isError).toBeUndefined();
    expect((await limited.call(era, "get_answer", { kind: "json" })).isError).toBeUndefined();
  }
});
