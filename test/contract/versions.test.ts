/** The contract tests hold whatever the version of the document, on small documents of each that say what the versions say differently. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "vitest";
import { contractProject } from "./contract-project.ts";

const info = { title: "Boats", version: "1" };
const answers = { "200": { description: "OK" } };
const id = { name: "id", in: "path", required: true };
const tags = { name: "tag", in: "query" };

/** A boat as 3.0, or as later versions have it. */
function boat(nullable: object): object {
  return {
    type: "object",
    required: ["name"],
    properties: {
      name: { type: "string" },
      berth: nullable,
      registered: { type: "string", format: "date", readOnly: true },
    },
  };
}

function openapi3(version: string, nullable: object, further: object = {}): object {
  const content = { "application/json": { schema: boat(nullable) } };
  const list = { name: "tag", in: "query", schema: { type: "array", items: { type: "string" } } };
  return {
    openapi: version,
    info,
    servers: [{ url: "https://api.example.com/v1" }],
    components: { securitySchemes: { login: oauth } },
    security: [{ login: ["boats:read"] }],
    paths: {
      "/boats": {
        get: { operationId: "listBoats", parameters: [list], responses: answers },
        post: {
          operationId: "addBoat",
          requestBody: { required: true, content },
          responses: { "201": { description: "", content } },
        },
        ...further,
      },
      "/boats/{id}": {
        get: { operationId: "getBoat", parameters: [{ ...id, schema: { type: "string" } }], responses: answers },
      },
    },
  };
}

const scopes = { "boats:read": "read" };
const oauth = {
  type: "oauth2",
  flows: {
    authorizationCode: {
      authorizationUrl: "https://login.example.com/a",
      tokenUrl: "https://login.example.com/t",
      scopes,
    },
  },
};

const swagger = {
  swagger: "2.0",
  info,
  host: "api.example.com",
  basePath: "/v1",
  schemes: ["https"],
  consumes: ["application/json"],
  produces: ["application/json"],
  securityDefinitions: {
    login: {
      type: "oauth2",
      flow: "accessCode",
      authorizationUrl: "https://login.example.com/a",
      tokenUrl: "https://login.example.com/t",
      scopes,
    },
  },
  security: [{ login: ["boats:read"] }],
  paths: {
    "/boats": {
      get: {
        operationId: "listBoats",
        parameters: [{ ...tags, type: "array", items: { type: "string" }, collectionFormat: "multi" }],
        responses: answers,
      },
      post: {
        operationId: "addBoat",
        parameters: [{ name: "boat", in: "body", required: true, schema: boat({ type: "integer" }) }],
        responses: { "201": { description: "" } },
      },
    },
    "/boats/{id}": { get: { operationId: "getBoat", parameters: [{ ...id, type: "string" }], responses: answers } },
  },
};

const query = {
  operationId: "searchBoats",
  requestBody: {
    content: { "application/json": { schema: { type: "object", properties: { name: { type: "string" } } } } },
  },
  responses: answers,
};

/** Tests of a project: 1 metadata, 7 tokens, the list; then each tool refused and called, and the test around them; 3 suites; 1 custom. */
const fixed = 1 + 7 + 1 + 2 + 3 + 1;

test.concurrent.for([
  ["2.0", swagger, 3, 0],
  ["3.0", openapi3("3.0.4", { type: "integer", nullable: true }), 3, 0],
  ["3.1", openapi3("3.1.1", { type: ["integer", "null"] }), 3, 0],
  ["3.2, with a method that Prism does not know", openapi3("3.2.0", { type: ["integer", "null"] }, { query }), 4, 1],
] as const)(
  "a server of OpenAPI %s passes its tests",
  { timeout: 120_000 },
  async ([, document, tools, skipped], { expect }) => {
    const folder = await mkdtemp(join(tmpdir(), "slipway-versions-"));
    try {
      const spec = join(folder, "openapi.json");
      await writeFile(spec, JSON.stringify(document));
      await using project = await contractProject({ spec });
      const run = await project.run();
      expect([run.failed, run.passed], run.output).toEqual([[], true]);
      expect([run.tests, run.skipped]).toEqual([fixed + 2 * tools, skipped]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
);
