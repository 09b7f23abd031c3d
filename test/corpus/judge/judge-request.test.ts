import { describe, expect, test } from "vitest";
import { judgeOf } from "./judged-document.ts";
import type { ShortRequest } from "./judged-document.ts";

/** Every fault that a server under test could make is seeded here: the right request passes, each wrong one is caught. */
const parameter = (name: string, place: string, more: object = {}): object => ({
  name,
  in: place,
  ...(place === "path" ? { required: true } : {}),
  schema: { type: "string" },
  ...more,
});
const strings = { schema: { type: "array", items: { type: "string" } } };
const point = { schema: { type: "object", properties: { x: { type: "integer" }, y: { type: "integer" } } } };
const operation = (operationId: string, parameters: readonly object[], requestBody?: object): object => ({
  operationId,
  parameters,
  ...(requestBody === undefined ? {} : { requestBody }),
  responses: { "200": { description: "OK" } },
});
const body = (mediaType: string, schema: object, encoding?: object): object => ({
  required: true,
  content: { [mediaType]: { schema, ...(encoding === undefined ? {} : { encoding }) } },
});
const berth = {
  type: "object",
  required: ["name", "id"],
  additionalProperties: false,
  properties: {
    id: { type: "string", readOnly: true },
    name: { type: "string", maxLength: 5 },
    depth: { type: "number", nullable: true },
  },
};

const find = judgeOf(
  {
    openapi: "3.0.3",
    info: { title: "Judged", version: "1" },
    paths: {
      "/berths/{id}": {
        parameters: [parameter("id", "path")],
        get: operation("get", [
          parameter("limit", "query", { required: true, schema: { type: "integer", maximum: 50 } }),
          parameter("X-Trace", "header"),
        ]),
        put: operation("put", [], body("application/json", berth)),
      },
      "/berths/free": { get: operation("free", []) },
      "/labels/{label}/{matrix}": {
        get: operation("paths", [
          parameter("label", "path", { style: "label", explode: true, ...strings }),
          parameter("matrix", "path", { style: "matrix", ...point }),
        ]),
      },
      "/lists": {
        get: operation("lists", [
          parameter("many", "query", strings),
          parameter("joined", "query", { explode: false, ...strings }),
          parameter("spaced", "query", { style: "spaceDelimited", explode: false, ...strings }),
          parameter("piped", "query", { style: "pipeDelimited", explode: false, ...strings }),
          parameter("deep", "query", { style: "deepObject", explode: true, schema: { type: "object" } }),
          parameter("json", "query", {
            schema: undefined,
            content: { "application/json": { schema: { type: "object" } } },
          }),
        ]),
      },
      "/cookies": {
        get: operation("cookies", [
          parameter("session", "cookie"),
          parameter("tags", "cookie", { explode: false, ...strings }),
        ]),
      },
      "/form": {
        post: operation(
          "form",
          [],
          body(
            "application/x-www-form-urlencoded",
            {
              type: "object",
              required: ["name"],
              properties: {
                name: { type: "string" },
                tags: strings.schema,
                card: { type: "object" },
                meta: { type: "object" },
              },
            },
            { card: { style: "deepObject", explode: true } },
          ),
        ),
      },
      "/upload": {
        post: operation(
          "upload",
          [],
          body(
            "multipart/form-data",
            {
              type: "object",
              properties: {
                file: { type: "string", format: "binary" },
                about: { type: "object" },
                tags: strings.schema,
              },
            },
            { file: { contentType: "image/png" } },
          ),
        ),
      },
      "/xml": {
        post: operation(
          "xml",
          [],
          body("application/xml", {
            type: "object",
            xml: { name: "berth", prefix: "b", namespace: "https://example.com/b" },
            properties: {
              id: { type: "integer", xml: { attribute: true } },
              dock: { type: "string", xml: { name: "Dock" } },
              tags: { type: "array", xml: { wrapped: true }, items: { type: "string", xml: { name: "tag" } } },
              notes: { type: "array", items: { type: "string" } },
            },
          }),
        ),
      },
      "/kinds": {
        post: operation(
          "kinds",
          [],
          body("application/json", {
            oneOf: [{ $ref: "#/components/schemas/A" }, { $ref: "#/components/schemas/B" }],
            discriminator: {
              propertyName: "kind",
              mapping: { a: "#/components/schemas/A", b: "#/components/schemas/B" },
            },
          }),
        ),
      },
      "/closed": {
        post: operation(
          "closed",
          [],
          body("application/json", {
            type: "object",
            required: ["a", "c"],
            additionalProperties: false,
            properties: { a: { type: "string", enum: [3] } },
          }),
        ),
      },
      "/overlap": {
        post: operation(
          "overlap",
          [],
          body("application/json", {
            oneOf: [
              { type: "object", required: ["x"], properties: { x: { type: "integer" } } },
              { type: "object", required: ["y"], properties: { y: { type: "integer" } } },
            ],
          }),
        ),
      },
      "/text": { post: operation("text", [], body("text/plain", { type: "string" })) },
      "/bytes": {
        post: operation("bytes", [], body("application/octet-stream", { type: "string", format: "binary" })),
      },
      "/hosts/{id}": {
        servers: [{ url: "https://uploads.example.com" }],
        get: operation("elsewhere", [parameter("id", "path")]),
      },
    },
    components: {
      schemas: {
        A: { type: "object", required: ["x"], properties: { kind: { type: "string" }, x: { type: "integer" } } },
        B: { type: "object", required: ["y"], properties: { kind: { type: "string" }, y: { type: "integer" } } },
      },
    },
  },
  { get: ["id", "limit", "X-Trace"], lists: ["many", "joined", "spaced", "piped", "deep", "json"] },
);

