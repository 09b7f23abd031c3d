import { once } from "node:events";
import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import { GeneratorError } from "../errors.ts";
import type { GenerationReply } from "./generation-worker.ts";
import type { Generation, GenerationOrder } from "./generation.ts";

/** The generator, warm, in a thread of its own. */
export interface GeneratorThread {
  /**
   * One at a time.
   * @throws GeneratorError as `generate` does; Error for a fault of ours
   */
  generate(order: GenerationOrder): Promise<Generation>;
  close(): Promise<void>;
}

/** Starts the thread. */
export function startGeneratorThread(): GeneratorThread {
  const worker = new Worker(new URL(`./generation-worker${extname(import.meta.url)}`, import.meta.url));
  return {
    async generate(order) {
      const replied = once(worker, "message");
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's port has no origins
      worker.postMessage(order);
      const [reply] = (await replied) as [GenerationReply];
      if ("generation" in reply) return reply.generation;
      throw reply.code === undefined ? new Error(reply.message) : new GeneratorError(reply.code, reply.message);
    },
    close: async () => void (await worker.terminate()),
  };
}
