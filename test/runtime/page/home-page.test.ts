import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { readTenants } from "../../../templates/src/runtime/tenants/read-tenants.ts";
import { homePage } from "../../../templates/src/runtime/page/home-page.ts";
import { createRuntime, type Handler } from "../../../templates/src/runtime/create-runtime.ts";
import { api } from "../../../templates/src/api.ts";
import { tools } from "../../../templates/src/tools/index.ts";
import { createHomeServer } from "./home-world.ts";

const url = "https://pets.example/";
const html = { accept: "text/html,application/xhtml+xml,*/*;q=0.8" };

async function get(server: Handler, headers: Record<string, string>, at = url, method = "GET"): Promise<Response> {
  return await server.fetch(new Request(at, { headers, method }));
}

const textOf = async (server: Handler, at = url): Promise<string> => await (await get(server, html, at)).text();

describe("what / answers", () => {
  test.each<[given: string | undefined, want: string]>([
    [html.accept, "text/html; charset=utf-8"],
    ["text/html", "text/html; charset=utf-8"],
    ["application/json", "application/json"],
    ["*/*", "application/json"],
    ["text/html;q=0, application/json", "application/json"],
    [undefined, "application/json"],
  ])("accept: %s -> %s", async (accept, want) => {
    const response = await get(createHomeServer(), accept === undefined ? {} : { accept });
    expect(response.headers.get("content-type")).toBe(want);
    expect(response.headers.get("vary")).toMatch(/^accept\b/);
  });

  test.each<[homePage: string | undefined, generated: "off" | "tools" | undefined, want: readonly [number, boolean]]>([
    [undefined, undefined, [200, false]],
    ["summary", "tools", [200, false]],
    ["tools", undefined, [200, true]],
    [undefined, "tools", [200, true]],
    ["off", "tools", [404, false]],
    [undefined, "off", [404, false]],
  ])("HOME_PAGE %s, generated with %s -> %j (status, names tools)", async (given, page, want) => {
    const server = createHomeServer({ api: page === undefined ? {} : { page } }, { homePage: given });
    const response = await get(server, html);
    expect([response.status, (await response.text()).includes("create_pet")]).toEqual(want);
  });

  test.each<[surface: { hasPage: boolean }, homePage: string, want: string]>([
    [{ hasPage: true }, "all", 'HOME_PAGE (homePage) must be off, summary or tools, not "all".'],
    [{ hasPage: false }, "tools", "This server was generated without a page"],
  ])("%j, HOME_PAGE %s is refused", (surface, given, want) => {
    expect(() => createHomeServer(surface, { homePage: given })).toThrow(want);
  });

  test("without the page, browsers get JSON as before", async () => {
    const response = await get(createHomeServer({ hasPage: false }), html);
    expect([response.headers.get("content-type"), response.headers.get("vary")]).toEqual(["application/json", null]);
  });
});

