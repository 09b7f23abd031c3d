import { type CallToolResult, isCallToolResult } from "@modelcontextprotocol/server";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fetchTransport } from "../../../templates/src/runtime/upstream/transport.ts";
import { defineTool } from "../../../templates/src/runtime/define-tool.ts";
import { defaultLimits } from "../../../templates/src/runtime/limits.ts";
import { createCallDependencies } from "../../../templates/src/runtime/mcp/call-dependencies.ts";
import { callTool } from "../../../templates/src/runtime/mcp/call-tool.ts";
import { multipartReaders } from "../../../templates/src/runtime/upstream/read-multipart.ts";

const runs = process.env["FULL"] === "1" ? 50_000 : 1_000;
const token = "CANARY.token-1";
const codes = ["upstream_error", "upstream_forbidden", "upstream_rate_limited", "upstream_unauthorized"];

const bodies = fc.oneof(
  fc.uint8Array({ maxLength: 60 }),
  fc.json().map((text) => new TextEncoder().encode(text)),
  fc.string({ unit: "binary" }).map((text) => new TextEncoder().encode(`${text}${token}`)),
  fc
    .constantFrom('{"a":', "[".repeat(200), "--b\r\n\r\nx\r\n--b--", "--b\r\n", "\uFEFF{}", "<title>x")
    .map((text) => new TextEncoder().encode(text)),
);
const types = fc.constantFrom(
  "application/json",
  "application/problem+json",
  "text/plain; charset=utf-16le",
  "text/html",
  "image/png",
  "audio/x",
  "application/pdf",
  "multipart/mixed; boundary=b",
  "multipart/mixed",
  "; charset=",
  "nonsense",
  "application/octet-stream",
);
const statuses = fc.constantFrom(200, 201, 206, 226, 299, 400, 401, 403, 404, 429, 499, 500, 503, 599);

describe("whatever the API answers", () => {
  it(
    "becomes one well-formed result, without the token, an error for and only for an error status or a broken body",
    { timeout: 120_000 },
    async () => {
      const tool = defineTool({
        name: "t",
        title: "",
        description: "",
        service: "s",
        annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true },
        scopes: [],
        inputSchema: { type: "object" },
        operation: { method: "GET", path: "/", parameters: [], responses: { "200": ["application/json"] } },
      });
      const quiet = (): void => undefined;
      const call = {
        caller: { issuer: "i", subject: "s", scopes: new Set<string>(), expiresAt: 1, token },
        signal: new AbortController().signal,
      };
      await fc.assert(
        fc.asyncProperty(bodies, types, statuses, async (body, type, status) => {
          const deps = createCallDependencies({
            config: { apiBaseUrl: new URL("https://api.example"), origins: new Map(), limits: defaultLimits },
            hooks: undefined,
            transport: fetchTransport(() =>
              Promise.resolve(new Response(new Uint8Array(body), { status, headers: { "content-type": type } })),
            ),
            log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
            answerReaders: multipartReaders,
          });
          const result = (await callTool(tool, {}, call, deps)) as CallToolResult;
          const wire = JSON.stringify(result);
          expect(wire).not.toContain("CANARY");
          expect(isCallToolResult({ ...result, structuredContent: { result: result.structuredContent } })).toBe(true);
          expect(result.content.length).toBeGreaterThan(0);
          const { code } = (result.structuredContent as { error?: { code?: string } } | undefined | null)?.error ?? {};
          const expected = status >= 400 ? codes : [undefined, "upstream_bad_response"];
          expect(expected).toContain(result.isError === true ? code : undefined);
        }),
        { numRuns: runs },
      );
    },
  );
});
