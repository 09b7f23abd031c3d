import type { ContractOperation, Fields } from "./contract-document.ts";
import type { ContractWorld, ListedTool, SignedInClient } from "./contract-world.ts";
import { judgeArguments } from "./judge-arguments.ts";
import type { JudgedRequest } from "./mock-api.ts";
import { prismLimit } from "./prism-limits.ts";
import { sampleArguments } from "./sample-arguments.ts";

/** One call to be made. */
export interface CallPlan {
  readonly world: ContractWorld;
  readonly client: SignedInClient;
  readonly operation: ContractOperation;
  readonly tool: ListedTool;
  /** A hook of the user's changes the arguments: what is sent is not what the caller said. */
  readonly isHooked: boolean;
  /** An argument of the server's own, which takes parts of the answer. */
  readonly select?: string | undefined;
  readonly mode: "forward" | "exchange" | "credentials";
}

/** What became of it. */
export interface Verdict {
  /** Empty: the call did what the document says. */
  readonly wrong: readonly string[];
  /** Why it was not judged by Prism. */
  readonly skipped?: string;
  /** What Prism said and does not count, with the reason. */
  readonly notes: readonly string[];
}

/** Calls a tool once with sampled arguments, and judges the request that reached the API, its token, and the result. */
export async function judgeCall(plan: CallPlan): Promise<Verdict> {
  const { world, client, operation, tool } = plan;
  const args = sampleArguments(without(tool.inputSchema, plan.select), operation);
  if (typeof args === "string")
    return { wrong: [], skipped: `no arguments can be drawn from its schema: ${args}`, notes: [] };
  world.mock.expect(operation);
  const result = await client.callTool(tool.name, args);
  const [received, ...more] = world.mock.received;
  if (received === undefined || more.length > 0) {
    const count = world.mock.received.length;
    return { wrong: [`${count} requests reached the API: ${shown(result.content)}`], notes: [] };
  }
  const basePath = new URL(world.mock.urlOf(operation.origin)).pathname;
  const said = plan.isHooked ? {} : args;
  const wrong = [
    ...judgeArguments({ document: world.document, operation, args: said, request: received.request, basePath }),
    ...judgeToken(plan, received),
    ...(result.isError ? [`the result is an error: ${shown(result.content)}`] : []),
  ];
  return withPrism(wrong, plan, received);
}

function without(schema: Fields, argument: string | undefined): Fields {
  const { properties } = schema;
  if (argument === undefined || typeof properties !== "object" || properties === null) return schema;
  return {
    ...schema,
    properties: Object.fromEntries(Object.entries(properties).filter(([name]) => name !== argument)),
  };
}

function withPrism(wrong: readonly string[], { world, operation }: CallPlan, received: JudgedRequest): Verdict {
  const { findings, request } = received;
  if (typeof findings === "string") return { wrong, skipped: findings, notes: [] };
  const sorted = findings.map((finding) => ({
    text: `Prism: ${finding.path.join(".")}: ${finding.message}`,
    limit: prismLimit(finding, { document: world.document, operation, request }),
  }));
  return {
    wrong: [...wrong, ...sorted.filter(({ limit }) => limit === undefined).map(({ text }) => text)],
    notes: sorted
      .filter(({ limit }) => limit !== undefined)
      .map(({ text, limit }) => `${text}; does not count: ${limit}`),
  };
}

/** `forward`: the caller's token, unchanged. Else never that one: an exchanged token, or the server's own credentials. */
function judgeToken({ world, client, mode }: CallPlan, { request }: JudgedRequest): readonly string[] {
  const authorization = request.headers["authorization"];
  if (mode === "forward")
    return authorization === `Bearer ${client.token}` ? [] : ["the caller's token did not reach the API"];
  const whole = `${request.target} ${JSON.stringify(request.headers)} ${new TextDecoder().decode(request.body)}`;
  if (whole.includes(client.token)) return ["the caller's token went to the API"];
  if (mode === "credentials") return [];
  const token = authorization?.replace(/^Bearer /, "") ?? "";
  return world.issuer.granted.has(token) ? [] : ["no exchanged token reached the API"];
}

function shown(content: unknown): string {
  const text = JSON.stringify(content) ?? "";
  return text.length > 500 ? `${text.slice(0, 500)}...` : text;
}
