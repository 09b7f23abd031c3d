import { describe, expect, it } from "vitest";
import type {
  BodyDefinition,
  OperationDefinition,
  ParameterDefinition,
} from "../../../templates/src/runtime/surface-types.ts";
import { acceptHeader, isReservedHeader } from "../../../templates/src/runtime/upstream/build-headers.ts";
import { buildRequest } from "../../../templates/src/runtime/upstream/build-request.ts";
import { ArgumentError, UpstreamError } from "../../../templates/src/runtime/upstream/upstream-error.ts";

const targets = {
  apiBaseUrl: new URL("https://api.example.com/v1"),
  origins: new Map([["uploads", new URL("https://uploads.example.com/u/")]]),
  maxFileBytes: 16,
};

function operation(more: Partial<OperationDefinition>): OperationDefinition {
  return { method: "POST", path: "/things", parameters: [], responses: { "200": ["application/json"] }, ...more };
}
function parameter(
  name: string,
  where: ParameterDefinition["in"],
  more: Partial<ParameterDefinition> = {},
): ParameterDefinition {
  const style = where === "query" || where === "cookie" ? "form" : "simple";
  return { argument: name, name, in: where, style, explode: style === "form", ...more };
}
function withBody(body: Partial<BodyDefinition>, args: object): { body: unknown; contentType: string | null } {
  const definition: BodyDefinition = {
    mediaType: "application/json",
    format: "json",
    required: false,
    from: "argument",
    ...body,
  };
  const request = buildRequest(operation({ body: definition }), args, targets);
  const text = request.body instanceof Uint8Array ? new TextDecoder().decode(request.body) : request.body;
  return { body: text, contentType: request.headers.get("content-type") };
}

describe("where a request goes", () => {
  it("joins base, path, the document's own query and the parameters", () => {
    const found = buildRequest(
      operation({
        method: "GET",
        path: "/a/{id}",
        query: "alt=media&x",
        parameters: [parameter("id", "path"), parameter("q", "query"), parameter("r", "query")],
      }),
      { q: "1 2", id: "x", r: [1, 2] },
      targets,
    );
    expect(found.url.href).toBe("https://api.example.com/v1/a/x?alt=media&x&q=1%202&r=1&r=2");
    expect(found.method).toBe("GET");
    expect(found.body).toBeUndefined();
  });

  it("goes to a named origin, and only to one that is configured", () => {
    expect(buildRequest(operation({ origin: "uploads" }), {}, targets).url.href).toBe(
      "https://uploads.example.com/u/things",
    );
    expect(() => buildRequest(operation({ origin: "other" }), {}, targets)).toThrow(
      new UpstreamError(
        "upstream_not_configured",
        "This operation goes to another origin than the rest of the API, and this server has no URL for it. The operator can set API_ORIGIN_OTHER (apiOrigins.other).",
      ),
    );
  });

  it("reads only the arguments' own members", () => {
    const names = ["constructor", "toString", "__proto__"];
    const parameters = names.map((name) => parameter(name, "query"));
    expect(buildRequest(operation({ parameters }), {}, targets).url.search).toBe("");
    const own = JSON.parse('{"__proto__":"p","constructor":"c"}') as object;
    expect(buildRequest(operation({ parameters }), own, targets).url.search).toBe("?constructor=c&__proto__=p");
  });
});

