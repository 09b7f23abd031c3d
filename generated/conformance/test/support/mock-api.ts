import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { ContractOperation } from "./contract-document.ts";
import { listen } from "./listen.ts";
import { mockAnswer } from "./mock-answer.ts";
import { createPrismRequest } from "./prism-request.ts";
import { startPrism } from "./prism.ts";
import type { PrismFinding } from "./prism.ts";

/** A request as it reached the API. */
export interface RecordedRequest {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** A request with what Prism says of it. */
export interface JudgedRequest {
  readonly request: RecordedRequest;
  /** Findings; a text: why Prism cannot judge it. */
  readonly findings: readonly PrismFinding[] | string;
}

/** The API as its document has it: Prism judges what comes and makes the answers. */
export interface MockApi extends AsyncDisposable {
  /** Where the API is: every origin has a path of its own. */
  urlOf(origin: string | undefined): string;
  /** Requests since {@link MockApi.expect}. */
  readonly received: readonly JudgedRequest[];
  /** The operation that the next requests are for. */
  expect(operation: ContractOperation): void;
}

/** How long Prism has for one request: it takes milliseconds, but for schemas that it does not come back from. */
const prismLimitMs = 5000;

/** Starts it on loopback. */
export async function startMockApi(): Promise<MockApi> {
  const prism = startPrism(prismLimitMs);
  const hung = new Map<string, string>();
  let received: JudgedRequest[] = [];
  let expected: ContractOperation | undefined;
  const server = createServer((request, response) => {
    void record(request).then((recorded) => answer(recorded, response));
  });
  const { origin, close } = await listen(server);
  const pathOf = (name: string | undefined): string => (name === undefined ? "/api" : `/origins/${name}`);

  async function answer(request: RecordedRequest, response: ServerResponse): Promise<void> {
    const operation = expected;
    if (operation === undefined) {
      response.writeHead(500).end();
      return;
    }
    const asked = createPrismRequest(request, pathOf(operation.origin));
    const findings = await judge(operation, asked);
    received.push({ request, findings });
    const document = operation.answerDocument();
    const { status, headers, body } = await mockAnswer(operation, async () =>
      typeof findings === "string" || typeof asked === "string" || document === undefined
        ? undefined
        : await prism.answer({ key: `answer of ${operation.tool}`, document, request: asked }),
    );
    response.writeHead(status, headers).end(body);
  }

  /** An operation that Prism once failed on is not asked again: waiting for it takes its whole time. */
  async function judge(
    operation: ContractOperation,
    asked: object | string,
  ): Promise<readonly PrismFinding[] | string> {
    if (typeof asked === "string") return asked;
    const known = hung.get(operation.tool) ?? outOfReach(operation);
    if (known !== undefined) return known;
    const document = operation.requestDocument();
    const findings = await prism.judge({ key: operation.tool, document, request: asked });
    if (typeof findings === "string") hung.set(operation.tool, findings);
    return findings;
  }

  return {
    urlOf: (name) => origin + pathOf(name),
    get received() {
      return received;
    },
    expect(operation) {
      expected = operation;
      received = [];
    },
    async [Symbol.asyncDispose]() {
      await close();
      await prism[Symbol.asyncDispose]();
    },
  };
}

/** What Prism has no notion of. */
function outOfReach({ method, path }: ContractOperation): string | undefined {
  const known = ["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"];
  if (!known.includes(method)) return `Prism does not know the method ${method}`;
  return path.includes("?") ? "Prism does not match a path with a query" : undefined;
}

async function record(request: IncomingMessage): Promise<RecordedRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const headers = Object.entries(request.headers).map(
    ([name, value]) => [name, [value ?? ""].flat().join(", ")] as const,
  );
  return {
    method: request.method ?? "",
    target: request.url ?? "",
    headers: Object.fromEntries(headers),
    body: Buffer.concat(chunks),
  };
}