describe("the page's headers", () => {
  test("its policy allows its own style and script by hash, and nothing else", async () => {
    const response = await get(createHomeServer(), html);
    const text = await response.text();
    const hash = (tag: string): string => {
      const content = text.split(`<${tag}>`)[1]?.split(`</${tag}>`)[0] ?? "";
      return createHash("sha256").update(content).digest("base64");
    };
    expect(response.headers.get("content-security-policy")).toBe(
      `default-src 'none'; style-src 'sha256-${hash("style")}'; script-src 'sha256-${hash("script")}'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'`,
    );
    expect(text).not.toMatch(/\sstyle=|\son[a-z]+=|<script src|<link rel="stylesheet/);
  });

  test("compressed once, with a tag of its own, and not sent again to who has it", async () => {
    const server = createHomeServer();
    const [plain, zipped] = [await get(server, html), await get(server, { ...html, "accept-encoding": "br, gzip" })];
    const bytes = Buffer.from(await zipped.arrayBuffer());
    expect(gunzipSync(bytes).toString()).toBe(await plain.text());
    expect([plain.headers.get("content-encoding"), zipped.headers.get("content-encoding")]).toEqual([null, "gzip"]);
    const tag = zipped.headers.get("etag") ?? "";
    expect(tag).not.toBe(plain.headers.get("etag"));
    const again = await get(server, { ...html, "accept-encoding": "gzip", "if-none-match": tag });
    expect([again.status, await again.text(), again.headers.get("etag")]).toEqual([304, "", tag]);
    const head = await get(server, html, url, "HEAD");
    expect([head.status, await head.text(), head.headers.get("etag")]).toEqual([200, "", plain.headers.get("etag")]);
  });
});

describe("where it leads", () => {
  test("below a path, also where a proxy takes the path away", async () => {
    const server = createHomeServer({}, { publicUrl: "https://pets.example/base" });
    for (const path of ["/", "/base", "/base/"]) {
      const text = await textOf(server, `https://pets.example${path}`);
      expect(text).toContain("<code>https://pets.example/base/mcp</code>");
      expect(text).toContain('data-status="/base/readyz"');
    }
  });

  test("several tenants: a placeholder, no link that would not work, and no tenant's name", async () => {
    const options = {
      publicUrl: "https://pets.example/base",
      oauthIssuer: ["https://as.example/{tenant}"],
      apiBaseUrl: "https://api.example",
      tenants: ["secretco"],
    };
    const surface = { api, tools, custom: {}, features: { page: homePage, tenants: readTenants } };
    const text = await textOf(createRuntime(surface, options), "https://pets.example/base/");
    expect(text).toContain("<code>https://pets.example/base/{tenant}/mcp</code>");
    expect(text).toContain('data-status="/base/readyz"');
    expect(text).not.toMatch(/secretco|"(cursor|vscode):/);
  });

  test("links of Cursor and VS Code hold the server's name and URL", async () => {
    const text = await textOf(createHomeServer());
    const links = [...text.matchAll(/href="((?:cursor|vscode):[^"]+)"/g)].map(([, link = ""]) =>
      link.replaceAll("&amp;", "&"),
    );
    const [cursor, code] = [new URL(links[0] ?? ""), links[1] ?? ""];
    expect([cursor.host, cursor.pathname, cursor.searchParams.get("name")]).toEqual([
      "anysphere.cursor-deeplink",
      "/mcp/install",
      "pets",
    ]);
    expect(JSON.parse(atob(cursor.searchParams.get("config") ?? ""))).toEqual({ url: "https://pets.example/mcp" });
    expect(code.startsWith("vscode:mcp/install?")).toBe(true);
    expect(JSON.parse(decodeURIComponent(code.slice(19)))).toEqual({
      name: "pets",
      type: "http",
      url: "https://pets.example/mcp",
    });
  });
});

test("text of the document is text", async () => {
  const evil = `</title><script>alert(1)</script>"'><img src=x onerror=alert(1)>\u202e\`<b>\``;
  const [first, ...rest] = tools;
  if (first === undefined) throw new TypeError("the toy has no tools");
  const server = createHomeServer(
    {
      api: { title: evil, version: evil, instructions: `${evil}\n\n${evil}` },
      tools: [{ ...first, title: evil, description: `About ${evil}.`, service: evil }, ...rest],
    },
    { homePage: "tools" },
  );
  const text = await textOf(server);
  expect(text.match(/<script|<img|<b>|\u202e/g)).toEqual(["<script"]);
  expect(text).toContain("<code>&lt;b&gt;</code>");
});

test.each<[description: string, want: string | undefined]>([
  ["List pets", undefined],
  ["List pets.", undefined],
  ["List pets. A page at a time.", "A page at a time."],
  ["List pets of one owner.", "List pets of one owner."],
])("title List pets, description %s: below the title stands %s", async (description, want) => {
  const [first] = tools;
  if (first === undefined) throw new TypeError("the toy has no tools");
  const server = createHomeServer({ tools: [{ ...first, title: "List pets", description }] }, { homePage: "tools" });
  const text = await textOf(server);
  expect(
    /<div data-find="">List pets<\/div>(?:<div class="soft" data-find="">([^<]*)<\/div>)?<\/li>/.exec(text)?.[1],
  ).toBe(want);
});

test("a URL with what shells read is one word in commands", async () => {
  const text = await textOf(
    createHomeServer({}, { publicUrl: "https://pets.example/a'b&c" }),
    "https://pets.example/a'b&c/",
  );
  expect(text.replaceAll("&#39;", "'").replaceAll("&amp;", "&")).toContain(
    String.raw`claude mcp add --transport http pets 'https://pets.example/a'\''b&c/mcp'`,
  );
});