describe("headers", () => {
  it("sends declared header and cookie parameters", () => {
    const parameters = [
      parameter("X-A", "header"),
      parameter("X-B", "header"),
      parameter("s", "cookie"),
      parameter("t", "cookie"),
    ];
    const { headers } = buildRequest(operation({ parameters }), { "X-A": ["a", "b"], s: "1;2", t: 3 }, targets);
    expect([...headers]).toEqual([
      ["accept", "application/json, */*;q=0.1"],
      ["cookie", "s=1%3B2; t=3"],
      ["x-a", "a,b"],
    ]);
  });

  it("never lets an argument set a reserved one", () => {
    const names = [
      "Authorization",
      "HOST",
      "content-length",
      "Cookie",
      "Transfer-Encoding",
      "Proxy-Authorization",
      "X-Forwarded-For",
      "Mcp-Method",
      "Content-Type",
      "Accept",
      "Connection",
      "Sec-Fetch-Mode",
    ];
    const args = Object.fromEntries(names.map((name) => [name, "x"]));
    const { headers } = buildRequest(
      operation({ parameters: names.map((name) => parameter(name, "header")) }),
      args,
      targets,
    );
    expect([...headers]).toEqual([["accept", "application/json, */*;q=0.1"]]);
    expect(isReservedHeader("X-Request-Id")).toBe(false);
  });

  it.each(["a\r\nx: y", "a\0", "é", "a\u007Fb"])("refuses a value that no header carries: %j", (value) => {
    expect(() =>
      buildRequest(operation({ parameters: [parameter("X-A", "header")] }), { "X-A": value }, targets),
    ).toThrow(
      new ArgumentError([
        {
          argument: "X-A",
          problem: "cannot be sent as a header.",
          allowed: "visible ASCII characters, spaces and tabs.",
        },
      ]),
    );
  });

  it("writes a JSON header in ASCII", () => {
    const parameters = [parameter("X-A", "header", { contentType: "application/json" })];
    expect(buildRequest(operation({ parameters }), { "X-A": { é: "😀" } }, targets).headers.get("x-a")).toBe(
      '{"\\u00e9":"\\ud83d\\ude00"}',
    );
  });

  it.each([
    [{}, "application/json, */*;q=0.1"],
    [{ "200": ["image/png", "application/vnd.x+json; charset=utf-8"] }, "application/vnd.x+json, image/png, */*;q=0.1"],
    [
      { "2XX": ["text/csv"], default: ["application/problem+json"], "404": ["text/html"] },
      "application/problem+json, text/csv, */*;q=0.1",
    ],
    [{ "200": ["*/*"] }, "application/json, */*;q=0.1"],
  ])("accepts what the document declares: %j", (responses, want) => {
    expect(acceptHeader(responses)).toBe(want);
  });
});

