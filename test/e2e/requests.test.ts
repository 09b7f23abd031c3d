/** What a client's arguments become on the wire, read by the parsers of the field: busboy, qs, an XML parser. */
import busboy from "busboy";
import { XMLParser } from "fast-xml-parser";
import qs from "qs";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { pixel, type Recorded } from "./support/workshop-api.ts";
import { type Era, startWorkshop, type WorkshopWorld } from "./support/workshop-world.ts";

let world: WorkshopWorld;
beforeAll(async () => {
  world = await startWorkshop();
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(() => {
  for (const { requests } of [world.api, world.uploads, world.eu]) requests.length = 0;
});

const eras: readonly Era[] = ["modern", "legacy"];

/** Calls a tool and gives the one request that reached the API. */
async function sent(name: string, args: object, era: Era = "modern"): Promise<Recorded> {
  const result = await world.call(era, name, args);
  expect(result.isError === true ? result.content : []).toEqual([]);
  const [request, ...others] = world.api.requests.splice(0);
  expect(others).toEqual([]);
  if (request === undefined) throw new Error("no request reached the API");
  return request;
}

interface Part {
  readonly name: string;
  readonly filename?: string | undefined;
  readonly type: string;
  readonly content: string;
}

/** The parts as busboy reads them; the content of files in base64. */
async function partsOf({ headers, body }: Recorded): Promise<readonly Part[]> {
  const parts: Promise<Part>[] = [];
  const parser = busboy({ headers });
  const done = Promise.withResolvers<void>();
  parser.on("field", (name, content, { mimeType }) => parts.push(Promise.resolve({ name, type: mimeType, content })));
  parser.on("file", (name, stream, { filename, mimeType }) => {
    const content = stream.toArray().then((chunks: Buffer[]) => Buffer.concat(chunks).toString("base64"));
    parts.push(content.then((text) => ({ name, filename, type: mimeType, content: text })));
  });
  parser.on("close", () => done.resolve());
  parser.on("error", done.reject);
  parser.end(body);
  await done.promise;
  return Promise.all(parts);
}

describe.each(eras)("%s client", (era) => {
  test("an upload: base64, a data URI or text becomes bytes, with the type it has", async () => {
    const base64 = { content: pixel.toString("base64"), encoding: "base64", mediaType: "image/png" };
    const first = await sent("upload", { name: "a b.png", body: base64 }, era);
    expect([first.method, first.url, first.headers["content-type"], first.body.equals(pixel)]).toEqual([
      "PUT",
      "/v1/files/a%20b.png",
      "image/png",
      true,
    ]);
    const uri = { content: `data:image/gif;base64,${Buffer.from("GIF89a").toString("base64")}` };
    const second = await sent("upload", { name: "b", body: uri }, era);
    expect([second.headers["content-type"], second.body.toString()]).toEqual(["image/gif", "GIF89a"]);
    const third = await sent("upload", { name: "c", body: { content: "plain ü" } }, era);
    expect([third.headers["content-type"], third.body.toString()]).toEqual(["application/octet-stream", "plain ü"]);
  });

  test("a file beyond the limit is refused, and nothing is sent", async () => {
    const result = await world.call(era, "upload", { name: "a", body: { content: "x".repeat(786_433) } });
    expect(result).toMatchObject({
      isError: true,
      content: [
        { text: "The arguments of upload are not valid.\nbody: is too large a file. Allowed: at most 786432 bytes." },
      ],
    });
    expect(world.api.requests).toEqual([]);
  });

  test("a multipart body: two files, JSON metadata, lists, and headers of a part", async () => {
    const request = await sent(
      "create_album",
      {
        body: {
          metadata: { title: 'Größe; "x"', tags: ["a", "b"] },
          files: [
            { content: pixel.toString("base64"), encoding: "base64", filename: "one.png" },
            { content: "second", filename: "two.jpg", mediaType: "image/jpeg" },
          ],
          cover: { content: "data:,cover" },
          cover_headers: { "X-Alt-Text": "a red pixel" },
          steps: [{ n: 1 }, { n: 2 }],
          sizes: [1, 2, 3],
        },
      },
      era,
    );
    expect(await partsOf(request)).toEqual([
      { name: "metadata", type: "application/json", content: '{"title":"Größe; \\"x\\"","tags":["a","b"]}' },
      { name: "files", filename: "one.png", type: "image/png", content: pixel.toString("base64") },
      { name: "files", filename: "two.jpg", type: "image/jpeg", content: Buffer.from("second").toString("base64") },
      { name: "cover", filename: "cover", type: "image/png", content: Buffer.from("cover").toString("base64") },
      { name: "steps", type: "application/json", content: '{"n":1}' },
      { name: "steps", type: "application/json", content: '{"n":2}' },
      { name: "sizes", type: "text/plain", content: "1,2,3" },
    ]);
    expect(request.body.toString("latin1")).toContain(
      'filename="cover"\r\nContent-Type: image/png\r\nX-Alt-Text: a red pixel\r\n',
    );
  });

  test("a nested form as Stripe has them, where only some properties are deepObject", async () => {
    const deep = {
      card: { number: "4242", owner: { name: "A & B", address: { lines: ["x", "y"] } } },
      items: [
        { price: "p1", quantity: "2" },
        { price: "p2", tags: ["t"] },
      ],
      metadata: { "order id": "6735", "a=b": "c+d" },
      expand: ["data.customer", "total"],
    };
    const flat = { amount: 1000, description: "50% off + é", tags: ["a", "b"], raw: { k: [1] } };
    const { headers, body } = await sent("create_charge", { body: { ...flat, ...deep } }, era);
    expect(headers["content-type"]).toBe("application/x-www-form-urlencoded");
    expect(qs.parse(body.toString(), { depth: 10 })).toEqual({
      ...deep,
      amount: "1000",
      description: "50% off + é",
      tags: ["a", "b"],
      raw: '{"k":[1]}',
    });
  });
});

describe("parameters", () => {
  test("one name in four places, cookies, an empty value; a default is not sent", async () => {
    const { url, headers } = await sent("same_names", {
      id_path: "p/1",
      id_query: "q",
      id_header: "h",
      id_cookie: "c;1",
      theme: ["dark", "wide"],
      flag: "",
      version: "2026-11",
    });
    expect(url).toBe("/v1/same/p%2F1?id=q&flag=&version=2026-11");
    expect([headers["id"], headers["cookie"]]).toEqual(["h", "id=c%3B1; theme=dark; theme=wide"]);
  });

  test("several expressions in one segment", async () => {
    const { url } = await sent("get_report", { year: "2026", month: "11", kind: "pdf" });
    expect(url).toBe("/v1/reports/2026-11.pdf");
    const refused = await world.call("modern", "get_report", { year: "..", month: "/", kind: "x" });
    expect(refused.isError).toBe(true);
    expect(world.api.requests).toEqual([]);
  });

  test("the whole query: a form, and JSON beside the body of a QUERY", async () => {
    const form = await sent("search_form", { criteria: { q: "a b&c", page: 2, filter: { tags: ["x"], min: 1 } } });
    expect(qs.parse(form.url.split("?")[1] ?? "")).toEqual({
      q: "a b&c",
      page: "2",
      filter: { tags: ["x"], min: "1" },
    });
    const json = await sent("search_json", { criteria: { a: [1, "ü"] }, body: [1, 2] });
    expect([json.method, JSON.parse(decodeURIComponent(json.url.split("?")[1] ?? "")), json.body.toString()]).toEqual([
      "QUERY",
      { a: [1, "ü"] },
      "[1,2]",
    ]);
    expect((await sent("search_form", {})).url).toBe("/v1/search");
  });
});

describe("bodies", () => {
  test("JSON Lines", async () => {
    const { headers, body } = await sent("import_rows", { body: [{ a: 1 }, { b: "x\ny" }] });
    expect([headers["content-type"], body.toString()]).toEqual(["application/jsonl", '{"a":1}\n{"b":"x\\ny"}\n']);
  });

  test("XML by the schema's XML Objects", async () => {
    const order = { id: 7, note: "<a> & b", lines: [{ sku: "x", count: 2 }, { sku: "y" }], replaces: { id: 6 } };
    const { headers, body } = await sent("create_order", { body: order });
    expect(headers["content-type"]).toBe("application/xml");
    const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: "@", htmlEntities: true });
    const xmlns = { "@xmlns:o": "https://workshop.example/orders" };
    expect(parser.parse(body)).toEqual({
      "?xml": { "@version": "1.0", "@encoding": "UTF-8" },
      "o:order": {
        ...xmlns,
        "@id": "7",
        note: "<a> & b",
        lines: { line: [{ sku: "x", count: 2 }, { sku: "y" }] },
        "o:order": { ...xmlns, "@id": "6" },
      },
    });
  });
});

