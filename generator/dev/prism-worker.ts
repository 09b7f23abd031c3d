/** Runs Prism beside the mock: there are schemas that it does not come back from. One question at a time. */
import { parentPort } from "node:worker_threads";
import { createInstance, getHttpOperationsFromSpec } from "@stoplight/prism-http";

/** A question: an example of the answer of the only operation of a document. */
export interface PrismQuestion {
  readonly id: number;
  /** Questions with the same key have the same document. */
  readonly key: string;
  readonly document: object;
}

/** Its answer; without a body Prism made none. */
export interface PrismAnswer {
  readonly id: number;
  readonly body?: unknown;
}

type Operation = Awaited<ReturnType<typeof getHttpOperationsFromSpec>>[number];
type Logger = Parameters<typeof createInstance>[1]["logger"];

const silent = (): void => {};
const quiet = {
  trace: silent,
  debug: silent,
  info: silent,
  warn: silent,
  error: silent,
  fatal: silent,
  success: silent,
};
const logger = { ...quiet, child: () => logger } as unknown as Logger;
const prism = createInstance(
  {
    mock: { dynamic: false },
    validateRequest: false,
    validateResponse: false,
    checkSecurity: false,
    errors: false,
    isProxy: false,
    upstreamProxy: undefined,
  },
  { logger },
);
const operations = new Map<string, Promise<Operation | undefined>>();

parentPort?.on("message", (question: PrismQuestion) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's port has no origins
  void answer(question).then((found) => parentPort?.postMessage(found));
});

async function answer({ id, key, document }: PrismQuestion): Promise<PrismAnswer> {
  try {
    const known = operations.get(key) ?? getHttpOperationsFromSpec(document).then(([first]) => first);
    operations.set(key, known);
    const resource = await known;
    if (resource === undefined) return { id };
    const request = { method: "get", url: { path: "/" }, headers: {} } as const;
    const made = await prism.request(request, [resource])();
    return "right" in made ? { id, body: made.right.output.body } : { id };
  } catch {
    return { id };
  }
}