describe("bodies", () => {
  it("JSON from the argument, null too; none when none was given", () => {
    expect(withBody({}, { body: { a: [1] } })).toEqual({ body: '{"a":[1]}', contentType: "application/json" });
    expect(withBody({ mediaType: "application/merge-patch+json" }, { body: null })).toEqual({
      body: "null",
      contentType: "application/merge-patch+json",
    });
    expect(withBody({}, {})).toEqual({ body: undefined, contentType: null });
    expect(() => withBody({ required: true }, {})).toThrow(
      new ArgumentError([{ argument: "body", problem: "is required." }]),
    );
  });

  it("JSON from properties: only those given; none when none was; an empty object when required", () => {
    const body = { from: "properties", properties: ["a", "b", "toString"] } as const;
    expect(withBody(body, { a: 1, b: null, q: 2 }).body).toBe('{"a":1,"b":null}');
    expect(withBody(body, { q: 2 }).body).toBeUndefined();
    expect(withBody({ ...body, required: true }, { q: 2 }).body).toBe("{}");
  });

  it("forms", () => {
    const body = {
      format: "form",
      mediaType: "application/x-www-form-urlencoded",
      from: "properties",
      properties: ["a", "list", "object", "deep", "json", "n", "csv", "items"],
      parts: {
        deep: { kind: "text", style: "deepObject", explode: true },
        items: { kind: "text", style: "deepObject", explode: true },
        json: { kind: "json" },
        csv: { kind: "text", style: "form", explode: false },
      },
    } as const;
    const args = {
      a: "x y+&é",
      list: [1, 2],
      object: { k: 1 },
      deep: { m: { n: "o p" }, z: null },
      json: [1],
      n: null,
      csv: ["a", "b,c"],
      items: [{ price: "p", quantity: 2 }],
    };
    expect(withBody(body, args)).toEqual({
      body: "a=x+y%2B%26%C3%A9&list=1&list=2&object=%7B%22k%22%3A1%7D&deep%5Bm%5D%5Bn%5D=o+p&deep%5Bz%5D=&json=%5B1%5D&n=&csv=a,b%2Cc&items%5B0%5D%5Bprice%5D=p&items%5B0%5D%5Bquantity%5D=2",
      contentType: "application/x-www-form-urlencoded",
    });
  });

  it("text", () => {
    expect(withBody({ format: "text", mediaType: "text/plain" }, { body: "é" })).toEqual({
      body: "é",
      contentType: "text/plain; charset=utf-8",
    });
    expect(withBody({ format: "text", mediaType: "application/xml" }, { body: "<a/>" })).toEqual({
      body: "<a/>",
      contentType: "application/xml",
    });
  });

  it("bytes from the file argument, or from its members", () => {
    const bytes = { format: "bytes", mediaType: "application/octet-stream" } as const;
    expect(withBody(bytes, { body: { content: "aGk=", encoding: "base64" } })).toEqual({
      body: "hi",
      contentType: "application/octet-stream",
    });
    const members = { from: "properties", properties: ["content", "encoding", "mediaType"] } as const;
    expect(withBody({ ...bytes, ...members }, { content: "aGk", encoding: "base64", mediaType: "text/csv" })).toEqual({
      body: "hi",
      contentType: "application/octet-stream",
    });
  });

  it.each([
    // The document's type, the file's own, what is sent.
    ["application/octet-stream", "image/png", "application/octet-stream"],
    ["image/*", "image/gif", "image/gif"],
    ["image/*", "application/pdf", "image/png"],
    ["image/*", undefined, "image/png"],
    ["*/*", "text/csv; header=present", "text/csv; header=present"],
    ["*/*", undefined, "application/octet-stream"],
    ["image/png", "IMAGE/PNG", "IMAGE/PNG"],
    ["application/x-tar", "application/gzip", "application/x-tar"],
  ])("a body of %s, a file of %s: %s", (mediaType, own, want) => {
    const file = { content: "x", ...(own === undefined ? {} : { mediaType: own }) };
    expect(withBody({ format: "bytes", mediaType }, { body: file }).contentType).toBe(want);
  });

  it.each([
    [{ content: "x".repeat(17) }, "body: is too large a file. Allowed: at most 16 bytes."],
    [{ content: "AAAA".repeat(8), encoding: "base64" }, "body: is too large a file. Allowed: at most 16 bytes."],
    [{ content: "é".repeat(9) }, "body: is too large a file. Allowed: at most 16 bytes."],
    [
      { content: "a*b", encoding: "base64" },
      "body: is not base64. Allowed: base64 (RFC 4648), or another encoding: text, dataUri.",
    ],
    [{ content: "x", encoding: "dataUri" }, "body: is not a data: URI. Allowed: data:<media type>;base64,<base64>"],
    [{ content: "x", encoding: "hex" }, "body.encoding: is not an encoding. Allowed: text, base64, dataUri."],
    [{ content: "x", mediaType: "a\r\nb" }, "body.mediaType: is not a media type. Allowed: for instance image/png."],
    [
      {},
      "body: is a file, and a file needs its content. Allowed: an object with content, and optionally encoding, filename, mediaType.",
    ],
  ])("refuses the file %j", (body, message) => {
    expect(() => withBody({ format: "bytes", mediaType: "a/b" }, { body })).toThrow(message);
  });

  it("takes text that only begins like a data URI as text", () => {
    expect(withBody({ format: "bytes", mediaType: "a/b" }, { body: "data: 1, 2" }).body).toBe("data: 1, 2");
    expect(withBody({ format: "bytes", mediaType: "a/b" }, { body: "data:,a%20b" })).toEqual({
      body: "a b",
      contentType: "a/b",
    });
  });

  it("refuses a body where HTTP has none", () => {
    const body: BodyDefinition = { mediaType: "application/json", format: "json", required: false, from: "argument" };
    expect(() => buildRequest(operation({ method: "GET", body }), { body: 1 }, targets)).toThrow(ArgumentError);
    expect(buildRequest(operation({ method: "GET", body }), {}, targets).body).toBeUndefined();
  });
});

