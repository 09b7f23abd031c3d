import { Worker } from "node:worker_threads";

/** What goes to the worker. */
export interface PrismQuestion {
  readonly id: number;
  /** Tells operations apart. */
  readonly key: string;
  readonly wanted: "findings" | "answer";
  /** The operation as a document of its own. */
  readonly document: object;
  /** An `IHttpRequest` of Prism. */
  readonly request: object;
}

/** What comes back. */
export type PrismReply =
  | { readonly id: number; readonly findings: readonly PrismFinding[] }
  | { readonly id: number; readonly body: unknown }
  | { readonly id: number; readonly failed: string };

/** What Prism finds wrong with a request. */
export interface PrismFinding {
  /** `query`, `limit`; `body`, `name`. */
  readonly path: readonly string[];
  readonly code: string;
  readonly message: string;
}

/** Stoplight Prism in a worker. */
export interface Prism extends AsyncDisposable {
  /** What is wrong with a request, or why Prism cannot say. */
  judge(question: Omit<PrismQuestion, "id" | "wanted">): Promise<readonly PrismFinding[] | string>;
  /** The body of a mocked answer: an example of the declared schema. Undefined: Prism makes none. */
  answer(question: Omit<PrismQuestion, "id" | "wanted">): Promise<unknown>;
}

/** What a worker may take to load Prism, on a machine that has much else to do. */
const startMs = 30_000;

/** @param limitMs how long Prism has for one question */
export function startPrism(limitMs: number): Prism {
  let worker: Worker | undefined;
  let count = 0;

  async function ask(question: Omit<PrismQuestion, "id">): Promise<PrismReply> {
    const id = count++;
    const allowedMs = worker === undefined ? limitMs + startMs : limitMs;
    const asked = (worker ??= new Worker(new URL("./prism-worker.ts", import.meta.url)));
    return await new Promise((done) => {
      const finish = (reply: PrismReply): void => {
        if (reply.id !== id) return;
        clearTimeout(timer);
        asked.off("message", finish).off("error", fail);
        done(reply);
      };
      const giveUp = (failed: string): void => {
        worker = undefined;
        void asked.terminate();
        finish({ id, failed });
      };
      const fail = (error: unknown): void => giveUp(`Prism failed: ${String(error)}`);
      const timer = setTimeout(() => giveUp(`Prism did not answer within ${allowedMs} ms`), allowedMs);
      asked.on("message", finish).on("error", fail);
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread has no origin
      asked.postMessage({ ...question, id });
    });
  }

  return {
    async judge(question) {
      const reply = await ask({ ...question, wanted: "findings" });
      if ("findings" in reply) return reply.findings;
      return "failed" in reply ? reply.failed : "Prism gave another answer than was asked for";
    },
    async answer(question) {
      const reply = await ask({ ...question, wanted: "answer" });
      return "body" in reply ? reply.body : undefined;
    },
    async [Symbol.asyncDispose]() {
      await worker?.terminate();
    },
  };
}
