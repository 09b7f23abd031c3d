import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import type { IncomingMessage, RequestListener } from "node:http";
import { createServer as createTcpServer } from "node:net";
import type { AddressInfo, Server, Socket } from "node:net";
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { timedOut } from "../../../templates/src/runtime/upstream/call-end.ts";
import { httpTransport } from "../../../templates/src/runtime/node/http-transport.ts";
import { fetchTransport, type Transport } from "../../../templates/src/runtime/upstream/transport.ts";
import { bearerCredentials } from "../../../templates/src/runtime/upstream/authorizer.ts";
import type { UpstreamRequest } from "../../../templates/src/runtime/upstream/build-request.ts";
import { failureCode, send } from "../../../templates/src/runtime/upstream/send.ts";
import type { RawAnswer, SendOptions } from "../../../templates/src/runtime/upstream/send.ts";
import { UpstreamError } from "../../../templates/src/runtime/upstream/upstream-error.ts";

/** Both ways of sending must do the same in every case below. */
const transports: readonly (readonly [name: string, transport: Transport])[] = [
  ["fetch", fetchTransport(fetch)],
  ["node:http", httpTransport],
];

const servers: (() => void)[] = [];
afterEach(() => {
  for (const close of servers.splice(0)) close();
});

async function listen(server: Server): Promise<string> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => sockets.add(socket));
  servers.push(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
async function api(listener: RequestListener): Promise<string> {
  return listen(createHttpServer(listener));
}
/** The signal of a call that ends so many ms from now. */
function endedIn(ms: number, reason: UpstreamError): AbortSignal {
  const controller = new AbortController();
  setTimeout(() => controller.abort(reason), ms);
  return controller.signal;
}

/** An API that speaks no proper HTTP: what it writes once it has the request. */
async function rawApi(answer: (socket: Socket) => void): Promise<string> {
  return listen(
    createTcpServer((socket) => {
      socket.on("error", () => undefined);
      socket.once("data", () => answer(socket));
    }),
  );
}

describe.each(transports)("by %s", (_name, transport) => {
  async function ask(
    base: string,
    options: Partial<SendOptions> = {},
    request: Partial<UpstreamRequest> = {},
  ): Promise<RawAnswer> {
    const url = new URL(`${base}/x?q=1`);
    return send(
      { method: "GET", url, headers: new Headers({ accept: "application/json" }), ...request },
      {
        transport,
        allowedOrigins: new Set([url.origin]),
        credentials: bearerCredentials("the-token"),
        userAgent: "harbour/1",
        signal: new AbortController().signal,
        maxResponseBytes: 1000,
        stream: { limits: { maxItems: 10, maxBytes: 1000, timeoutMs: 2000 } },
        ...options,
      },
    );
  }
  async function failure(promise: Promise<unknown>): Promise<UpstreamError> {
    const error: unknown = await promise.then(
      () => new Error("nothing was thrown"),
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(UpstreamError);
    const found = error as UpstreamError;
    expect(found.message).not.toMatch(/127\.0\.0\.1|the-token|localhost/);
    return found;
  }
  const textOf = (answer: RawAnswer): string => new TextDecoder().decode(answer.bytes);

  describe("what is echoed", () => {
    it("is not in the answer's headers, which become media types and are seen by handlers", async () => {
      const base = await api((_request, response) => {
        response
          .setHeader("content-type", "text/x-the-token")
          .setHeader("x-echo", "Bearer the-token, the%2Dtoken")
          .end();
      });
      const { headers } = await ask(base);
      expect([headers.get("content-type"), headers.get("x-echo")]).toEqual([
        "text/x-[redacted]",
        "Bearer [redacted], the%2Dtoken",
      ]);
    });
  });

  describe("what is sent", () => {
    it("carries the token, the server's name and the body, once", async () => {
      const seen: {
        method: string | undefined;
        url: string | undefined;
        headers: IncomingMessage["headers"];
        body: string;
      }[] = [];
      const base = await api((request, response) => {
        const { method, url, headers } = request;
        const chunks: string[] = [];
        request.setEncoding("utf8").on("data", (chunk: string) => chunks.push(chunk));
        request.on("end", () => {
          seen.push({ method, url, headers, body: chunks.join("") });
          response.end("ok");
        });
      });
      const answer = await ask(base, {}, { method: "PATCH", body: "é" });
      expect([answer.status, textOf(answer)]).toEqual([200, "ok"]);
      expect(seen.map(({ method, url, body }) => ({ method, url, body }))).toEqual([
        { method: "PATCH", url: "/x?q=1", body: "é" },
      ]);
      expect(seen[0]?.headers.authorization).toBe("Bearer the-token");
      expect(seen[0]?.headers["user-agent"]).toBe("harbour/1");
    });

    it("keeps a user agent that the document declares as a parameter", async () => {
      const base = await api((request, response) => response.end(request.headers["user-agent"]));
      expect(textOf(await ask(base, {}, { headers: new Headers({ "user-agent": "mine" }) }))).toBe("mine");
    });

    it("never goes to an origin that is not configured", async () => {
      let hits = 0;
      const base = await api((_, response) => {
        hits += 1;
        response.end();
      });
      const error = await failure(ask(base, { allowedOrigins: new Set(["http://127.0.0.1:1"]) }));
      expect([error.code, hits]).toEqual(["upstream_not_configured", 0]);
    });

    it.each([301, 302, 303, 307, 308, 300])("does not follow a %s", async (status) => {
      let hits = 0;
      const other = await api((_, response) => {
        hits += 1;
        response.end();
      });
      const base = await api((_, response) => response.writeHead(status, { location: `${other}/steal` }).end("moved"));
      const error = await failure(ask(base, {}, { method: "POST", body: "{}" }));
      expect([error.code, error.details, hits]).toEqual(["upstream_redirect", { status }, 0]);
      expect(error.message).toBe(
        `The API answered with a redirect (${status}). Redirects are not followed, because they would carry credentials elsewhere.`,
      );
    });
  });

  describe("answers", () => {
    it.each([
      [204, "GET"],
      [304, "GET"],
      [200, "HEAD"],
    ])("%s to %s has no body", async (status, method) => {
      const base = await api((_, response) => response.writeHead(status).end());
      const answer = await ask(base, {}, { method });
      expect([answer.status, answer.bytes.byteLength]).toEqual([status, 0]);
    });

    it.each([
      ["gzip", gzipSync("x".repeat(900))],
      ["br", brotliCompressSync("x".repeat(900))],
      ["deflate", deflateSync("x".repeat(900))],
      ["zstd", zstdCompressSync("x".repeat(900))],
      ["gzip, gzip", gzipSync(gzipSync("x".repeat(900)))],
    ])("inflates %s", async (encoding, body) => {
      const base = await api((_, response) => response.writeHead(200, { "content-encoding": encoding }).end(body));
      expect(textOf(await ask(base))).toBe("x".repeat(900));
    });

    it("counts bytes after inflation, and stops there", async () => {
      const bomb = gzipSync(gzipSync(Buffer.alloc(64 * 1024 * 1024)));
      const base = await api((_, response) => response.writeHead(200, { "content-encoding": "gzip, gzip" }).end(bomb));
      const before = process.memoryUsage().rss;
      const error = await failure(ask(base));
      expect([error.code, error.details]).toEqual(["upstream_too_large", { status: 200 }]);
      expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024);
    });

    it("takes an answer of exactly the limit and refuses one byte more", async () => {
      const base = await api((request, response) => response.end("x".repeat(request.url === "/x?q=1" ? 1000 : 0)));
      expect((await ask(base)).bytes.byteLength).toBe(1000);
      expect((await failure(ask(base, { maxResponseBytes: 999 }))).code).toBe("upstream_too_large");
    });

    it("stops reading an endless body", async () => {
      const base = await api((_, response) => {
        const timer = setInterval(() => response.write("x".repeat(400)), 5);
        response.on("close", () => clearInterval(timer));
      });
      expect((await failure(ask(base))).code).toBe("upstream_too_large");
    });
  });

  describe("failures", () => {
    it("a port where nobody listens", async () => {
      const base = await api(() => undefined);
      for (const close of servers.splice(0)) close();
      const error = await failure(ask(base));
      expect([error.code, error.message, failureCode(error)]).toEqual([
        "upstream_unreachable",
        "The API could not be reached.",
        "ECONNREFUSED",
      ]);
    });

    it("a name that does not exist", async () => {
      const error = await failure(ask("http://nowhere.invalid"));
      expect(error.code).toBe("upstream_unreachable");
      expect(error.message).toBe("The API could not be reached.");
    });

    it.each([
      ["hangs before its headers", () => undefined],
      ["drips its headers", (socket: Socket) => void socket.write("HTTP/1.1 200 OK\r\nX-A: ")],
      ["drips its body", (socket: Socket) => void socket.write("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nab")],
    ])("an API that %s", async (_, answer) => {
      const error = await failure(ask(await rawApi(answer), { signal: endedIn(60, timedOut()) }));
      expect(error.code).toBe("upstream_timeout");
    });

    it.each([
      ["resets before its headers", (socket: Socket) => void socket.resetAndDestroy()],
      ["closes before its headers", (socket: Socket) => void socket.end()],
      [
        "resets in its body",
        (socket: Socket) =>
          void socket.write("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nab", () =>
            setTimeout(() => socket.resetAndDestroy(), 20),
          ),
      ],
      [
        "ends before its length",
        (socket: Socket) => void socket.end("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nab"),
      ],
      ["speaks no HTTP", (socket: Socket) => void socket.end("SSH-2.0-OpenSSH\r\n\r\n")],
      [
        "has a broken chunk",
        (socket: Socket) => void socket.end("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n"),
      ],
      [
        "says gzip and is not",
        (socket: Socket) =>
          void socket.end("HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 5\r\n\r\nabcde"),
      ],
      [
        "says br and is not",
        (socket: Socket) =>
          void socket.end("HTTP/1.1 200 OK\r\ncontent-encoding: br\r\ncontent-length: 5\r\n\r\nabcde"),
      ],
      [
        "has 10,000 headers",
        (socket: Socket) => void socket.end(`HTTP/1.1 200 OK\r\n${"x: y\r\n".repeat(10_000)}\r\n`),
      ],
    ])("an API that %s", async (_, answer) => {
      const error = await failure(ask(await rawApi(answer)));
      expect([error.code, failureCode(error)]).toEqual(["upstream_bad_response", expect.stringMatching(/./)]);
    });

    it("a caller that goes away reaches the API", async () => {
      const closed = Promise.withResolvers<void>();
      const arrived = Promise.withResolvers<void>();
      const base = await api((_, response) => {
        arrived.resolve();
        response.on("close", closed.resolve);
      });
      const caller = new AbortController();
      const pending = failure(ask(base, { signal: caller.signal }));
      await arrived.promise;
      caller.abort();
      expect((await pending).code).toBe("call_cancelled");
      await closed.promise;
    });

    it("never sends twice", async () => {
      let hits = 0;
      const base = await api((_, response) => {
        hits += 1;
        response.destroy();
      });
      await failure(ask(base, {}, { method: "POST", body: "x" }));
      await failure(ask(base));
      expect(hits).toBe(2);
    });
  });
});
