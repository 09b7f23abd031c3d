/** The contract tests of a generated project find what is wrong with its server: each of these faults, made in the Harbour server. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, test, vi } from "vitest";
import { contractProject } from "./contract-project.ts";
import type { ContractProject, SeededFault } from "./contract-project.ts";

const spec = join(fileURLToPath(new URL("../../", import.meta.url)), "specs/harbour/openapi.yaml");

// Two cores: more servers at once only wait for each other.
vi.setConfig({ maxConcurrency: 3 });

let harbour: ContractProject;
beforeAll(async () => {
  harbour = await contractProject({ spec, services: { include: ["berths", "invoices"] } });
});
afterAll(async () => {
  await harbour[Symbol.asyncDispose]();
});

const upstream = "src/runtime/upstream";
const auth = "src/runtime/auth";
const metadata = "names this resource, its authorization server and the scopes of the tools";

const faults: readonly (readonly [what: string, fault: SeededFault, caughtBy: string])[] = [
  [
    "values in paths and queries are escaped twice",
    {
      file: `${upstream}/percent-encode.ts`,
      from: "return encodeURIComponent(text).replaceAll",
      to: "return encodeURIComponent(encodeURIComponent(text)).replaceAll",
    },
    "list_berths",
  ],
  [
    "headers are not sent",
    { file: `${upstream}/build-headers.ts`, from: 'parameter.in === "header" &&', to: "false &&" },
    "delete_berth",
  ],
  [
    "a property of a body is lost",
    {
      file: `${upstream}/build-body.ts`,
      from: "Object.fromEntries(given.map(",
      to: "Object.fromEntries(given.slice(1).map(",
    },
    "create_berth",
  ],
  [
    "a method is another",
    { file: "src/tools/berths.ts", from: 'method: "DELETE"', to: 'method: "GET"' },
    "delete_berth",
  ],
  [
    "a path is another",
    {
      file: "src/tools/berths.ts",
      from: 'path: "/berths/{berthId}/availability"',
      to: 'path: "/berths/{berthId}/free"',
    },
    "get_berth_availability",
  ],
  [
    "a service's tools are not in the index",
    { file: "src/tools/index.ts", from: ", ...invoicesTools]", to: "]" },
    "are those of the document, no more and no less",
  ],
  [
    "the token is not sent to the API",
    { file: `${upstream}/authorizer.ts`, from: '[["authorization", `Bearer ${token}`]]', to: "[]" },
    "list_berths",
  ],
  [
    "the scope gate lets everybody through",
    {
      file: `${auth}/scope-gate.ts`,
      from: "if (needed === undefined) continue;",
      to: "if (needed !== null) continue;",
    },
    "list_berths",
  ],
  [
    "challenges name no scopes",
    { file: `${auth}/challenge.ts`, from: "scopes.length > 0 &&", to: "scopes.length < 0 &&" },
    "without one: 401, with the metadata and the baseline of scopes",
  ],
  [
    "the audience is not checked",
    { file: `${auth}/token-claims.ts`, from: "config.audiences.includes(audience)", to: "audience !== null" },
    "one for another resource: 401 invalid_token",
  ],
  [
    "the metadata names another resource",
    {
      file: `${auth}/resource-metadata.ts`,
      from: "resource: config.resource,",
      to: "resource: config.publicUrl.href,",
    },
    metadata,
  ],
  [
    "the metadata offers a scope too few",
    {
      file: `${auth}/resource-metadata.ts`,
      from: "scopes_supported: supported }",
      to: "scopes_supported: supported.slice(1) }",
    },
    metadata,
  ],
];

test("as it was generated, the server passes", async ({ expect }) => {
  const run = await harbour.run();
  expect([run.passed, run.failed], run.output).toEqual([true, []]);
  expect(run.skipped).toBe(0);
}, 120_000);

test.concurrent.for(faults)("%s: npm test fails", { timeout: 120_000 }, async ([, fault, caughtBy], { expect }) => {
  await using seeded = await harbour.seeded(fault);
  const run = await seeded.run("test/contract.test.ts");
  expect(run.passed).toBe(false);
  expect(run.failed).toContain(caughtBy);
});
