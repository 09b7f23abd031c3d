import { afterAll, expect, test } from "vitest";
import { declaredOperations } from "./declared-operation.ts";
import { recorded, sourceOf } from "./judged-document.ts";
import type { ShortRequest } from "./judged-document.ts";
import { createPrismJudge } from "./prism-judge.ts";
import type { PrismJudge } from "./prism-judge.ts";

const source = sourceOf({
  openapi: "3.0.3",
  info: { title: "Judged", version: "1" },
  paths: {
    "/berths/{id}": {
      put: {
        operationId: "put",
        parameters: [
          { name: "id", in: "path", required: true, schema: { type: "integer" } },
          { name: "limit", in: "query", schema: { type: "integer", maximum: 50 } },
          {
            name: "near",
            in: "query",
            style: "spaceDelimited",
            explode: false,
            schema: { type: "array", items: { enum: ["a", "b"] } },
          },
        ],
        requestBody: { content: { "application/json": { schema: { $ref: "#/components/schemas/Berth" } } } },
        responses: { "200": { $ref: "#/components/responses/Missing" } },
      },
    },
  },
  components: {
    schemas: {
      Berth: {
        type: "object",
        required: ["name", "id"],
        properties: {
          name: { type: "string" },
          id: { type: "integer", readOnly: true },
          next: { $ref: "#/components/schemas/Berth" },
        },
      },
    },
  },
});
const [operation] = declaredOperations(source);
const prism = createPrismJudge(source);
afterAll(async () => {
  await prism.close();
});

async function verdict(judge: PrismJudge, request: ShortRequest): Promise<readonly string[]> {
  if (operation === undefined) throw new Error("the document has no operation");
  const { problems, setAside } = await judge.judge(operation, operation.parameters, recorded(request), "/api");
  return [
    ...problems.map(({ where, message }) => `${where}: ${message}`),
    ...setAside.map((text) => `set aside: ${text.split(":", 1)[0]}`),
  ];
}

const headers = { "content-type": "application/json", "content-length": "12" };

test.each<[fault: string, request: ShortRequest, ...found: string[]]>([
  ["none: what is read-only is not owed", { line: "PUT /api/berths/1?limit=7", headers, body: '{"name":"n"}' }],
  [
    "a value",
    { line: "PUT /api/berths/1?limit=51", headers, body: '{"name":"n"}' },
    "query.limit: Request query parameter limit must be <= 50 (maximum)",
  ],
  [
    "a body",
    { line: "PUT /api/berths/1", headers, body: '{"name":"n","next":{}}' },
    "body.next: Request body property next must have required property 'name' (required)",
  ],
  [
    "a content type",
    { line: "PUT /api/berths/1", headers: { ...headers, "content-type": "text/plain" }, body: "n" },
    "set aside: Prism does not decode text bodies as their Encoding Objects say",
  ],
  [
    "a style that Prism does not read",
    { line: "PUT /api/berths/1?near=a%20b" },
    "set aside: Prism splits spaceDelimited at the text %20, after it decoded it",
  ],
])("fault: %s", async (_, request, ...found) => {
  expect(await verdict(prism, request)).toEqual(found);
});

test("an answer that does not come is waited for once", async () => {
  const hasty = createPrismJudge(source, 1);
  const first = await verdict(hasty, { line: "PUT /api/berths/1" });
  const second = await verdict(hasty, { line: "PUT /api/berths/1" });
  await hasty.close();
  expect([first, second]).toEqual([
    ["set aside: Prism did not answer within 1 ms"],
    ["set aside: Prism did not answer within 1 ms"],
  ]);
});
