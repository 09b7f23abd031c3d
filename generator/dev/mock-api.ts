import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createFindOperation, type FindOperation } from "./find-operation.ts";
import { mockAnswer } from "./mock-answer.ts";
import { mockDocument } from "./mock-document.ts";
import type { MockPlan } from "./mock-plan.ts";
import { createPrism, type Prism } from "./prism.ts";

/** A mock of an API that listens on loopback. */
export interface MockApi {
  readonly url: string;
  /** Answers as another document says from now on. */
  replace(plan: MockPlan): void;
  close(): Promise<void>;
}

/** What the mock answers from. */
interface Answers {
  readonly plan: MockPlan;
  readonly find: FindOperation;
  /** Tells the examples of one plan from those of another. */
  readonly edition: number;
}

/**
 * Starts a mock on loopback: every operation answers its first success, with an example that Prism makes of the schema. Requests are
 * not judged, and nothing is kept of them.
 * @param onCall - told of each request
 */
export async function startMockApi(
  port: number,
  plan: MockPlan,
  onCall: (call: { readonly method: string; readonly target: string; readonly status: number }) => void,
): Promise<MockApi> {
  const prism = createPrism();
  let answers: Answers = { plan, find: createFindOperation(plan.operations), edition: 1 };
  const server = createServer((request, response) => {
    const told = (status: number): void => onCall({ method: request.method ?? "", target: request.url ?? "", status });
    respond(request, response, { answers, prism }).then(told, () => response.destroy());
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : port}`,
    replace(next) {
      answers = { plan: next, find: createFindOperation(next.operations), edition: answers.edition + 1 };
    },
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await Promise.all([closed, prism.close()]);
    },
  };
}

/** @returns the status that was answered */
async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  { answers, prism }: { readonly answers: Answers; readonly prism: Prism },
): Promise<number> {
  request.resume();
  const { method = "GET", url = "/" } = request;
  const path = url.split("?")[0] ?? "/";
  const { plan, find, edition } = answers;
  const operation = find(method, path) ?? (method === "HEAD" ? find("GET", path) : undefined);
  if (operation === undefined) {
    const problem = {
      title: "Not Found",
      status: 404,
      detail: "The document has no operation of this method and path.",
    };
    response.writeHead(404, { "content-type": "application/problem+json" }).end(JSON.stringify(problem));
    return 404;
  }
  const key = `${edition} ${operation.method} ${operation.path}`;
  const answer = await mockAnswer(operation, async () => prism.exampleOf(key, mockDocument(operation, plan)));
  const headers = answer.mediaType === undefined ? {} : { "content-type": answer.mediaType };
  response.writeHead(answer.status, headers).end(answer.body);
  return answer.status;
}
