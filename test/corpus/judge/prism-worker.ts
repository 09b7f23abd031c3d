import { parentPort } from "node:worker_threads";
import { getHttpOperationsFromSpec } from "@stoplight/prism-http";
import type { IHttpRequest } from "@stoplight/prism-http";
import { validateInput } from "@stoplight/prism-http/dist/validator/index.js";
import type { PrismAnswer, PrismQuestion } from "./prism-judge.ts";

/** Runs Prism beside the judge, where it may hang: one question at a time, the operation's document with the first. */
/** `DiagnosticSeverity.Error` of @stoplight/types. */
const errorSeverity = 0;
type Operation = Awaited<ReturnType<typeof getHttpOperationsFromSpec>>[number];
const operations = new Map<string, Operation | undefined>();
// Prism says on the console what it thinks of formats; the report is elsewhere.
console.warn = () => {};

parentPort?.on("message", (question: PrismQuestion) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's port has no origins
  void answer(question).then((found) => parentPort?.postMessage(found));
});

async function answer({ id, key, document, request }: PrismQuestion): Promise<PrismAnswer> {
  try {
    if (!operations.has(key)) operations.set(key, (await getHttpOperationsFromSpec(document as object))[0]);
    const operation = operations.get(key);
    if (operation === undefined) return { id, unjudged: "Prism finds no operation in the document" };
    const result = validateInput({ resource: operation, element: request as IHttpRequest });
    if (!("left" in result)) return { id, findings: [] };
    return {
      id,
      findings: result.left
        .filter(({ severity }) => severity.valueOf() === errorSeverity)
        .map(({ path = [], code, message }) => ({ path: path.map(String), code: String(code ?? ""), message })),
    };
  } catch (error) {
    return { id, unjudged: `Prism failed: ${error instanceof Error ? error.message : String(error)}`.slice(0, 200) };
  }
}
