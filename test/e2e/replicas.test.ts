/** Replicas of one generated server, each a process of its own, with one Redis. */
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { generate } from "../../generator/generate.ts";
import { hasRedis, startRedis } from "../support/redis.ts";
import { type RunningProject, startProject } from "../support/start-project.ts";
import { tokenIssuer } from "../support/token-issuer.ts";
import { rawHeaders, rawRequest } from "./support/raw-message.ts";

const root = join(import.meta.dirname, "../..");
const resource = "https://mcp.example.com/mcp";

interface Replicas {
  readonly servers: readonly RunningProject[];
  /** Status and `Retry-After` of one call at a replica. */
  call(at: number, who: string): Promise<readonly [number, string | null]>;
  /** Calls that reached the API. */
  reached(): number;
}

async function startReplicas(stack: AsyncDisposableStack, redisUrl: string): Promise<Replicas> {
  await mkdir(join(root, ".tmp"), { recursive: true });
  const folder = await mkdtemp(join(root, ".tmp", "replicas-"));
  stack.defer(async () => await rm(folder, { recursive: true }));
  await generate({ spec: join(root, "specs/harbour/openapi.yaml"), out: folder, sharedStore: "redis" });
  let reached = 0;
  const api = createServer((_request, response) => {
    reached += 1;
    response.setHeader("content-type", "application/json").end('{"items":[]}');
  });
  await new Promise<void>((done) => {
    api.listen(0, "127.0.0.1", done);
  });
  stack.defer(() => void api.close());
  const issuer = await tokenIssuer();
  stack.defer(async () => await issuer.close());
  const environment = {
    OAUTH_ISSUER: issuer.url,
    OAUTH_RESOURCE: resource,
    API_BASE_URL: `http://127.0.0.1:${(api.address() as AddressInfo).port}`,
    REDIS_URL: redisUrl,
    RATE_LIMIT_CALLS_PER_CALLER: "10",
    LAME_DUCK_MS: "0",
  };
  const servers = await Promise.all([0, 1].map(async () => await startProject(folder, environment)));
  for (const server of servers) stack.defer(async () => void (await server.stop()));
  return {
    servers,
    reached: () => reached,
    async call(at, who) {
      const token = await issuer.mint({ aud: resource, sub: who, scope: "berths:read" });
      const message = rawRequest("2025-11-25", 1, "tools/call", { name: "list_berths", arguments: {} });
      const headers = rawHeaders("2025-11-25", message, token);
      const response = await fetch(servers[at % servers.length]?.url ?? "", {
        method: "POST",
        headers,
        body: JSON.stringify(message),
      });
      await response.text();
      return [response.status, response.headers.get("retry-after")];
    },
  };
}

describe.skipIf(!hasRedis())("two replicas", () => {
  test("let a caller make as many calls as one does, and go on by themselves when Redis is gone", async () => {
    await using stack = new AsyncDisposableStack();
    const redis = stack.use(await startRedis());
    const replicas = await startReplicas(stack, redis.url);
    const answers = await Promise.all(Array.from({ length: 16 }, (_, at) => replicas.call(at, "ana")));
    const served = answers.filter(([status]) => status === 200);
    const refused = answers.filter(([status]) => status === 429);
    expect([served.length, refused.length, replicas.reached()]).toEqual([10, 6, 10]);
    expect(refused.every(([, retryAfter]) => Number(retryAfter) > 0 && Number(retryAfter) <= 60)).toBe(true);
    await redis.stop();
    const alone = [];
    for (let at = 0; at < 20; at += 1) alone.push((await replicas.call(at, "ben"))[0]);
    expect(alone).toEqual(Array.from({ length: 20 }, () => 200));
    expect((await replicas.call(0, "ben"))[0]).toBe(429);
    const said = replicas.servers.map((server) => server.output().includes("calls are counted by this replica alone"));
    expect(said).toEqual([true, true]);
    expect(replicas.servers.map((server) => server.output()).join("")).not.toContain("redis://");
  }, 60_000);
});