describe("servers of paths and operations", () => {
  test("the token goes to the origins that the operator named, each request to its own", async () => {
    await world.call("modern", "upload_elsewhere", { body: "a,b" });
    await world.call("modern", "list_uploads");
    const seen = [world.api, world.uploads, world.eu].map(({ requests }) =>
      requests.map(({ method, url, headers }) => [method, url, headers.authorization === `Bearer ${world.token}`]),
    );
    expect(seen).toEqual([[], [["POST", "/u/uploads", true]], [["GET", "/uploads", true]]]);
  });

  test("an origin that nobody named is not asked", async () => {
    expect(await world.call("modern", "go_nowhere")).toMatchObject({
      isError: true,
      structuredContent: { error: { code: "upstream_not_configured" } },
    });
    expect([world.api, world.uploads, world.eu].flatMap(({ requests }) => requests)).toEqual([]);
  });
});

describe("requests that are sent again", () => {
  const hits = (): number => world.api.requests.length;

  test.each([
    ["busy_get", 2],
    ["busy_put", 2],
    ["busy_delete", 2],
    ["busy_post", 1],
    ["busy_patch", 1],
  ])("%s, put off by 503 and Retry-After: %i requests", async (name, want) => {
    const result = await world.call("modern", name, { how: "busy" });
    expect([hits(), result.isError === true]).toEqual([want, want === 1]);
  });

  test.each([
    ["busy_get", 2],
    ["busy_put", 1],
    ["busy_delete", 1],
    ["busy_post", 1],
  ])("%s, reset before the answer: %i requests", async (name, want) => {
    const result = await world.call("modern", name, { how: "reset" });
    expect([hits(), result.isError === true]).toEqual([want, want === 1]);
  });
});
