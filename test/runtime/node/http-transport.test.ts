/** Answers that are not what they say, by `node:http`: each comes to one error, and none ends the process. */
import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { describe, expect, onTestFinished, test } from "vitest";
import { httpTransport } from "../../../templates/src/runtime/node/http-transport.ts";
import type { WireAnswer } from "../../../templates/src/runtime/upstream/transport.ts";

interface Answer {
  readonly head: string;
  readonly body: string | Buffer;
  /** The connection is broken off a little later. */
  readonly breaksOff?: true;
}

/** An API that writes this to whoever asks. */
async function apiThatWrites({ head, body, breaksOff }: Answer): Promise<URL> {
  const server = createServer((socket: Socket) => {
    socket.on("error", () => {});
    socket.on("data", () => {
      socket.write(`HTTP/1.1 ${head}\r\nConnection: close\r\n\r\n`);
      socket.write(body);
      if (breaksOff === true) setTimeout(() => socket.resetAndDestroy(), 10);
    });
  });
  onTestFinished(() => void server.close());
  await once(server.listen(0, "127.0.0.1"), "listening");
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
}

async function ask(url: URL): Promise<WireAnswer> {
  return await httpTransport({ method: "GET", url, headers: new Headers(), signal: AbortSignal.timeout(5_000) });
}

/** Errors that nobody listened for: each would end a server. */
function uncaught(): readonly unknown[] {
  const errors: unknown[] = [];
  const note = (error: unknown): void => void errors.push(error);
  const others = process.listeners("uncaughtException");
  process.removeAllListeners("uncaughtException");
  process.on("uncaughtException", note);
  onTestFinished(() => {
    process.off("uncaughtException", note);
    for (const other of others) process.on("uncaughtException", other);
  });
  return errors;
}

const junk = "x".repeat(20);
const length = "Content-Length: 20";
const hostile: readonly (Answer & { readonly what: string })[] = [
  { what: "what is no gzip", head: `307 Moved\r\nContent-Encoding: gzip\r\n${length}`, body: junk },
  { what: "what is no gzip, nor Brotli", head: `200 OK\r\nContent-Encoding: gzip, br\r\n${length}`, body: junk },
  { what: "what is no zstd", head: `200 OK\r\nContent-Encoding: zstd\r\n${length}`, body: junk },
  { what: "a reset in the middle", head: `200 OK\r\n${length}`, body: "xx", breaksOff: true },
  {
    what: "a reset before the first compressed byte",
    head: `200 OK\r\nContent-Encoding: gzip\r\n${length}`,
    body: "",
    breaksOff: true,
  },
  {
    what: "gzip that is cut",
    head: "200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 30",
    body: gzipSync("a".repeat(99)),
    breaksOff: true,
  },
];

describe.each(hostile)("$what", (answer) => {
  test("is an error for who reads it, at once or after a while", async () => {
    const errors = uncaught();
    const url = await apiThatWrites(answer);
    await expect((await ask(url)).read(1_000)).rejects.toBeInstanceOf(Error);
    const late = await ask(url);
    await sleep(40);
    await expect(late.read(1_000)).rejects.toBeInstanceOf(Error);
    await sleep(20);
    expect(errors).toEqual([]);
  });

  test("is nothing for who does not", async () => {
    const errors = uncaught();
    const url = await apiThatWrites(answer);
    (await ask(url)).discard();
    const late = await ask(url);
    await sleep(40);
    late.discard();
    await ask(url);
    const stream = (await ask(url)).stream();
    await sleep(40);
    await stream?.cancel().catch(() => undefined);
    await sleep(20);
    expect(errors).toEqual([]);
  });
});

test("an answer that is encoded five times is decoded, six times refused, thousands of times too", async () => {
  const encoded = (times: number): Buffer =>
    Array.from({ length: times }).reduce<Buffer>((bytes) => gzipSync(bytes), Buffer.from("hello"));
  const apiOf = async (times: number): Promise<URL> =>
    await apiThatWrites({
      head: `200 OK\r\nContent-Encoding: ${"gzip,".repeat(times).slice(0, -1)}\r\nContent-Length: ${encoded(Math.min(times, 6)).length}`,
      body: encoded(Math.min(times, 6)),
    });
  expect(new TextDecoder().decode(await (await ask(await apiOf(5))).read(1_000))).toBe("hello");
  for (const times of [6, 3_000])
    await expect(ask(await apiOf(times))).rejects.toMatchObject({ code: "upstream_bad_response" });
});

test("a small answer that is a large text is left when it is too large, not decoded to its end", async () => {
  const bomb = gzipSync(Buffer.alloc(50_000_000));
  const url = await apiThatWrites({
    head: `200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ${bomb.length}`,
    body: bomb,
  });
  const before = process.memoryUsage().arrayBuffers;
  await expect((await ask(url)).read(1_000)).rejects.toMatchObject({ code: "upstream_too_large" });
  await sleep(50);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(10_000_000);
});

test("101, which nobody asked for, is an answer that broke off", async () => {
  const url = await apiThatWrites({ head: "101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade", body: "" });
  await expect(ask(url)).rejects.toMatchObject({ code: "ECONNRESET" });
});
