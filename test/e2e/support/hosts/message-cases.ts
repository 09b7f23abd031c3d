import { describe, expect, test } from "vitest";
import { tools } from "../../../../generated/harbour/src/tools/index.ts";
import { eras, rawHeaders, rawRequest } from "../raw-message.ts";
import { askHost, resultOf } from "./ask-host.ts";
import { serveOn, type TestedHost } from "./tested-host.ts";

interface Body {
  readonly name: string;
  readonly status: number;
  readonly body?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const list = JSON.stringify(rawRequest("2025-11-25", 1, "tools/list"));
const bodies: readonly Body[] = [
  { name: "control: as it should be", body: list, status: 200 },
  { name: "of 2,000 bytes and one more", body: `"${"a".repeat(1_999)}"`, status: 413 },
  { name: "nested 9 deep", body: `${"[".repeat(9)}${"]".repeat(9)}`, status: 400 },
  { name: "that is no JSON", body: "{", status: 400 },
  { name: "of another type", body: list, headers: { "content-type": "text/plain" }, status: 415 },
  { name: "that says it is compressed", body: list, headers: { "content-encoding": "gzip" }, status: 415 },
  { name: "of another method", body: list, method: "PUT", status: 405 },
  { name: "that is absent, with GET", method: "GET", status: 405 },
  { name: "of a web page of another origin", body: list, headers: { origin: "https://evil.example" }, status: 403 },
];

/** Messages that are not as they should be, and those whose answer is an error. */
export function testMessages(host: TestedHost): void {
  const served = serveOn(host, { MAX_REQUEST_BYTES: "2000", MAX_REQUEST_DEPTH: "8" });

  test.each(bodies)("a body $name -> $status", async ({ status, body, method = "POST", headers = {} }) => {
    const world = served.world();
    const common = rawHeaders("2025-11-25", rawRequest("2025-11-25", 1, "tools/list"), await world.token());
    const response = await fetch(`${world.publicUrl}/mcp`, {
      method,
      headers: { ...common, ...headers },
      ...(body !== undefined && { body }),
    });
    expect(response.status).toBe(status);
  });

  describe.each(eras)("%s", (era) => {
    test("an unknown tool, an unknown method: protocol errors that name them", async () => {
      const world = served.world();
      world.apiRequests.length = 0;
      const tool = await askHost(world, era, { method: "tools/call", params: { name: "no_such_tool", arguments: {} } });
      expect(await resultOf(tool)).toMatchObject({
        error: { code: -32602, message: expect.stringContaining("no_such_tool") as string },
      });
      const method = await askHost(world, era, { method: "no/such/method" });
      expect(await resultOf(method)).toMatchObject({ error: { code: -32601 } });
      expect(world.apiRequests).toEqual([]);
    });

    test("an error of the API is a result that a model can act on, with the API's own words", async () => {
      const params = { name: "get_berth", arguments: { berthId: "A-99" } };
      const result = await resultOf(await askHost(served.world(), era, { method: "tools/call", params }));
      expect(result).toMatchObject({
        isError: true,
        structuredContent: { error: { code: "upstream_error", status: 404, body: { status: 404 } } },
      });
    });

    test("?services= lists and serves the tools of those services; an unknown one is told which there are", async () => {
      const world = served.world();
      const own = tools.filter(({ service }) => service === "photos").map(({ name }) => name);
      expect(own.length).toBeGreaterThan(1);
      const listed = await resultOf(await askHost(world, era, { method: "tools/list", query: "?services=photos" }));
      expect((listed["tools"] as { name: string }[]).map(({ name }) => name)).toEqual(own.toSorted());
      const params = { name: "list_berths", arguments: {} };
      const other = await askHost(world, era, { method: "tools/call", params, query: "?services=photos" });
      expect(await resultOf(other)).toMatchObject({ error: { code: -32602 } });
      const unknown = await askHost(world, era, { method: "tools/list", query: "?services=cats" });
      expect([unknown.status, await unknown.text()]).toEqual([
        400,
        expect.stringContaining('names \\"cats\\", which is no service of this server'),
      ]);
    });
  });
}
