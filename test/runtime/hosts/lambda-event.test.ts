import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  type LambdaEvent,
  requestOfEvent,
  resultOfResponse,
} from "../../../templates/src/runtime/hosts/lambda-event.ts";
import { tokenIssuer, type TokenIssuer } from "../../support/token-issuer.ts";

/** An event as a function URL hands it in (payload format 2.0), with what differs. */
function event(over: Partial<LambdaEvent> = {}, method = "POST"): LambdaEvent {
  const url = {
    version: "2.0",
    routeKey: "$default",
    rawPath: "/mcp",
    rawQueryString: "",
    headers: {
      "content-length": "2",
      "x-amzn-tls-version": "TLSv1.3",
      "x-forwarded-proto": "https",
      "x-forwarded-port": "443",
      accept: "application/json, text/event-stream",
      "content-type": "application/json",
      host: "abc123.lambda-url.eu-west-1.on.aws",
      "x-forwarded-for": "192.0.2.1",
    },
    requestContext: {
      accountId: "anonymous",
      apiId: "abc123",
      domainName: "abc123.lambda-url.eu-west-1.on.aws",
      domainPrefix: "abc123",
      http: { method, path: "/mcp", protocol: "HTTP/1.1", sourceIp: "192.0.2.1", userAgent: "test" },
      requestId: "7d5e1b6e-2f4f-4b1e-9d6e-1f0a2b3c4d5e",
      routeKey: "$default",
      stage: "$default",
      time: "20/Nov/2026:12:00:00 +0000",
      timeEpoch: 1_795_176_000_000,
    },
    body: "{}",
    isBase64Encoded: false,
  };
  return { ...url, ...over };
}

describe("requestOfEvent", () => {
  test("keeps method, address, headers and body", async () => {
    const request = requestOfEvent(event({ rawPath: "/a%20b/mcp", rawQueryString: "x=1&x=2" }));
    expect([request.method, request.url, await request.text()]).toEqual([
      "POST",
      "https://abc123.lambda-url.eu-west-1.on.aws/a%20b/mcp?x=1&x=2",
      "{}",
    ]);
    expect(request.headers.get("content-type")).toBe("application/json");
  });

  test("decodes a body of bytes", async () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
    const request = requestOfEvent(event({ body: Buffer.from(bytes).toString("base64"), isBase64Encoded: true }));
    expect(new Uint8Array(await request.arrayBuffer())).toEqual(bytes);
  });

  test("puts cookies into their header, and takes a GET without a body", async () => {
    const { body: _, ...rest } = event({ cookies: ["a=1", "b=2"] }, "GET");
    const request = requestOfEvent(rest);
    expect([request.headers.get("cookie"), await request.text()]).toEqual(["a=1; b=2", ""]);
  });

  test("refuses an event of payload format 1.0", () => {
    expect(() => requestOfEvent(event({ version: "1.0" }))).toThrow(
      "Only payload format 2.0 is understood: a function URL, or an HTTP API of API Gateway.",
    );
  });
});

describe("resultOfResponse", () => {
  test("gives text as it is, every cookie, and other bytes in base64", async () => {
    const headers = new Headers({ "content-type": "application/json" });
    headers.append("set-cookie", "a=1");
    headers.append("set-cookie", "b=2");
    expect(await resultOfResponse(new Response('{"ä":1}', { status: 403, headers }))).toEqual({
      statusCode: 403,
      headers: { "content-type": "application/json" },
      cookies: ["a=1", "b=2"],
      body: '{"ä":1}',
      isBase64Encoded: false,
    });
    const bytes = new Response(Uint8Array.of(0, 255, 128), { headers: { "content-type": "image/png" } });
    expect(await resultOfResponse(bytes)).toEqual({
      statusCode: 200,
      headers: { "content-type": "image/png" },
      body: "AP+A",
      isBase64Encoded: true,
    });
  });
});

describe("the Harbour server as a function", () => {
  let issuer: TokenIssuer;
  beforeEach(async () => {
    issuer = await tokenIssuer();
    vi.resetModules();
    vi.stubEnv("PUBLIC_URL", "https://abc123.lambda-url.eu-west-1.on.aws");
    vi.stubEnv("OAUTH_ISSUER", issuer.url);
    vi.stubEnv("API_BASE_URL", issuer.url);
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await issuer.close();
  });
  const list = { jsonrpc: "2.0", id: 1, method: "tools/list" };
  const authorized = (authorization: string): LambdaEvent => {
    const plain = event({ body: JSON.stringify(list) });
    return { ...plain, headers: { ...plain.headers, authorization, "mcp-protocol-version": "2025-11-25" } };
  };

  test("challenges, lists, and refuses two Authorization headers that the platform joined", async () => {
    const { handler } = await import("../../../generated/harbour/src/lambda.ts");
    const challenged = await handler(event());
    expect([challenged.statusCode, challenged.headers["www-authenticate"]]).toEqual([
      401,
      expect.stringContaining(
        'resource_metadata="https://abc123.lambda-url.eu-west-1.on.aws/.well-known/oauth-protected-resource/mcp"',
      ),
    ]);
    const token = await issuer.mint({ aud: "https://abc123.lambda-url.eu-west-1.on.aws/mcp" });
    const listed = await handler(authorized(`Bearer ${token}`));
    const { result } = JSON.parse(listed.body) as { result: { tools: object[] } };
    expect([listed.statusCode, listed.isBase64Encoded, result.tools.length]).toEqual([200, false, 48]);
    expect((await handler(authorized(`Bearer ${token},Bearer other`))).statusCode).toBe(400);
  });

  test("without its variables answers 500, and its log says what is missing", async () => {
    vi.stubEnv("PUBLIC_URL", "");
    vi.stubEnv("OAUTH_ISSUER", "");
    const said = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const { handler } = await import("../../../generated/harbour/src/lambda.ts");
    expect((await handler(event())).statusCode).toBe(500);
    const text = said.mock.calls.flat().join("\n");
    said.mockRestore();
    for (const name of ["PUBLIC_URL", "OAUTH_ISSUER"]) expect(text).toContain(name);
  });
});