const json = { "content-type": "application/json" };
const form = { "content-type": "application/x-www-form-urlencoded" };
const multipart = { "content-type": "multipart/form-data; boundary=b" };
const part = (name: string, text: string, more = "", type = ""): string =>
  `--b\r\nContent-Disposition: form-data; name="${name}"${more}\r\n${type === "" ? "" : `Content-Type: ${type}\r\n`}\r\n${text}\r\n`;

type Case = [fault: string, request: ShortRequest, ...problems: string[]];

describe("path, query and header", () => {
  const args = { id: "a/b c", limit: 7, "X-Trace": "t1" };
  const headers = { "x-trace": "t1" };
  test.each<Case>([
    ["none", { line: "GET /api/berths/a%2Fb%20c?limit=7", headers }],
    ["another method", { line: "POST /api/berths/a%2Fb%20c?limit=7", headers }, "wrong-operation path"],
    ["a path that is not escaped", { line: "GET /api/berths/a/b%20c?limit=7", headers }, "wrong-operation path"],
    [
      "a path that is escaped twice",
      { line: "GET /api/berths/a%252Fb%2520c?limit=7", headers },
      "argument-changed path.id",
    ],
    ["another base", { line: "GET /berths/a%2Fb%20c?limit=7", headers }, "wrong-origin path"],
    ["a dropped argument", { line: "GET /api/berths/a%2Fb%20c", headers }, "argument-missing query.limit"],
    [
      "a wrong name",
      { line: "GET /api/berths/a%2Fb%20c?Limit=7", headers },
      "argument-missing query.limit",
      "undeclared query.Limit",
    ],
    ["a changed value", { line: "GET /api/berths/a%2Fb%20c?limit=70", headers }, "argument-changed query.limit"],
    [
      "a number as no server reads it",
      { line: "GET /api/berths/a%2Fb%20c?limit=7e0", headers },
      "argument-changed query.limit",
    ],
    ["a value twice", { line: "GET /api/berths/a%2Fb%20c?limit=7&limit=7", headers }, "argument-changed query.limit"],
    ["an extra parameter", { line: "GET /api/berths/a%2Fb%20c?limit=7&page=1", headers }, "undeclared query.page"],
    ["a dropped header", { line: "GET /api/berths/a%2Fb%20c?limit=7" }, "argument-missing header.X-Trace"],
    [
      "a changed header",
      { line: "GET /api/berths/a%2Fb%20c?limit=7", headers: { "x-trace": "t2" } },
      "argument-changed header.X-Trace",
    ],
    [
      "an extra header",
      { line: "GET /api/berths/a%2Fb%20c?limit=7", headers: { ...headers, "x-b": "1" } },
      "undeclared header.x-b",
    ],
    [
      "a body where none is meant",
      { line: "GET /api/berths/a%2Fb%20c?limit=7", headers, body: "{}" },
      "body-unexpected body",
    ],
  ])("fault: %s", async (_, request, ...problems) => {
    expect(await find("get", args, request)).toEqual(problems);
  });

  test.each<[string, Readonly<Record<string, unknown>>, ShortRequest, ...string[]]>([
    [
      "a required parameter that nobody sends",
      { id: "a" },
      { line: "GET /api/berths/a" },
      "required-missing query.limit",
    ],
    [
      "a parameter that nobody gave",
      { id: "a", limit: 1 },
      { line: "GET /api/berths/a?limit=1", headers: { "x-trace": "?" } },
      "undeclared header.X-Trace",
    ],
    [
      "a value that the document refuses",
      { id: "a", limit: 51 },
      { line: "GET /api/berths/a?limit=51" },
      "not-valid query.limit",
    ],
    [
      "a path of a more literal operation",
      { id: "free", limit: 1 },
      { line: "GET /api/berths/free?limit=1" },
      "wrong-operation path",
    ],
  ])("fault: %s", async (_, given, request, ...problems) => {
    expect(await find("get", given, request)).toEqual(problems);
  });

  test("an argument that belongs nowhere", async () => {
    expect(await find("free", { limit: 1 }, { line: "GET /api/berths/free" })).toEqual(["argument-unknown limit"]);
  });
});

