import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import fastify from "fastify";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { BodyDefinition, ParameterDefinition } from "../../../templates/src/runtime/surface-types.ts";
import { buildRequest } from "../../../templates/src/runtime/upstream/build-request.ts";
import {
  serializePathParameter,
  serializeQueryParameter,
} from "../../../templates/src/runtime/upstream/serialize-parameter.ts";
import { ArgumentError } from "../../../templates/src/runtime/upstream/upstream-error.ts";

const runs = process.env["FULL"] === "1" ? 100_000 : 2_000;

/** What a framework that knows nothing of us made of the request. */
interface Seen {
  readonly path?: string;
  readonly query?: unknown;
  readonly body?: unknown;
  readonly cookie?: string;
}

let expressServer: Server;
const fastifyServer = fastify({ routerOptions: { maxParamLength: 1000 } });
const bases = new Map<"express" | "fastify", URL>();

beforeAll(async () => {
  const app = express();
  app.set("query parser", "extended");
  app.use(express.json(), express.urlencoded({ extended: true }));
  app.all("/p/:value", (request, response) => {
    const seen: Seen = { path: request.params.value, query: request.query, body: request.body as unknown };
    response.json({ ...seen, cookie: request.headers.cookie });
  });
  expressServer = app.listen(0, "127.0.0.1");
  await once(expressServer, "listening");
  fastifyServer.all<{ Params: { value: string } }>("/p/:value", (request) => ({
    path: request.params.value,
    query: request.query,
    body: request.body,
  }));
  await fastifyServer.listen({ port: 0, host: "127.0.0.1" });
  bases.set("express", new URL(`http://127.0.0.1:${(expressServer.address() as AddressInfo).port}`));
  bases.set("fastify", new URL(`http://127.0.0.1:${(fastifyServer.server.address() as AddressInfo).port}`));
});

afterAll(async () => {
  expressServer.close();
  await fastifyServer.close();
});

async function seenBy(
  framework: "express" | "fastify",
  parameters: readonly Partial<ParameterDefinition>[],
  args: object,
  body?: BodyDefinition,
): Promise<Seen> {
  const base = bases.get(framework) ?? new URL("http://127.0.0.1:1");
  const all = [{ name: "value", in: "path", style: "simple", explode: false } as const, ...parameters].map(
    (one) => ({ argument: one.name, in: "query", style: "form", explode: true, ...one }) as ParameterDefinition,
  );
  const request = buildRequest(
    { method: "POST", path: "/p/{value}", parameters: all, responses: {}, ...(body === undefined ? {} : { body }) },
    { value: "v", ...args },
    { apiBaseUrl: base, origins: new Map(), maxFileBytes: 1000 },
  );
  const response = await fetch(request.url, {
    method: "POST",
    headers: request.headers,
    ...(request.body === undefined ? {} : { body: request.body }),
  });
  expect(response.status).toBe(200);
  return (await response.json()) as Seen;
}