describe("the whole query as one parameter (OpenAPI 3.2)", () => {
  const search = (contentType: string, value: unknown, more: Partial<ParameterDefinition> = {}): string =>
    buildRequest(
      operation({ method: "GET", parameters: [parameter("q", "querystring", { contentType, ...more })] }),
      { q: value },
      targets,
    ).url.search;

  it.each([
    // OpenAPI 3.2, 4.12.8: "a querystring parameter that uses JSON", and one with a JSONPath.
    ["application/json", { numbers: [1, 2], flag: null }, "?%7B%22numbers%22%3A%5B1%2C2%5D%2C%22flag%22%3Anull%7D"],
    ["application/jsonpath", "$.a.b[1:1]", "?%24.a.b%5B1%3A1%5D"],
    [
      "application/x-www-form-urlencoded",
      { foo: "a + b", bar: true, list: [1, 2] },
      "?foo=a+%2B+b&bar=true&list=1&list=2",
    ],
    ["application/x-www-form-urlencoded", { o: { a: 1 } }, "?o=%7B%22a%22%3A1%7D"],
    ["text/plain", "a&b=c", "?a%26b%3Dc"],
    ["application/json", undefined, ""],
  ])("%s %j", (contentType, value, want) => {
    expect(search(contentType, value)).toBe(want);
  });

  it("a form by its encoding; only an object is one", () => {
    const parts = { o: { kind: "text", style: "deepObject", explode: true } } as const;
    expect(search("application/x-www-form-urlencoded", { o: { a: [1] } }, { parts })).toBe("?o%5Ba%5D%5B%5D=1");
    expect(() => search("application/x-www-form-urlencoded", "a=b")).toThrow(ArgumentError);
  });
});

describe("what is fixed", () => {
  it("is sent whatever is given: in the path, the query, a header and the body", () => {
    const found = buildRequest(
      operation({
        path: "/{version}/x",
        parameters: [parameter("version", "path"), parameter("q", "query"), parameter("X-H", "header")],
        fixed: { version: "v2", q: "1", "X-H": "h", type: "card" },
        body: {
          mediaType: "application/json",
          format: "json",
          required: true,
          from: "properties",
          properties: ["type", "amount"],
        },
      }),
      { amount: 5, q: "2" },
      targets,
    );
    expect([found.url.pathname, found.url.search, found.headers.get("x-h"), found.body]).toEqual([
      "/v1/v2/x",
      "?q=1",
      "h",
      '{"type":"card","amount":5}',
    ]);
  });
});

describe("bodies of several JSON texts", () => {
  const lines = (mediaType: string, body: unknown): unknown => withBody({ mediaType, format: "lines" }, { body }).body;

  it.each([
    ["application/jsonl", [{ a: 1 }, "x\ny", null], '{"a":1}\n"x\\ny"\nnull\n'],
    ["application/x-ndjson", [], ""],
    ["application/json-seq", [{ a: 1 }, 2], '\u001E{"a":1}\n\u001E2\n'],
    ["application/geo+json-seq", [1], "\u001E1\n"],
    ["application/jsonl", '{"as":"it stands"}', '{"as":"it stands"}'],
  ])("%s %j", (mediaType, value, want) => {
    expect(lines(mediaType, value)).toBe(want);
  });

  it("refuses one object", () => {
    expect(() => lines("application/jsonl", { a: 1 })).toThrow("is sent line by line.");
  });
});

describe("XML bodies", () => {
  const definition = { mediaType: "application/xml", format: "xml" } as const;

  it("a string is sent as it stands, with or without the writer", () => {
    expect(withBody(definition, { body: "<a/>" })).toEqual({ body: "<a/>", contentType: "application/xml" });
  });

  it("anything else by the writer; a server without it says so", () => {
    expect(() => withBody(definition, { body: { a: 1 } })).toThrow("built without its writer of XML");
    const body = { ...definition, required: true, from: "argument" } as const;
    const writers = new Map([["xml", (value: unknown) => JSON.stringify(value)]] as const);
    const found = buildRequest(operation({ body }), { body: { a: 1 } }, { ...targets, bodyWriters: writers });
    expect(found.body).toBe('{"a":1}');
  });
});

