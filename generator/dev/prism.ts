import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import type { PrismAnswer, PrismQuestion } from "./prism-worker.ts";

/** Prism, in a thread of its own. */
export interface Prism {
  /**
   * An example of the answer of a document's only operation.
   * @param key - the same for the same document
   * @returns undefined where Prism makes none, or takes too long
   */
  exampleOf(key: string, document: object): Promise<unknown>;
  close(): Promise<void>;
}

/** Examples take milliseconds; the first one of a large schema some hundred. */
const patienceMs = 5_000;

/** Starts the thread with the first question. One that hangs is ended, and the next question starts another. */
export function createPrism(): Prism {
  let worker: Worker | undefined;
  let lastId = 0;
  const waiting = new Map<number, (answer: PrismAnswer) => void>();
  const start = (): Worker => {
    const started = new Worker(new URL(`./prism-worker${extname(import.meta.url)}`, import.meta.url));
    started.unref();
    started.on("message", (answer: PrismAnswer) => waiting.get(answer.id)?.(answer));
    started.on("error", () => give(started));
    return started;
  };
  const give = (failed: Worker | undefined): void => {
    if (failed === worker) worker = undefined;
    void failed?.terminate();
    for (const [id, resolve] of waiting) resolve({ id });
  };
  // Loading Prism takes a second, which the first question should not wait for.
  worker = start();
  return {
    async exampleOf(key, document) {
      lastId += 1;
      const question: PrismQuestion = { id: lastId, key, document };
      const asked = (worker ??= start());
      const answered = new Promise<PrismAnswer>((resolve) => void waiting.set(question.id, resolve));
      const timer = setTimeout(() => give(asked), patienceMs);
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's port has no origins
      asked.postMessage(question);
      const { body } = await answered;
      clearTimeout(timer);
      waiting.delete(question.id);
      return body;
    },
    async close() {
      const ended = worker;
      worker = undefined;
      await ended?.terminate();
    },
  };
}