describe("styles in paths", () => {
  const args = { label: ["a.b", "c"], matrix: { x: 1, y: 2 } };
  test.each<Case>([
    ["none", { line: "GET /api/labels/.a%2Eb.c/;matrix=x,1,y,2" }],
    ["another style", { line: "GET /api/labels/a%2Eb,c/;matrix=x,1,y,2" }, "argument-changed path.label"],
    ["a list joined wrongly", { line: "GET /api/labels/.a%2Eb,c/;matrix=x,1,y,2" }, "argument-changed path.label"],
    [
      "a delimiter that is not escaped",
      { line: "GET /api/labels/.a.b.c/;matrix=x,1,y,2" },
      "argument-changed path.label",
    ],
    ["exploded", { line: "GET /api/labels/.a%2Eb.c/;x=1;y=2" }, "argument-changed path.matrix"],
    ["another name", { line: "GET /api/labels/.a%2Eb.c/;m=x,1,y,2" }, "argument-changed path.matrix"],
  ])("fault: %s", async (_, request, ...problems) => {
    expect(
      (await find("paths", args, request)).map((problem) => problem.replace("argument-missing", "argument-changed")),
    ).toEqual(problems);
  });
});

describe("styles in queries", () => {
  test.each<[string, Readonly<Record<string, unknown>>, string, ...string[]]>([
    ["exploded list", { many: ["a", "b"] }, "many=a&many=b"],
    ["joined instead", { many: ["a", "b"] }, "many=a,b", "argument-changed query.many"],
    [
      "brackets instead",
      { many: ["a", "b"] },
      "many[]=a&many[]=b",
      "argument-missing query.many",
      "undeclared query.many[]",
      "undeclared query.many[]",
    ],
    ["another order", { many: ["a", "b"] }, "many=b&many=a", "argument-changed query.many"],
    ["one item lost", { many: ["a", "b"] }, "many=a", "argument-changed query.many"],
    ["joined list", { joined: ["a,b", "c"] }, "joined=a%2Cb,c"],
    ["comma not escaped", { joined: ["a,b", "c"] }, "joined=a,b,c", "argument-changed query.joined"],
    ["repeated instead", { joined: ["a", "b"] }, "joined=a&joined=b&joined=c", "argument-changed query.joined"],
    ["spaces", { spaced: ["a", "b"] }, "spaced=a%20b"],
    ["commas for spaces", { spaced: ["a", "b"] }, "spaced=a,b", "argument-changed query.spaced"],
    ["pipes", { piped: ["a", "b"] }, "piped=a%7Cb"],
    ["commas for pipes", { piped: ["a", "b"] }, "piped=a,b", "argument-changed query.piped"],
    ["deep", { deep: { a: { b: 1 }, c: [2, 3] } }, "deep[a][b]=1&deep[c][]=2&deep[c][]=3"],
    ["deep with places", { deep: { c: [{ d: 2 }, { d: 3 }] } }, "deep[c][0][d]=2&deep[c][1][d]=3"],
    ["JSON for deep", { deep: { a: 1, b: 2 } }, "deep=a,1,b,2", "argument-changed query.deep"],
    ["a member lost", { deep: { a: 1, b: 2 } }, "deep[a]=1", "argument-changed query.deep"],
    ["a member more", { deep: { a: 1 } }, "deep[a]=1&deep[b]=2", "argument-changed query.deep"],
    ["exploded for deep", { deep: { a: 1 } }, "a=1", "argument-missing query.deep", "undeclared query.a"],
    ["content", { json: { a: [1] } }, "json=%7B%22a%22%3A%5B1%5D%7D"],
    ["content as a style", { json: { a: [1] } }, "json=a,1", "argument-changed query.json"],
    ["a plus for a plus", { many: ["a+b"] }, "many=a+b", "argument-changed query.many"],
  ])("%s", async (_, args, query, ...problems) => {
    expect(await find("lists", args, { line: `GET /api/lists?${query}` })).toEqual(problems);
  });
});

