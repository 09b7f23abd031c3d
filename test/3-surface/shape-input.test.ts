import { describe, expect, test } from "vitest";
import { isReservedHeader } from "../../templates/src/runtime/upstream/build-headers.ts";
import { whyReserved } from "../../generator/2-model/reserved-headers.ts";
import { openapi, surfaceOf } from "../support/in-memory-document.ts";

function toolOf(
  operation: object,
  path = "/a",
  method = "post",
): ReturnType<typeof surfaceOf> & { definition: object } {
  const found = surfaceOf(openapi({ [path]: { [method]: { operationId: "a", ...operation } } }));
  return { ...found, definition: found.tools.get("a")?.definition ?? {} };
}
const text = { type: "string" };

describe("the whole query as one parameter (OpenAPI 3.2)", () => {
  test("a form with its encoding, and JSON", () => {
    const form = {
      name: "q",
      in: "querystring",
      required: true,
      content: {
        "application/x-www-form-urlencoded": {
          schema: { type: "object", properties: { f: { type: "object" } } },
          encoding: { f: { style: "deepObject" } },
        },
      },
    };
    expect(toolOf({ parameters: [form] }).definition).toMatchObject({
      inputSchema: { properties: { q: { type: "object", properties: { f: { type: "object" } } } }, required: ["q"] },
      operation: {
        parameters: [
          {
            argument: "q",
            name: "q",
            in: "querystring",
            contentType: "application/x-www-form-urlencoded",
            parts: { f: { kind: "text", style: "deepObject", explode: false } },
          },
        ],
      },
    });
    const json = { name: "q", in: "querystring", content: { "application/json": { schema: text } } };
    expect(toolOf({ parameters: [json] }).definition).toMatchObject({
      operation: { parameters: [{ in: "querystring", contentType: "application/json" }] },
    });
  });
});

describe("allowEmptyValue", () => {
  const empty = { type: "string", maxLength: 0, description: "Sent without a value." };
  test.each([
    [{ type: "boolean" }, { anyOf: [{ type: "boolean" }, empty] }],
    [{ type: "string", minLength: 1 }, { anyOf: [{ type: "string", minLength: 1 }, empty] }],
    [
      { type: "string", maxLength: 3 },
      { type: "string", maxLength: 3 },
    ],
  ])("%j", (schema, want) => {
    const parameters = [{ name: "q", in: "query", allowEmptyValue: true, schema }];
    expect(toolOf({ parameters }).definition).toMatchObject({ inputSchema: { properties: { q: want } } });
  });
});

describe("nothing is sent that nobody gave", () => {
  test("neither defaults nor constants: a required one is asked for", () => {
    const { definition } = toolOf({
      parameters: [
        { name: "version", in: "query", required: true, schema: { const: "v1" } },
        { name: "kind", in: "header", required: true, schema: { type: "string", enum: ["a"] } },
        { name: "optional", in: "query", schema: { const: "v1" } },
        { name: "limit", in: "query", required: true, schema: { type: "integer", default: 5 } },
      ],
      requestBody: {
        required: true,
        content: {
          "application/json": {
            schema: {
              type: "object",
              properties: { type: { type: "string", const: "card" }, amount: { type: "integer" } },
              required: ["type", "amount"],
            },
          },
        },
      },
    });
    expect(definition).toMatchObject({
      inputSchema: { required: ["version", "kind", "limit", "type", "amount"] },
    });
    expect(definition).not.toHaveProperty("operation.fixed");
  });
});

describe("reserved headers", () => {
  test("become no arguments, and it is said why", () => {
    const { definition, found } = toolOf({
      parameters: ["Accept", "cookie", "X-Forwarded-For", "X-Fine"].map((name) => ({
        name,
        in: "header",
        schema: text,
      })),
    });
    expect(definition).toMatchObject({ inputSchema: { properties: { "X-Fine": text } } });
    const place = (index: number): object => ({ file: "openapi.json", pointer: `/paths/~1a/post/parameters/${index}` });
    const reserved = found.filter(({ code }) => code === "header-reserved");
    const ours = "it belongs to the connection, the message or the caller's credentials.";
    expect(reserved.map(({ place: where, message }) => [where, message])).toEqual([
      [
        place(0),
        'The header parameter "Accept" becomes no argument: OpenAPI has such a header parameter ignored: content types and security schemes say the same.',
      ],
      [place(1), `The header parameter "cookie" becomes no argument: ${ours}`],
      [place(2), `The header parameter "X-Forwarded-For" becomes no argument: ${ours}`],
    ]);
  });

  test("the runtime reserves the same ones", () => {
    const names = ["accept", "accept-encoding", "authorization", "connection", "content-encoding", "content-length"];
    const more = ["content-type", "cookie", "cookie2", "expect", "forwarded", "host", "keep-alive", "set-cookie", "te"];
    const last = [
      "trailer",
      "transfer-encoding",
      "upgrade",
      "via",
      "x-real-ip",
      "Proxy-X",
      "sec-x",
      "x-forwarded-x",
      "mcp-x",
    ];
    const others = [
      "x-api-key",
      "user-agent",
      "content-md5",
      "content-range",
      "if-match",
      "prefer",
      "x-request-id",
      "range",
    ];
    for (const name of [...names, ...more, ...last, ...others]) {
      expect([name, whyReserved(name) !== undefined]).toEqual([name, isReservedHeader(name)]);
    }
  });
});

test("one name in four places: four arguments", () => {
  const places = ["path", "query", "header", "cookie"];
  const parameters = places.map((place) => ({ name: "id", in: place, required: true, schema: text }));
  expect(toolOf({ parameters }, "/a/{id}", "get").definition).toMatchObject({
    inputSchema: { required: ["id_path", "id_query", "id_header", "id_cookie"] },
  });
});

test("streams: what the tool gives is the collected items", () => {
  const item = { type: "object", properties: { n: { type: "integer" } } };
  const output = (content: object): unknown => toolOf({ responses: { 200: { content } } }).tools.get("a")?.output.json;
  const collected = (items: unknown): object => ({
    type: "object",
    properties: { items: { type: "array", items }, incomplete: { type: "string" } },
    required: ["items"],
  });
  expect(output({ "application/jsonl": { itemSchema: item } })).toEqual(collected(item));
  expect(output({ "application/x-ndjson": { schema: { type: "array", items: item } } })).toEqual(collected(item));
  expect(output({ "application/json-seq": { schema: item } })).toEqual(collected(item));
  expect(output({ "text/event-stream": { itemSchema: item } })).toEqual(
    collected({
      type: "object",
      properties: { event: text, id: text, data: {} },
      required: ["data"],
    }),
  );
});
