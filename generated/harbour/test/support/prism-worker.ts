import { parentPort } from "node:worker_threads";
import { createInstance, getHttpOperationsFromSpec } from "@stoplight/prism-http";
import type { IHttpRequest } from "@stoplight/prism-http";
import { validateInput } from "@stoplight/prism-http/dist/validator/index.js";
import type { PrismQuestion, PrismReply } from "./prism.ts";

/** Runs Prism beside the tests: there are documents that it does not come back from. One question at a time. */
/** `DiagnosticSeverity.Error` of @stoplight/types. */
const errorSeverity = 0;
type Operation = Awaited<ReturnType<typeof getHttpOperationsFromSpec>>[number];
type Logger = Parameters<typeof createInstance>[1]["logger"];

const silent = (): void => {};
// oxlint-disable-next-line no-console -- Prism says there what it thinks of formats; the tests say what matters
console.warn = silent;
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
  void answer(question).then((made) => parentPort?.postMessage(made));
});

async function answer(question: PrismQuestion): Promise<PrismReply> {
  try {
    return await reply(question);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { id: question.id, failed: `Prism failed: ${reason}`.slice(0, 200) };
  }
}

async function reply({ id, key, wanted, document, request }: PrismQuestion): Promise<PrismReply> {
  const known = operations.get(key) ?? getHttpOperationsFromSpec(document).then(([first]) => first);
  operations.set(key, known);
  const resource = await known;
  if (resource === undefined) return { id, failed: "Prism finds no operation in the document" };
  const element = request as IHttpRequest;
  if (wanted === "answer") {
    const made = await prism.request(element, [resource])();
    if (!("right" in made)) return { id, failed: made.left.message };
    return { id, body: made.right.output.body };
  }
  const result = validateInput({ resource, element });
  const found = "left" in result ? result.left : [];
  return {
    id,
    findings: found
      .filter(({ severity }) => severity.valueOf() === errorSeverity)
      .map(({ path = [], code, message }) => ({ path: path.map(String), code: String(code ?? ""), message })),
  };
}