describe("express and fastify read what was written", () => {
  it.each(["x", "a/b", "a b", "ünïcødé", "100%", "a?b#c", "a\\b", "a;b=c", ":x", "%2F", "+"])(
    "path value %j",
    async (value) => {
      expect((await seenBy("express", [], { value })).path).toBe(value);
      expect((await seenBy("fastify", [], { value })).path).toBe(value);
    },
  );

  it.each([
    ["plain text", "q", { style: "form", explode: true }, "a b&c=d+e%", "a b&c=d+e%"],
    ["a list, exploded", "q", { style: "form", explode: true }, ["a b", "c&d"], ["a b", "c&d"]],
    ["a list, joined", "q", { style: "form", explode: false }, ["a", "b"], "a,b"],
    ["a list, by spaces", "q", { style: "spaceDelimited", explode: false }, ["a", "b"], "a b"],
    ["a list, by pipes", "q", { style: "pipeDelimited", explode: false }, ["a", "b"], "a|b"],
    ["JSON", "q", { contentType: "application/json" }, { a: ["x&y"] }, '{"a":["x&y"]}'],
    ["reserved characters", "q", { allowReserved: true }, "https://x/y?z=1;a,b", "https://x/y?z=1;a,b"],
    ["an odd name", "a b&c", {}, "x", "x"],
  ] as const)("query: %s", async (_, name, how, value, want) => {
    expect((await seenBy("express", [{ name, ...how }], { [name]: value })).query).toEqual({ [name]: want });
    expect((await seenBy("fastify", [{ name, ...how }], { [name]: value })).query).toEqual({ [name]: want });
  });

  it("query: an object, exploded", async () => {
    const seen = await seenBy("express", [{ name: "q" }], { q: { a: "1", b: "x y" } });
    expect(seen.query).toEqual({ a: "1", b: "x y" });
  });

  it("query: deepObject, nested, lists of objects (qs)", async () => {
    const q = { a: { b: { c: "1" } }, list: ["x", "y z"], items: [{ price: "p", tags: ["t"] }, { price: "r&s" }] };
    const seen = await seenBy("express", [{ name: "q", style: "deepObject" }], { q });
    expect(seen.query).toEqual({ q });
  });

  it("a nested form as Stripe has them (qs)", async () => {
    const deep = { kind: "text", style: "deepObject", explode: true } as const;
    const body: BodyDefinition = {
      mediaType: "application/x-www-form-urlencoded",
      format: "form",
      required: true,
      from: "properties",
      properties: ["customer", "line_items", "metadata", "expand"],
      parts: { line_items: deep, metadata: deep, expand: deep },
    };
    const args = {
      customer: "cus_1 + é",
      line_items: [{ price_data: { currency: "eur", unit_amount: "5" }, quantity: "2" }, { price: "price_1" }],
      metadata: { "order id": "6735", note: "a=b&c" },
      expand: ["data.customer", "total"],
    };
    expect((await seenBy("express", [], args, body)).body).toEqual(args);
  });

  it("JSON and cookies", async () => {
    const body: BodyDefinition = { mediaType: "application/json", format: "json", required: true, from: "argument" };
    const seen = await seenBy("express", [{ name: "c", in: "cookie" }], { c: "a;b", body: { é: [1] } }, body);
    expect(seen).toEqual({ path: "v", query: {}, body: { é: [1] }, cookie: "c=a%3Bb" });
  });
});

describe("multipart, read by the platform's own parser", () => {
  it("fields, JSON parts, lists and files arrive as what they are", async () => {
    const body: BodyDefinition = {
      mediaType: "multipart/form-data",
      format: "multipart",
      required: true,
      from: "properties",
      properties: ["title", "tags", "meta", "files", "cover", "gone"],
      parts: {
        files: { kind: "file" },
        cover: { kind: "file", contentType: "image/png, image/jpeg" },
        title: { kind: "text", contentType: "text/plain\r\nX-Injected: 1" },
        meta: { kind: "json" },
      },
    };
    const request = buildRequest(
      { method: "POST", path: "/", parameters: [], responses: {}, body },
      {
        title: 'Größe "x"\r\n--boundary',
        tags: ["a", 2],
        meta: { k: [1] },
        files: [
          { content: "one", filename: 'a"b\r\n.txt', mediaType: "text/plain" },
          { content: "AAEC", encoding: "base64" },
        ],
        cover: "data:image/webp;base64,AQI=",
        gone: null,
      },
      { apiBaseUrl: new URL("https://a.example"), origins: new Map(), maxFileBytes: 100 },
    );
    const form = await new Response(request.body, {
      headers: { "content-type": request.headers.get("content-type") ?? "" },
    }).formData();
    const seen = await Promise.all(
      [...form].map(async ([name, value]) =>
        typeof value === "string"
          ? [name, value]
          : [name, value.name, value.type, [...new Uint8Array(await value.arrayBuffer())]],
      ),
    );
    expect(seen).toEqual([
      ["title", 'Größe "x"\r\n--boundary'],
      ["tags", "a"],
      ["tags", "2"],
      ["meta", '{"k":[1]}'],
      ["files", 'a"b\r\n.txt', "text/plain", [111, 110, 101]],
      ["files", "files", "application/octet-stream", [0, 1, 2]],
      ["cover", "cover", "image/png", [1, 2]],
    ]);
  });

  it("gives JSON parts a media type and no file name", () => {
    const body: BodyDefinition = {
      mediaType: "multipart/form-data",
      format: "multipart",
      required: true,
      from: "argument",
    };
    const request = buildRequest(
      { method: "POST", path: "/", parameters: [], responses: {}, body },
      { body: { meta: { k: 1 } } },
      {
        apiBaseUrl: new URL("https://a.example"),
        origins: new Map(),
        maxFileBytes: 100,
      },
    );
    const boundary = /boundary="([^"]+)"/.exec(request.headers.get("content-type") ?? "")?.[1] ?? "";
    const text = new TextDecoder().decode(request.body as Uint8Array);
    expect(text).toBe(
      `--${boundary}\r\nContent-Disposition: form-data; name="meta"\r\nContent-Type: application/json\r\n\r\n{"k":1}\r\n--${boundary}--\r\n`,
    );
  });
});

