/** Generates in a thread of its own: planning a large document takes seconds, and the server before it goes on answering. */
import { parentPort } from "node:worker_threads";
import { GeneratorError, type GeneratorErrorCode } from "../errors.ts";
import { generateForDev, type Generation, type GenerationOrder } from "./generation.ts";

/** What came of an order. An error passes from thread to thread as its parts. */
export type GenerationReply =
  | { readonly generation: Generation }
  | { readonly code: GeneratorErrorCode | undefined; readonly message: string };

parentPort?.on("message", (order: GenerationOrder) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's port has no origins
  void carryOut(order).then((reply) => parentPort?.postMessage(reply));
});

async function carryOut(order: GenerationOrder): Promise<GenerationReply> {
  try {
    return { generation: await generateForDev(order) };
  } catch (error) {
    if (error instanceof GeneratorError) return { code: error.code, message: error.message };
    return { code: undefined, message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
