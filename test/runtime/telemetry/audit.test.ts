/** The audit log, line by line. */
import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { AuditLine } from "../../../templates/src/runtime/telemetry/audit-line.ts";
import { createAudit } from "../../../templates/src/runtime/telemetry/create-audit.ts";
import {
  bearer,
  createKey,
  createWorld,
  issuer,
  mcpRequest,
  mint,
  post,
  recordingLog,
  type ToyOptions,
  type ToyWorld,
} from "../toy-world.ts";

const key = await createKey("one");
const auditKey = "0123456789abcdef0123456789abcdef";

/** What the field's own HMAC makes of it. */
function hashed(...parts: readonly string[]): string {
  return createHmac("sha256", auditKey).update(JSON.stringify(parts)).digest().subarray(0, 16).toString("base64url");
}
const alice = hashed("subject", issuer, "alice");
const client = hashed("client", issuer, "client-1");

interface AuditWorld extends ToyWorld {
  readonly audit: AuditLine[];
}

function start(options: ToyOptions = {}): AuditWorld {
  const audit: AuditLine[] = [];
  const lines: ToyWorld["lines"] = [];
  const log = { ...recordingLog(lines), audit: (line: AuditLine) => void audit.push(line) };
  const world = createWorld({ keys: [key], features: { audit: createAudit }, auditKey, effects: { log }, ...options });
  return Object.assign(world, { audit, lines });
}

/** Calls a tool, and waits until its line is written. */
async function call(
  world: AuditWorld,
  name: string,
  args: object,
  claims: Record<string, unknown> = {},
): Promise<void> {
  const token = await mint(key, claims);
  await world.handler.fetch(mcpRequest("legacy", "tools/call", { name, arguments: args }, bearer(token)));
  await world.handler.close();
}

const common = {
  who: alice,
  client,
  method: "tools/call",
  durationMs: expect.any(Number) as number,
  requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
};

describe("one line for each call", () => {
  test("the API's answer", async () => {
    const world = start();
    await call(world, "list_pets", { limit: 1 });
    expect(world.audit).toEqual([{ ...common, tool: "list_pets", outcome: "ok", status: 200 }]);
    const request = world.lines.find(({ message }) => message === "request");
    expect(world.audit[0]?.requestId).toBe(request?.requestId);
  });

  test("its error", async () => {
    const world = start();
    world.api = () => Response.json({ secret: "s3cret" }, { status: 404 });
    await call(world, "get_pet", { petId: "private" });
    expect(world.audit).toEqual([{ ...common, tool: "get_pet", outcome: "upstream_error", status: 404 }]);
  });

  test("arguments that were refused, and a name that no tool has", async () => {
    const world = start();
    await call(world, "list_pets", { limit: 0 });
    expect(world.audit).toEqual([{ ...common, tool: "list_pets", outcome: "invalid_arguments" }]);
    const other = start();
    await call(other, "drop_tables\nforged", {});
    expect(other.audit).toEqual([{ ...common, durationMs: 0, outcome: "unknown_tool" }]);
  });

  test("a call without the scopes", async () => {
    const world = start();
    await call(world, "create_pet", { name: "Rex" }, { scope: "pets:read" });
    expect(world.audit).toEqual([{ ...common, tool: "create_pet", outcome: "scope_insufficient", status: 403 }]);
    expect(world.apiRequests).toEqual([]);
  });

  test("a batch: a line for each; refused as a whole: one, with their number", async () => {
    const world = start({ limits: { maxBatchCalls: 3 } });
    const headers = { ...bearer(await mint(key)), "mcp-protocol-version": "2025-03-26" };
    const batch = (count: number): object[] =>
      Array.from({ length: count }, (_, id) => ({
        jsonrpc: "2.0",
        id,
        method: "tools/call",
        params: { name: id === 0 ? "list_pets" : "get_pet", arguments: { petId: "1" } },
      }));
    await world.handler.fetch(post(batch(2), headers));
    await world.handler.fetch(post(batch(4), headers));
    await world.handler.close();
    expect(
      world.audit
        .map(({ tool, outcome, calls }) => [tool, outcome, calls])
        .toSorted(([, a], [, b]) => ((a ?? "") < (b ?? "") ? -1 : 1)),
    ).toEqual([
      ["list_pets", "batch_too_large", 4],
      ["list_pets", "invalid_arguments", undefined],
      ["get_pet", "ok", undefined],
    ]);
  });

  test("search mode's own tools", async () => {
    const world = start({ toolMode: "search" });
    await call(world, "search_tools", { query: "pets" });
    expect(world.audit).toEqual([{ ...common, durationMs: 0, tool: "search_tools", outcome: "ok" }]);
    const other = start({ toolMode: "search" });
    await call(other, "call_read_tool", { name: "list_pets", arguments: {} });
    expect(other.audit).toEqual([{ ...common, tool: "list_pets", outcome: "ok", status: 200 }]);
  });

  test("but none for a list, or for somebody unknown", async () => {
    const world = start();
    await world.handler.fetch(mcpRequest("modern", "tools/list", {}, bearer(await mint(key))));
    await world.handler.fetch(
      mcpRequest("modern", "tools/call", { name: "list_pets", arguments: {} }, bearer("x.y.z")),
    );
    await world.handler.close();
    expect(world.audit).toEqual([]);
  });
});

describe("who", () => {
  test("is another for another subject, issuer or key, and says nothing", async () => {
    const seen = new Set<string>();
    for (const [claims, options] of [
      [{}, {}],
      [{ sub: "bob" }, {}],
      [{}, { auditKey: `${auditKey}x` }],
      [{}, { auditKey: undefined }],
      [{}, { auditKey: undefined }],
    ] as const) {
      const world = start(options);
      await call(world, "list_pets", {}, claims);
      seen.add(world.audit[0]?.who ?? "");
      expect(world.audit[0]?.who).toMatch(/^[\w-]{22}$/);
    }
    expect(seen.size).toBe(5);
    expect(seen).toContain(alice);
  });

  test("a server without AUDIT_KEY says so", () => {
    expect(start({ auditKey: undefined }).lines[0]).toMatchObject({ level: "warn", reason: "AUDIT_KEY is not set" });
  });
});

describe("arguments", () => {
  test("are in no line unless AUDIT_ARGUMENTS says so", async () => {
    const world = start();
    await call(world, "list_pets", { limit: 7 });
    expect(Object.keys(world.audit[0] ?? {})).not.toContain("arguments");
  });

  test("and then without secrets", async () => {
    const world = start({ auditArguments: "true" });
    await call(world, "create_pet", { name: "Rex", tag: `Bearer ${"a".repeat(50)}` });
    expect(world.audit[0]?.arguments).toEqual({ name: "Rex", tag: "[redacted]" });
  });
});

test.each([
  [
    { auditKey: "short" },
    "AUDIT_KEY (auditKey) must be 32 random bytes or more, the same at every replica. Make one with: openssl rand -base64 32",
  ],
  [{ auditArguments: "yes" }, "AUDIT_ARGUMENTS (auditArguments) must be true or false."],
])("refused: %j", (options, problem) => {
  expect(() => start(options)).toThrow(problem);
});