describe("decode(serialize(v)) is v, wherever the style is reversible", () => {
  const texts = fc.string({ unit: "grapheme", minLength: 1, maxLength: 6 });
  const lists = fc.array(texts, { minLength: 1, maxLength: 4 });
  const names = fc.string({ unit: "grapheme", minLength: 1, maxLength: 4 }).filter((name) => !/[[\]]/.test(name));
  const objects = fc.dictionary(names, texts, { minKeys: 1, maxKeys: 4, noNullPrototype: true });
  const of = (style: ParameterDefinition["style"], explode: boolean): ParameterDefinition => ({
    argument: "q",
    name: "q[x]",
    in: "query",
    style,
    explode,
  });
  const outcome = (decode: () => unknown): unknown => {
    try {
      return decode();
    } catch (error) {
      return error instanceof ArgumentError ? "refused" : error;
    }
  };
  const decodeAll = (parts: readonly string[]): string[] => parts.map(decodeURIComponent);
  const entries = (pairs: readonly string[]): [string, string][] => [...new URLSearchParams(pairs.join("&"))];
  const pairUp = (flat: readonly string[]): [string, string][] =>
    flat.flatMap((key, index) => (index % 2 === 0 ? [[key, flat[index + 1] ?? ""] as [string, string]] : []));
  const valueOf = (pair: string | undefined): string => (pair ?? "").slice((pair ?? "").indexOf("=") + 1);

  it.each([
    ["form", true, (pairs: readonly string[]) => entries(pairs).map(([, value]) => value)],
    ["form", false, (pairs: readonly string[]) => decodeAll(valueOf(pairs[0]).split(","))],
    ["spaceDelimited", false, (pairs: readonly string[]) => decodeURIComponent(valueOf(pairs[0])).split(" ")],
    ["pipeDelimited", false, (pairs: readonly string[]) => decodeURIComponent(valueOf(pairs[0])).split("|")],
    ["deepObject", true, (pairs: readonly string[]) => entries(pairs).map(([, value]) => value)],
  ] as const)("query list, %s, explode %s", (style, explode, decode) => {
    fc.assert(
      fc.property(lists, (list) => {
        const delimiter = style === "pipeDelimited" ? "|" : " ";
        const ambiguous = style.endsWith("Delimited") && list.some((item) => item.includes(delimiter));
        expect(outcome(() => decode(serializeQueryParameter(of(style, explode), list)))).toEqual(
          ambiguous ? "refused" : list,
        );
      }),
      { numRuns: runs },
    );
  });

  it.each([
    ["form", true, (pairs: readonly string[]) => entries(pairs)],
    ["form", false, (pairs: readonly string[]) => pairUp(decodeAll(valueOf(pairs[0]).split(",")))],
    [
      "deepObject",
      true,
      (pairs: readonly string[]) =>
        entries(pairs).map(([key, value]): [string, string] => [key.slice("q[x][".length, -1), value]),
    ],
  ] as const)("query object, %s, explode %s", (style, explode, decode) => {
    fc.assert(
      fc.property(objects, (object) => {
        expect(decode(serializeQueryParameter(of(style, explode), object))).toEqual(Object.entries(object));
      }),
      { numRuns: runs },
    );
  });

  it.each([
    ["simple", false, (text: string) => decodeAll(text.split(","))],
    ["simple", true, (text: string) => decodeAll(text.split(","))],
    ["label", false, (text: string) => decodeAll(text.slice(1).split(","))],
    ["matrix", false, (text: string) => decodeAll(valueOf(text).split(","))],
    ["matrix", true, (text: string) => decodeAll(text.slice(1).split(";").map(valueOf))],
  ] as const)("path list, %s, explode %s", (style, explode, decode) => {
    fc.assert(
      fc.property(lists, (list) => {
        expect(decode(serializePathParameter({ ...of(style, explode), name: "q" }, list))).toEqual(list);
      }),
      { numRuns: runs },
    );
  });

  it("query text, any well-formed string", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.boolean(), (text, reserved) => {
        const how = reserved && !/%[0-9a-f]{2}/i.test(text) ? { allowReserved: true as const } : {};
        expect(entries(serializeQueryParameter({ ...of("form", true), ...how }, text))).toEqual([["q[x]", text]]);
      }),
      { numRuns: runs },
    );
  });
});