describe("cookies", () => {
  const args = { session: "s 1", tags: ["a", "b"] };
  test.each<[string, string, ...string[]]>([
    ["none", "session=s%201; tags=a,b"],
    ["one lost", "session=s%201", "argument-missing cookie.tags"],
    ["one changed", "session=s%202; tags=a,b", "argument-changed cookie.session"],
    ["one more", "session=s%201; tags=a,b; more=1", "undeclared cookie.more"],
  ])("fault: %s", async (_, cookie, ...problems) => {
    expect(await find("cookies", args, { line: "GET /api/cookies", headers: { cookie } })).toEqual(problems);
  });
});

describe("JSON bodies", () => {
  const put = (text: string, headers: Readonly<Record<string, string>> = json): ShortRequest => ({
    line: "PUT /api/berths/a",
    headers,
    body: text,
  });
  const args = { id: "a", name: "n", depth: null };
  test.each<Case>([
    ["none: what is read-only is not owed", put('{"name":"n","depth":null}')],
    ["an argument lost", put('{"depth":null}'), "argument-changed body"],
    ["a value changed", put('{"name":"m","depth":null}'), "argument-changed body"],
    ["a type changed", put('{"name":"n","depth":"null"}'), "argument-changed body"],
    ["a field more", put('{"name":"n","depth":null,"x":1}'), "argument-changed body"],
    ["wrapped", put('{"body":{"name":"n","depth":null}}'), "argument-changed body"],
    ["cut", put('{"name":"n","depth":nu'), "argument-changed body"],
    ["a form", put("name=n&depth=", form), "content-type body"],
    ["no type", put('{"name":"n","depth":null}', {}), "content-type body"],
    ["no body", { line: "PUT /api/berths/a" }, "argument-missing body.name", "argument-missing body.depth"],
  ])("fault: %s", async (_, request, ...problems) => {
    expect(await find("put", args, request)).toEqual(problems);
  });

  test("a body that the document refuses", async () => {
    expect(await find("put", { id: "a", name: "too long" }, put('{"name":"too long"}'))).toEqual(["not-valid body"]);
  });

  test("an object that looks like a file is an object", async () => {
    const given = { id: "a", body: { name: "n", content: "c" } };
    expect(await find("put", given, put('{"name":"n","content":"c"}'))).toEqual(["not-valid body"]);
    expect(await find("put", { id: "a", body: { content: "c" } }, put('{"content":"c"}'))).toEqual(["not-valid body"]);
  });

  test("the argument `body` is the whole body", async () => {
    expect(await find("put", { id: "a", body: { name: "n" } }, put('{"name":"n"}'))).toEqual([]);
  });
});

