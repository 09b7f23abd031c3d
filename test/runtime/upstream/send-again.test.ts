import { once } from "node:events";
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { httpTransport } from "../../../templates/src/runtime/node/http-transport.ts";
import { bearerCredentials } from "../../../templates/src/runtime/upstream/authorizer.ts";
import { createRetryBudget, type RetryBudget } from "../../../templates/src/runtime/upstream/retry-budget.ts";
import { sendAgain } from "../../../templates/src/runtime/upstream/send-again.ts";

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

type Reply = (response: ServerResponse, request: IncomingMessage) => void;
const answered =
  (status: number, retryAfter?: string): Reply =>
  (response) =>
    void response.writeHead(status, retryAfter === undefined ? {} : { "retry-after": retryAfter }).end("{}");
const reset: Reply = (_, request) => void request.socket.resetAndDestroy();
const cutBody: Reply = (response) => {
  response.writeHead(200, { "content-length": "100" });
  response.write("{", () => response.destroy());
};

/** Asks an API that answers so, in turn; its last answer stays. Gives what came of it and how many requests reached the API. */
async function outcomeOf(
  method: string,
  replies: readonly Reply[],
  given: { budget?: RetryBudget; leftMs?: number; signal?: AbortSignal } = {},
): Promise<{ result: string; hits: number; ms: number }> {
  let hits = 0;
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    void request.toArray().then((chunks) => {
      bodies.push(chunks.join(""));
      hits += 1;
      (replies[hits - 1] ?? replies.at(-1) ?? answered(200))(response, request);
    });
  });
  server.listen(0, "127.0.0.1");
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, "listening");
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  const leftMs = given.leftMs ?? 5000;
  const started = performance.now();
  const hasBody = method !== "GET" && method !== "HEAD";
  const result = await sendAgain(
    { method, url, headers: new Headers(), ...(hasBody ? { body: "same" } : {}) },
    {
      transport: httpTransport,
      allowedOrigins: new Set([url.origin]),
      credentials: bearerCredentials("the-token"),
      userAgent: "x/1",
      signal: given.signal ?? new AbortController().signal,
      maxResponseBytes: 1000,
      stream: { limits: { maxItems: 1, maxBytes: 1, timeoutMs: 1 } },
    },
    { budget: given.budget ?? createRetryBudget(), endsAt: started + leftMs },
  ).then(
    ({ status }) => String(status),
    (error: unknown) => (error as { code: string }).code,
  );
  expect(new Set(bodies)).toEqual(new Set(hasBody ? ["same"] : [""]));
  return { result, hits, ms: performance.now() - started };
}

const put = [answered(503, "0"), answered(200)];

describe("429 and 503 with Retry-After", () => {
  it.each(["GET", "HEAD", "QUERY", "PUT", "DELETE", "OPTIONS"])("%s is sent again", async (method) => {
    expect(await outcomeOf(method, put)).toMatchObject({ result: "200", hits: 2 });
    expect(await outcomeOf(method, [answered(429, "0"), answered(200)])).toMatchObject({ result: "200", hits: 2 });
  });

  it.each(["POST", "PATCH"])("%s never is", async (method) => {
    expect(await outcomeOf(method, put)).toMatchObject({ result: "503", hits: 1 });
  });

  it("waits as long as asked, a tenth of a second at least", async () => {
    const quick = await outcomeOf("GET", put);
    expect(quick.ms).toBeGreaterThan(95);
    const slow = await outcomeOf("GET", [answered(503, "1"), answered(200)]);
    expect(slow.result).toBe("200");
    expect(slow.ms).toBeGreaterThan(995);
  });

  it("twice at most", async () => {
    expect(await outcomeOf("GET", [answered(503, "0")])).toMatchObject({ result: "503", hits: 3 });
  });

  it.each([
    ["without the header", [answered(503)]],
    ["with a header that says nothing", [answered(503, "soon")]],
    ["with another status", [answered(500, "0")]],
    ["when the wait is more than half of what is left", [answered(503, "3")]],
  ] as const)("not %s", async (_, replies) => {
    expect(await outcomeOf("GET", replies)).toMatchObject({ hits: 1 });
  });

  it("not after the client has gone", async () => {
    const leaving = new AbortController();
    setTimeout(() => leaving.abort(), 200);
    const outcome = await outcomeOf("GET", [answered(503, "2")], { signal: leaving.signal });
    expect(outcome).toMatchObject({ result: "503", hits: 1 });
    expect(outcome.ms).toBeLessThan(1000);
  });
});

describe("a connection that is reset before the answer", () => {
  it.each(["GET", "HEAD"])("%s is sent again, once", async (method) => {
    expect(await outcomeOf(method, [reset, answered(200)])).toMatchObject({ result: "200", hits: 2 });
    expect(await outcomeOf(method, [reset])).toMatchObject({ result: "upstream_bad_response", hits: 2 });
  });

  it.each(["POST", "PATCH", "PUT", "DELETE", "QUERY"])("%s is not: it may have been done", async (method) => {
    expect(await outcomeOf(method, [reset, answered(200)])).toMatchObject({
      result: "upstream_bad_response",
      hits: 1,
    });
  });

  it("an answer that began and broke off is not asked for again", async () => {
    expect(await outcomeOf("GET", [cutBody, answered(200)])).toMatchObject({
      result: "upstream_bad_response",
      hits: 1,
    });
  });
});

describe("the budget", () => {
  it("gives one repetition for ten requests, and ten at most in a burst", () => {
    const budget = createRetryBudget();
    const spent = (): number => {
      let count = 0;
      while (budget.spend()) count += 1;
      return count;
    };
    expect(spent()).toBe(10);
    for (let request = 0; request < 25; request++) budget.earn();
    expect(spent()).toBe(2);
    for (let request = 0; request < 5; request++) budget.earn();
    expect(spent()).toBe(1);
    for (let request = 0; request < 10_000; request++) budget.earn();
    expect(spent()).toBe(10);
  });

  it("an outage is met with a tenth more requests, not with twice as many", async () => {
    const budget = createRetryBudget();
    let hits = 0;
    for (let call = 0; call < 100; call++) {
      const outcome = await outcomeOf("GET", [reset], { budget });
      hits += outcome.hits;
    }
    expect(hits).toBe(100 + 10 + 9);
  });
});
