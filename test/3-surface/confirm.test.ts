import { expect, test } from "vitest";
import { GeneratorError } from "../../generator/errors.ts";
import type { Target } from "../../generator/options.ts";
import { openapi, surfaceOf } from "../support/in-memory-document.ts";

const document = openapi({
  "/berths": {
    get: { operationId: "listBerths" },
    post: { operationId: "createBerth", "x-mcp": { hints: { destructiveHint: false } } },
    delete: { operationId: "clearBerths", "x-mcp": { hints: { readOnlyHint: false } } },
  },
  "/searches": { post: { operationId: "searchBerths", "x-mcp": { hints: { readOnlyHint: true } } } },
  "/tasks": { get: { operationId: "runTasks", "x-mcp": { hints: { readOnlyHint: false } } } },
});

/** OpenAPI 3.2: a method that nobody here knows. */
const unknownMethod = openapi({ "/cache": { additionalOperations: { PURGE: { operationId: "purgeCache" } } } });

test("tools.readOnly leaves out what writes, and says so", () => {
  const { tools, surface } = surfaceOf(document, { tools: { readOnly: true } });
  expect([...tools.keys()]).toEqual(["list_berths", "search_berths"]);
  const because = "it writes, and the config's tools.readOnly leaves writes out";
  expect(
    surface.decisions.map(({ name, outcome, causes: [cause] }) => [name, outcome, cause?.by, cause?.because]),
  ).toEqual([
    ["list_berths", "tool", "default", "nothing leaves it out"],
    ["create_berth", "excluded", "read-only", because],
    ["clear_berths", "excluded", "read-only", because],
    ["search_berths", "tool", "default", "nothing leaves it out"],
    ["run_tasks", "excluded", "read-only", because],
  ]);
});

test("an unknown method writes and destroys: it is left out, and waits for consent", () => {
  const { tools } = surfaceOf({ ...unknownMethod, openapi: "3.2.0" }, {}, "3.2");
  expect(tools.get("purge_cache")?.definition.annotations).toEqual({
    readOnlyHint: false,
    destructiveHint: true,
    idempotentHint: false,
    openWorldHint: true,
  });
  const reading = surfaceOf({ ...unknownMethod, openapi: "3.2.0" }, { tools: { readOnly: true } }, "3.2");
  expect([...reading.tools.keys()]).toEqual([]);
});

test.each([[undefined], ["never"], ["destructive"], ["writes"]] as const)(
  "tools.confirm %s reaches the server",
  (confirm) => {
    const { surface } = surfaceOf(document, { tools: confirm === undefined ? {} : { confirm } });
    expect(surface.api.confirm).toBe(confirm);
  },
);

test("legacySse brings HTTP+SSE along, and no target that cannot serve it", () => {
  const features = (options: object): readonly string[] => [...surfaceOf(document, options).surface.features];
  expect([features({ legacySse: true, targets: ["node", "stdio"] }), features({ legacySse: false })]).toEqual([
    ["legacy-sse", "page", "stdio"],
    ["page"],
  ]);
  expect(() => features({ legacySse: true, targets: ["node", "workers"] })).toThrow(
    "legacySse is for Node only: leave it out, or leave workers out of targets, and generate another project for that.",
  );
});

test("sharedStore brings the store in Redis along, and nothing else does", () => {
  const features = (options: object): readonly string[] => [...surfaceOf(document, options).surface.features];
  expect([features({ sharedStore: "redis" }), features({ tools: { confirm: "writes" } })]).toEqual([
    ["redis", "page"],
    ["page"],
  ]);
});

test("a store in Redis is refused for Workers, which would not bundle it, and for no other target", () => {
  const planned = (targets: readonly Target[]) => (): unknown => surfaceOf(document, { sharedStore: "redis", targets });
  expect(planned(["node", "workers"])).toThrow(
    new GeneratorError(
      "bad-config",
      "sharedStore: redis and the target workers exclude each other: a Worker has no connection to Redis that outlives a request. Leave sharedStore out, or workers, or generate two projects.",
    ),
  );
  expect(planned(["node", "stdio", "deno", "bun", "lambda"])).not.toThrow();
});