describe("unions", () => {
  const post = (id: string, value: object): Promise<readonly string[]> =>
    find(id, { body: value }, { line: `POST /api/${id}`, headers: json, body: JSON.stringify(value) });

  test("a discriminator tells overlapping alternatives apart, and holds a value to the one it names", async () => {
    expect(await post("kinds", { kind: "a", x: 1 })).toEqual([]);
    expect(new Set(await post("kinds", { kind: "b", x: 1 }))).toEqual(new Set(["not-valid body"]));
    expect(new Set(await post("kinds", { kind: "c", x: 1 }))).toEqual(new Set(["not-valid body"]));
  });

  test("without one, alternatives that overlap are the document's fault", async () => {
    expect(await post("overlap", { x: 1, y: 1 })).toEqual(["contradiction body"]);
    expect(new Set(await post("overlap", { x: "1" }))).toEqual(new Set(["not-valid body"]));
  });

  test("what no value could keep is the document's fault, and what it could is not", async () => {
    expect(await post("closed", { a: 3 })).toEqual(["contradiction body"]);
    expect(await post("closed", { a: 4, b: 1 })).toEqual(["not-valid body"]);
  });
});

describe("urlencoded bodies", () => {
  const args = { name: "a b", tags: ["x", "y"], card: { exp: { month: 1 }, ids: ["p", "q"] }, meta: { k: "v" } };
  const right = "name=a+b&tags=x&tags=y&card[exp][month]=1&card[ids][]=p&card[ids][]=q&meta=%7B%22k%22%3A%22v%22%7D";
  const post = (text: string): ShortRequest => ({ line: "POST /api/form", headers: form, body: text });
  test.each<Case>([
    ["none", post(right)],
    ["a field lost", post(right.replace("name=a+b&", "")), "argument-missing body.name"],
    ["a list joined", post(right.replace("tags=x&tags=y", "tags=x,y")), "argument-changed body.tags"],
    [
      "a style not kept",
      post(right.replace("card[exp][month]=1", "card.exp.month=1")),
      "argument-changed body.card",
      "undeclared body.card.exp.month",
    ],
    [
      "an object as text",
      post(right.replace("%7B%22k%22%3A%22v%22%7D", "[object Object]")),
      "argument-changed body.meta",
    ],
    ["a field more", post(`${right}&more=1`), "undeclared body.more"],
    ["JSON", { line: "POST /api/form", headers: json, body: JSON.stringify(args) }, "content-type body"],
  ])("fault: %s", async (_, request, ...problems) => {
    expect(await find("form", args, request)).toEqual(problems);
  });
});