describe("multipart parts", () => {
  function parts(definition: BodyDefinition["parts"], body: object): string[] {
    const found = withBody(
      { mediaType: "multipart/form-data", format: "multipart", parts: definition ?? {} },
      { body },
    );
    const boundary = /boundary="([^"]+)"/.exec(found.contentType ?? "")?.[1] ?? "";
    return String(found.body)
      .split(`--${boundary}`)
      .slice(1, -1)
      .map((part) => part.replace("Content-Disposition: form-data; name=", "").trim().replaceAll("\r\n", "|"));
  }
  const styled = (style: "form" | "spaceDelimited" | "pipeDelimited" | "deepObject", explode: boolean) =>
    ({ q: { kind: "text", style, explode } }) as const;

  it.each([
    ["form", true, ["a b", "c"], ['"q"||a b', '"q"||c']],
    ["form", false, ["a b", "c&"], ['"q"||a b,c&']],
    ["form", true, { a: 1, b: "x y" }, ['"a"||1', '"b"||x y']],
    ["form", false, { a: 1, b: 2 }, ['"q"||a,1,b,2']],
    ["spaceDelimited", false, ["a", "b"], ['"q"||a b']],
    ["pipeDelimited", false, ["a", "b"], ['"q"||a|b']],
    ["deepObject", true, { a: { b: [1, 2] } }, ['"q[a][b][]"||1', '"q[a][b][]"||2']],
    ["form", true, "plain %41", ['"q"||plain %41']],
  ] as const)("in style %s, explode %s, nothing is percent-encoded: %j", (style, explode, value, want) => {
    expect(parts(styled(style, explode), { q: value })).toEqual(want);
  });

  it("refuses an item that holds the delimiter", () => {
    expect(() => parts(styled("form", false), { q: ["a,b"] })).toThrow(ArgumentError);
  });

  it("what is nested is JSON: objects, lists in lists", () => {
    expect(parts({}, { q: [{ a: 1 }, [2, 3], "x"] })).toEqual([
      '"q"|Content-Type: application/json||{"a":1}',
      '"q"|Content-Type: application/json||[2,3]',
      '"q"||x',
    ]);
  });

  it("a list whose encoding says JSON is one JSON text", () => {
    const definition = { q: { kind: "json", contentType: "text/json" } } as const;
    expect(parts(definition, { q: [1, { a: 2 }] })).toEqual(['"q"|Content-Type: text/json||[1,{"a":2}]']);
  });

  it("a list of types: a file's own where it is among them, else the first that is no range", () => {
    const definition = { f: { kind: "file", contentType: "image/*, image/jpeg" } } as const;
    expect(
      parts(definition, { f: [{ content: "x" }, { content: "y", mediaType: "image/gif" }, "data:text/css,z"] }),
    ).toEqual([
      '"f"; filename="f"|Content-Type: image/jpeg||x',
      '"f"; filename="f"|Content-Type: image/gif||y',
      '"f"; filename="f"|Content-Type: image/jpeg||z',
    ]);
  });

  it("headers of a part are lines of it, for each item of a list; their holder is no part", () => {
    const definition = {
      f: { kind: "file", headers: { property: "f_headers", names: ["X-Tags", "X-Gone"] } },
    } as const;
    expect(parts(definition, { f: ["a", "b"], f_headers: { "X-Tags": ["one", 2], "X-Gone": null } })).toEqual([
      '"f"; filename="f"|Content-Type: application/octet-stream|X-Tags: one,2||a',
      '"f"; filename="f"|Content-Type: application/octet-stream|X-Tags: one,2||b',
    ]);
    expect(() => parts(definition, { f: "a", f_headers: { "X-Tags": "a\r\nX: y" } })).toThrow(ArgumentError);
  });
});
