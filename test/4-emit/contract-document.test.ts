import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { contractDocument } from "../../generator/4-emit/contract-document.ts";
import { jsonByLine } from "../../generator/4-emit/quote/data.ts";
import { modelOf, openapi, surfaceOf } from "../support/in-memory-document.ts";

const document = openapi(
  {
    "/boats/{id}": {
      put: {
        operationId: "replaceBoat",
        tags: ["boats"],
        parameters: [
          { name: "id", in: "path", required: true, description: "Its id.", schema: { type: "string", example: "a" } },
        ],
        requestBody: { content: { "application/json": { schema: { $ref: "#/components/schemas/Boat" } } } },
        responses: {
          "404": {
            description: "None",
            content: { "application/json": { schema: { $ref: "#/components/schemas/Problem" } } },
          },
          "200": {
            description: "Done",
            content: { "text/plain": {}, "application/json": { schema: { $ref: "#/components/schemas/Boat" } } },
          },
        },
        security: [{ login: ["boats:write"] }],
      },
      get: {
        operationId: "getBoat",
        tags: ["hidden"],
        parameters: [{ name: "id", in: "path", required: true, schema: {} }],
        responses: {},
      },
    },
  },
  {
    components: {
      schemas: {
        Boat: { type: "object", title: "A boat", properties: { title: { type: "string", description: "Its name." } } },
        Problem: { type: "object" },
      },
      securitySchemes: {
        login: {
          type: "oauth2",
          flows: { clientCredentials: { tokenUrl: "https://x.example", scopes: { "boats:write": "" } } },
        },
      },
    },
  },
);

test("the included operations, what they reach, without annotations and with one success", () => {
  const { surface } = surfaceOf(document, { services: { exclude: ["hidden"] } });
  expect(contractDocument(modelOf(document).api, surface)).toEqual({
    openapi: "3.1.0",
    info: { title: "Test API", version: "1.0.0" },
    paths: {
      "/boats/{id}": {
        put: {
          operationId: "replace_boat",
          security: [{ caller: ["boats:write"] }],
          parameters: [
            { name: "id", in: "path", required: true, style: "simple", explode: false, schema: { type: "string" } },
          ],
          requestBody: {
            required: false,
            content: { "application/json": { schema: { $ref: "#/components/schemas/Boat" } } },
          },
          responses: {
            "200": {
              description: "",
              content: { "application/json": { schema: { $ref: "#/components/schemas/Boat" } } },
            },
          },
        },
      },
    },
    components: {
      securitySchemes: { caller: { type: "http", scheme: "bearer" } },
      schemas: { Boat: { type: "object", properties: { title: { type: "string" } } } },
    },
    "x-scopes": surface.api.scopes,
  });
});

test("large JSON has a line for each member of its outer levels, and hostile text stays text", () => {
  const value = { a: { "b\u202E": [1, { c: 2 }] }, d: {}, e: "\n" };
  const text = jsonByLine(value, 2);
  expect(text).toBe('{\n "a": {\n  "b\\u202e": [1,{"c":2}]\n },\n "d": {},\n "e": "\\n"\n}');
  expect(JSON.parse(text)).toEqual(value);
});

test("the package of the contract tests has the very versions that this repository is tested with", async () => {
  const read = async (path: string): Promise<{ devDependencies: object; dependencies?: object }> =>
    JSON.parse(await readFile(new URL(`../../${path}`, import.meta.url), "utf8")) as { devDependencies: object };
  const { devDependencies, dependencies } = await read("package.json");
  const tests = await read("templates/test/package.json");
  expect({ ...devDependencies, ...dependencies }).toMatchObject(tests.devDependencies);
});