describe("multipart bodies", () => {
  const args = { file: { content: "AAE=", encoding: "base64", filename: "a.png" }, about: { a: 1 }, tags: ["x", "y"] };
  const file = part("file", "\u0000\u0001", '; filename="a.png"', "image/png");
  const about = part("about", '{"a":1}', "", "application/json");
  const tags = part("tags", "x") + part("tags", "y");
  const post = (text: string): ShortRequest => ({
    line: "POST /api/upload",
    headers: multipart,
    body: `${text}--b--\r\n`,
  });
  test.each<Case>([
    ["none", post(file + about + tags)],
    ["a part lost", post(file + tags), "argument-missing body.about"],
    ["other bytes", post(file.replace("\u0001", "\u0002") + about + tags), "argument-changed body.file"],
    [
      "base64 instead of bytes",
      post(part("file", "AAE=", '; filename="a.png"', "image/png") + about + tags),
      "argument-changed body.file",
    ],
    ["another file name", post(file.replace("a.png", "b.png") + about + tags), "argument-changed body.file"],
    ["another type", post(file.replace("image/png", "text/plain") + about + tags), "content-type body.file"],
    ["an object as text", post(file + part("about", "[object Object]") + tags), "argument-changed body.about"],
    ["an object without its type", post(file + part("about", '{"a":1}') + tags), "content-type body.about"],
    ["a list as one part", post(file + about + part("tags", "x,y")), "argument-changed body.tags"],
    ["a part more", post(file + about + tags + part("more", "1")), "undeclared body.more"],
    ["cut", { line: "POST /api/upload", headers: multipart, body: file }, "content-type body"],
  ])("fault: %s", async (_, request, ...problems) => {
    expect(await find("upload", args, request)).toEqual(problems);
  });
});

describe("XML bodies", () => {
  const args = { body: { id: 7, dock: "a<b", tags: ["x", "y"], notes: ["1", "2"] } };
  const right =
    '<?xml version="1.0"?><b:berth xmlns:b="https://example.com/b" id="7"><Dock>a&lt;b</Dock><tags><tag>x</tag><tag>y</tag></tags><notes>1</notes><notes>2</notes></b:berth>';
  const post = (text: string): ShortRequest => ({
    line: "POST /api/xml",
    headers: { "content-type": "application/xml" },
    body: text,
  });
  test.each<Case>([
    ["none", post(right)],
    [
      "an attribute as an element",
      post(right.replace(' id="7"', "").replace("<Dock>", "<id>7</id><Dock>")),
      "argument-changed body",
    ],
    ["another name", post(right.replaceAll("Dock>", "dock>")), "argument-changed body"],
    ["a list that is not wrapped", post(right.replace(/<\/?tags>/g, "")), "argument-changed body"],
    ["items of another name", post(right.replaceAll("tag>", "item>")), "argument-changed body"],
    ["an item lost", post(right.replace("<notes>2</notes>", "")), "argument-changed body"],
    ["an element more", post(right.replace("<Dock>", "<more>1</more><Dock>")), "argument-changed body"],
    ["another root", post(right.replaceAll("b:berth", "berth")), "argument-changed body"],
  ])("fault: %s", async (_, request, ...problems) => {
    expect(await find("xml", args, request)).toEqual(problems);
  });
});

describe("text and bytes", () => {
  const plain = { "content-type": "text/plain; charset=utf-8" };
  const bytes = { "content-type": "application/octet-stream" };
  test.each<[string, string, unknown, ShortRequest, ...string[]]>([
    ["text", "text", "a\u00E9", { line: "POST /api/text", headers: plain, body: "a\u00E9" }],
    ["text in quotes", "text", "a", { line: "POST /api/text", headers: plain, body: '"a"' }, "argument-changed body"],
    ["bytes", "bytes", { content: "YQ==", encoding: "base64" }, { line: "POST /api/bytes", headers: bytes, body: "a" }],
    [
      "base64 instead of bytes",
      "bytes",
      { content: "YQ==", encoding: "base64" },
      { line: "POST /api/bytes", headers: bytes, body: "YQ==" },
      "argument-changed body",
    ],
    [
      "another type",
      "bytes",
      { content: "a" },
      { line: "POST /api/bytes", headers: plain, body: "a" },
      "content-type body",
    ],
  ])("%s", async (_, id, given, request, ...problems) => {
    expect(await find(id, { body: given }, request)).toEqual(problems);
  });
});
