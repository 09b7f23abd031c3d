/** The contract tests hold in each upstream mode: the caller's token, an exchanged one, or the server's own credentials. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "vitest";
import type { UpstreamOptions } from "../../generator/options.ts";
import { contractProject } from "./contract-project.ts";

const spec = join(fileURLToPath(new URL("../../", import.meta.url)), "specs/harbour/openapi.yaml");

const modes: readonly (readonly [what: string, upstream: UpstreamOptions])[] = [
  ["exchange", { mode: "exchange", clientId: "harbour-mcp", audience: ["https://api.harbour.example"] }],
  ["credentials, for a scope", { mode: "credentials", requires: { scope: "harbour:use" } }],
  ["credentials, for a claim", { mode: "credentials", requires: { claim: "/realm_access/roles", values: ["staff"] } }],
];

test.concurrent.for(modes)("%s", { timeout: 120_000 }, async ([, upstream], { expect }) => {
  await using project = await contractProject({ spec, services: { include: ["berths"] }, upstream });
  const run = await project.run("test/contract.test.ts");
  expect([run.failed, run.passed], run.output).toEqual([[], true]);
});

test("exchange: the caller's token at the API is found", { timeout: 120_000 }, async ({ expect }) => {
  const upstream: UpstreamOptions = {
    mode: "exchange",
    clientId: "harbour-mcp",
    audience: ["https://api.harbour.example"],
  };
  await using project = await contractProject({ spec, services: { include: ["berths"] }, upstream });
  const file = "src/runtime/upstream/send-authorized.ts";
  const from = "const credentials = await authorizer.authorize(need);";
  const to =
    'const credentials = { headers: [["authorization", `Bearer ${need.token}`]], query: [], cookies: [], secrets: [] } as const;';
  await using seeded = await project.seeded({ file, from, to });
  const run = await seeded.run("test/contract.test.ts");
  expect([run.passed, run.failed.includes("list_berths")]).toEqual([false, true]);
});
