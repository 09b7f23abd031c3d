import { generateKeyPairSync } from "node:crypto";
import { createSigningKey } from "../../generator/dev/authorization-server/signing-key.ts";
import type { DoctorOptions } from "../../generator/doctor/doctor-options.ts";
import { allowedOrigin, type DoctorWorld, otherAudience } from "./doctor-world.ts";
import {
  editJson,
  headerOf,
  type ProxiedAnswer,
  type ProxiedRequest,
  type ProxyFault,
  setHeader,
} from "./faulty-proxy.ts";

/** A server with one fault, and every finding that it must bring about. */
export interface BrokenServer {
  readonly name: string;
  readonly fires: Readonly<Record<string, "fail" | "warn">>;
  /** Fault of the MCP server. */
  readonly mcp?: (context: BrokenContext) => ProxyFault;
  /** Fault of the authorization server, after its normal rewriting. */
  readonly as?: (context: BrokenContext) => ProxyFault | Promise<ProxyFault>;
  /** Of the token that doctor is given. */
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly options?: Partial<DoctorOptions>;
}

export interface BrokenContext {
  readonly world: DoctorWorld;
  readonly token: string;
}

type Edit = (answer: ProxiedAnswer, request: ProxiedRequest) => void;

const resourceMetadata = "/.well-known/oauth-protected-resource";

function isMcp({ path }: ProxiedRequest): boolean {
  return path.startsWith("/mcp");
}

function isMetadata({ path }: ProxiedRequest): boolean {
  return path.startsWith(resourceMetadata);
}

function hasToken(request: ProxiedRequest): boolean {
  return headerOf(request, "authorization") !== undefined;
}

function isModern(request: ProxiedRequest): boolean {
  return headerOf(request, "mcp-method") !== undefined;
}

function rpcOf(request: ProxiedRequest): { method?: string; params?: Record<string, unknown> } {
  return request.method === "POST" && request.body.startsWith("{") ? JSON.parse(request.body) : {};
}

function toJson(answer: ProxiedAnswer, status: number, body: unknown): void {
  answer.status = status;
  answer.headers["content-type"] = "application/json";
  answer.body = JSON.stringify(body);
}

/** Changes the challenge of requests without a token that anybody issued, and of all others that are refused. */
function challenge(edit: (header: string) => string | undefined, onlyWithoutToken = false): () => ProxyFault {
  return () => ({
    answer: (answer, request) => {
      const header = answer.headers["www-authenticate"];
      if (typeof header !== "string" || (onlyWithoutToken && hasToken(request))) return;
      const changed = edit(header);
      if (changed === undefined) delete answer.headers["www-authenticate"];
      else answer.headers["www-authenticate"] = changed;
    },
  });
}

function answers(when: (request: ProxiedRequest) => boolean, edit: Edit): () => ProxyFault {
  return () => ({
    answer: (answer, request) => {
      if (when(request)) edit(answer, request);
    },
  });
}

/** Changes the protected resource metadata, at every place. */
function metadata(edit: (json: Record<string, unknown>) => void): () => ProxyFault {
  return answers(isMetadata, (answer) => editJson(answer, edit));
}

/** Changes the authorization server's metadata, at every place. */
function discovery(edit: (json: Record<string, unknown>) => void): () => ProxyFault {
  return answers(
    ({ path }) => path.startsWith("/.well-known/"),
    (answer) => editJson(answer, edit),
  );
}

function keys(edit: (keys: Record<string, unknown>[]) => void): () => ProxyFault {
  return answers(
    ({ path }) => path === "/jwks",
    (answer) => editJson(answer, (json) => edit(json["keys"] as Record<string, unknown>[])),
  );
}

/** Changes good answers to a JSON-RPC method. */
function results(
  method: string,
  edit: (result: Record<string, unknown>, request: ProxiedRequest) => void,
): () => ProxyFault {
  return answers(
    (request) => rpcOf(request).method === method,
    (answer, request) => {
      if (answer.status !== 200) return;
      editJson(answer, (json) => {
        if (json["result"] !== undefined) edit(json["result"] as Record<string, unknown>, request);
      });
    },
  );
}

type Tool = Record<string, unknown>;

function oneTool(edit: (tool: Tool) => void): () => ProxyFault {
  return results("tools/list", (result) => {
    const tool =
      (result["tools"] as Tool[]).find(({ name }) => name === "delete_berth") ?? (result["tools"] as Tool[]).at(-1);
    if (tool !== undefined) edit(tool);
  });
}

/** Lets a wrong token through by putting the good one in its place. */
function accepts(isWrong: (parts: { header: Tool; claims: Tool; signature: string }, good: string) => boolean) {
  return ({ token }: BrokenContext): ProxyFault => ({
    request: (request) => {
      const sent = headerOf(request, "authorization")?.replace("Bearer ", "");
      const [header = "", claims = "", signature = ""] = (sent ?? "").split(".");
      if (sent === undefined || sent === token || !header.startsWith("eyJ")) return;
      const read = (part: string): Tool => JSON.parse(Buffer.from(part, "base64url").toString()) as Tool;
      if (isWrong({ header: read(header), claims: read(claims), signature }, token)) {
        setHeader(request, "authorization", `Bearer ${token}`);
      }
    },
  });
}

const ofMcpServer: readonly BrokenServer[] = [
  {
    name: "the endpoint redirects",
    fires: { "endpoint.redirect": "fail" },
    mcp: answers(isMcp, (answer) => {
      answer.status = 307;
      answer.headers = { location: "/mcp/", date: String(answer.headers["date"]) };
    }),
  },
  {
    name: "no token is needed",
    fires: { "challenge.status": "fail" },
    mcp: answers(
      (request) => isMcp(request) && !hasToken(request) && request.method === "POST",
      (answer) => {
        delete answer.headers["www-authenticate"];
        toJson(answer, 200, { jsonrpc: "2.0", id: 1, result: { protocolVersion: "2025-11-25" } });
      },
    ),
  },
  {
    name: "403 in place of 401",
    fires: { "challenge.status": "fail" },
    mcp: answers(
      (request) => isMcp(request) && !hasToken(request),
      (answer) => void (answer.status = answer.status === 401 ? 403 : answer.status),
    ),
  },
  { name: "no challenge", fires: { "challenge.header": "fail" }, mcp: challenge(() => undefined) },
  {
    name: "a challenge of another scheme",
    fires: { "challenge.header": "fail" },
    mcp: challenge(() => 'Basic realm="api"'),
  },
  {
    name: "a challenge that cannot be read",
    fires: { "challenge.header": "fail" },
    mcp: challenge((header) => header.replace('"', "")),
  },
  {
    name: "a challenge without resource_metadata",
    fires: { "challenge.resource-metadata": "warn" },
    mcp: challenge((header) => header.replace(/, resource_metadata="[^"]*"/u, "")),
  },
  {
    name: "resource_metadata is a path",
    fires: { "challenge.resource-metadata": "fail", "metadata.document": "fail" },
    mcp: challenge((header) => header.replace(/resource_metadata="[^"]*"/u, `resource_metadata="${resourceMetadata}"`)),
  },
  {
    name: "resource_metadata leads nowhere",
    fires: { "metadata.document": "fail" },
    mcp: challenge((header) => header.replace("/oauth-protected-resource", "/oauth-protected")),
  },
  {
    name: "resource_metadata leads to a cloud's metadata service",
    fires: { "metadata.document": "fail" },
    mcp: challenge((header) =>
      header.replace(/resource_metadata="[^"]*"/u, 'resource_metadata="http://169.254.169.254/latest"'),
    ),
  },
  {
    name: "a challenge without scope",
    fires: { "challenge.scope": "warn" },
    mcp: challenge((header) => header.replace(/scope="[^"]*", /u, "")),
  },
  {
    name: "invalid_token before there was a token",
    fires: { "challenge.no-error": "warn" },
    mcp: challenge((header) => header.replace("Bearer ", 'Bearer error="invalid_token", '), true),
  },
  {
    name: "modern requests are answered without a token",
    fires: { "challenge.modern": "fail" },
    mcp: answers(
      (request) => isModern(request) && !hasToken(request),
      (answer) => toJson(answer, 400, { jsonrpc: "2.0", id: null, error: { code: -32_000, message: "no" } }),
    ),
  },
  {
    name: "the method is checked before the token",
    fires: { "challenge.get": "warn" },
    mcp: answers(
      (request) => isMcp(request) && request.method === "GET" && !hasToken(request),
      (answer) => void (answer.status = 405),
    ),
  },
  {
    name: "GET is answered without a token",
    fires: { "challenge.get": "fail" },
    mcp: answers(
      (request) => isMcp(request) && request.method === "GET" && !hasToken(request),
      (answer) => void (answer.status = 200),
    ),
  },
  {
    name: "OPTIONS fails",
    fires: { "challenge.options": "fail" },
    mcp: answers(
      (request) => request.method === "OPTIONS" && headerOf(request, "origin") === undefined,
      (answer) => void (answer.status = 500),
    ),
  },
  {
    name: "a token that cannot be read makes the server fail",
    fires: { "challenge.invalid-token": "fail" },
    mcp: answers(
      (request) => headerOf(request, "authorization")?.includes("not-a-token") ?? false,
      (answer) => void (answer.status = 500),
    ),
  },
  {
    name: "a wrong token is refused without a reason",
    fires: { "challenge.invalid-token": "warn" },
    mcp: challenge((header) => header.replace(/error="invalid_token", /u, "")),
  },
  {
    name: "offline_access in the challenge",
    fires: { "scopes.offline-access": "warn" },
    mcp: challenge((header) => header.replace('scope="', 'scope="offline_access ')),
  },
  {
    name: "offline_access in the metadata",
    fires: { "scopes.offline-access": "warn" },
    mcp: metadata((json) => (json["scopes_supported"] as string[]).push("offline_access")),
  },
  {
    name: "no metadata at the path's place",
    fires: { "metadata.well-known-path": "warn" },
    mcp: () => ({
      answer: (answer, request) => {
        const header = answer.headers["www-authenticate"];
        if (typeof header === "string") answer.headers["www-authenticate"] = header.replace("resource/mcp", "resource");
        if (request.path === `${resourceMetadata}/mcp`) answer.status = 404;
      },
    }),
  },
  {
    name: "no metadata at the root",
    fires: { "metadata.well-known-root": "warn" },
    mcp: answers(
      ({ path }) => path === resourceMetadata,
      (answer) => void (answer.status = 404),
    ),
  },
  {
    name: "no metadata at all",
    fires: { "metadata.document": "fail" },
    mcp: answers(isMetadata, (answer) => void (answer.status = 404)),
  },
  {
    name: "the metadata are no JSON",
    fires: { "metadata.document": "fail" },
    mcp: answers(isMetadata, (answer) => void (answer.body = "<!doctype html><title>App</title>")),
  },
  {
    name: "the root names another authorization server",
    fires: { "metadata.same": "warn" },
    mcp: answers(
      ({ path }) => path === resourceMetadata,
      (answer) => editJson(answer, (json) => (json["authorization_servers"] = ["https://login.example.com"])),
    ),
  },
  {
    name: "the metadata are sent as a page",
    fires: { "metadata.content-type": "fail" },
    mcp: answers(isMetadata, (answer) => void (answer.headers["content-type"] = "text/html")),
  },
  {
    name: "the resource is another host's",
    fires: { "metadata.resource": "fail" },
    mcp: metadata((json) => (json["resource"] = "https://mcp.example.com/mcp")),
  },
  {
    name: "the resource has a slash too many",
    fires: { "metadata.resource": "warn" },
    mcp: metadata((json) => (json["resource"] = `${String(json["resource"])}/`)),
  },
  { name: "no resource", fires: { "metadata.resource": "fail" }, mcp: metadata((json) => delete json["resource"]) },
  {
    name: "no authorization server",
    fires: { "metadata.authorization-servers": "fail" },
    mcp: metadata((json) => (json["authorization_servers"] = [])),
  },
  {
    name: "tokens are wanted in the query",
    fires: { "metadata.bearer-methods": "fail" },
    mcp: metadata((json) => (json["bearer_methods_supported"] = ["query"])),
  },
  {
    name: "pages may not read the metadata",
    fires: { "metadata.cors": "warn" },
    mcp: answers(isMetadata, (answer) => delete answer.headers["access-control-allow-origin"]),
  },
  {
    name: "the metadata are redirected",
    fires: { "metadata.direct": "warn" },
    mcp: answers(
      ({ path }) => path === `${resourceMetadata}/mcp`,
      (answer) => {
        answer.status = 302;
        answer.headers["location"] = resourceMetadata;
      },
    ),
  },
  {
    name: "the copy of the authorization server's metadata is another's",
    fires: { "metadata.mirror": "warn" },
    mcp: answers(
      ({ path }) => path === "/.well-known/oauth-authorization-server",
      (answer) => toJson(answer, 200, { issuer: "https://login.example.com" }),
    ),
  },
  {
    name: "the clock is ten minutes ahead",
    fires: { "clock.skew": "fail" },
    mcp: answers(isMcp, (answer) => void (answer.headers["date"] = new Date(Date.now() + 600_000).toUTCString())),
  },
  {
    name: "the clock is half a minute behind",
    fires: { "clock.skew": "warn" },
    mcp: answers(isMcp, (answer) => void (answer.headers["date"] = new Date(Date.now() - 30_000).toUTCString())),
  },
  {
    name: "the preflight needs a token",
    fires: { "cors.preflight": "fail" },
    mcp: answers(
      (request) => request.method === "OPTIONS" && headerOf(request, "access-control-request-method") !== undefined,
      (answer) => void (answer.status = 401),
    ),
  },
  {
    name: "the preflight allows any header, but not Authorization",
    fires: { "cors.preflight": "fail" },
    mcp: answers(
      (request) => request.method === "OPTIONS",
      (answer) => void (answer.headers["access-control-allow-headers"] = "*"),
    ),
  },
  {
    name: "the challenge is not exposed to pages",
    fires: { "cors.challenge": "fail" },
    mcp: answers(isMcp, (answer) => delete answer.headers["access-control-expose-headers"]),
  },
  {
    name: "refusals have no CORS headers",
    fires: { "cors.challenge": "fail" },
    mcp: answers(
      (request) => isMcp(request) && !hasToken(request) && request.method === "POST",
      (answer) => delete answer.headers["access-control-allow-origin"],
    ),
  },
  {
    name: "any page is answered",
    fires: { "http.origin": "fail" },
    mcp: () => ({
      request: (request) => {
        if (headerOf(request, "origin") === "https://doctor.invalid") setHeader(request, "origin", undefined);
      },
    }),
  },
  {
    name: "text is read as JSON",
    fires: { "http.content-type": "fail" },
    mcp: () => ({
      request: (request) => {
        if (headerOf(request, "content-type") === "text/plain") setHeader(request, "content-type", "application/json");
      },
    }),
  },
  {
    name: "answers are sent as text",
    fires: { "http.json": "fail" },
    mcp: answers(
      (request) => isMcp(request) && hasToken(request) && request.method === "POST",
      (answer) => void (answer.headers["content-type"] = "text/plain"),
    ),
  },
  {
    name: "GET with a token is a page",
    fires: { "http.get": "fail" },
    mcp: answers(
      (request) => isMcp(request) && hasToken(request) && request.method === "GET",
      (answer) => void (answer.status = 200),
    ),
  },
  {
    name: "405 without Allow",
    fires: { "http.allow": "fail" },
    mcp: answers(isMcp, (answer) => delete answer.headers["allow"]),
  },
];

const behindTheGate: readonly BrokenServer[] = [
  {
    name: "initialize is unknown",
    fires: { "protocol.legacy": "warn" },
    mcp: answers(
      (request) => hasToken(request) && rpcOf(request).method === "initialize",
      (answer) => {
        if (answer.status === 200)
          toJson(answer, 404, { jsonrpc: "2.0", id: 1, error: { code: -32_601, message: "no" } });
      },
    ),
  },
  {
    name: "2026-07-28 is unknown",
    fires: { "protocol.modern": "warn" },
    mcp: answers(
      (request) => hasToken(request) && isModern(request),
      (answer) => {
        if (answer.status === 200)
          toJson(answer, 400, { jsonrpc: "2.0", id: null, error: { code: -32_000, message: "no" } });
      },
    ),
  },
  {
    name: "server/discover does not list its own version",
    fires: { "protocol.modern": "fail" },
    mcp: results("server/discover", (result) => (result["supportedVersions"] = ["2025-11-25"])),
  },
  {
    name: "server/discover without cache hints",
    fires: { "protocol.discover-shape": "fail" },
    mcp: results("server/discover", (result) => delete result["ttlMs"]),
  },
  {
    name: "an unknown version is refused with a general error",
    fires: { "protocol.unknown-version": "fail" },
    mcp: answers(
      (request) => headerOf(request, "mcp-protocol-version") === "1900-01-01",
      (answer) => toJson(answer, 400, { jsonrpc: "2.0", id: null, error: { code: -32_000, message: "no" } }),
    ),
  },
  {
    name: "headers are not compared with the body",
    fires: { "protocol.header-mismatch": "fail" },
    mcp: () => ({
      request: (request) => {
        const { method } = rpcOf(request);
        if (method !== undefined && isModern(request)) setHeader(request, "mcp-method", method);
      },
    }),
  },
  {
    name: "an unknown method has status 200",
    fires: { "protocol.unknown-method": "fail" },
    mcp: answers(
      (request) => rpcOf(request).method === "slipway/doctor",
      (answer) => void (answer.status = 200),
    ),
  },
  {
    name: "tools/list fails",
    fires: { "tools.list": "fail" },
    mcp: answers(
      (request) => rpcOf(request).method === "tools/list",
      (answer) => {
        if (answer.status === 200)
          toJson(answer, 200, { jsonrpc: "2.0", id: 1, error: { code: -32_603, message: "no" } });
      },
    ),
  },
  {
    name: "tools/list has no end",
    fires: { "tools.list": "fail" },
    mcp: results("tools/list", (result) => {
      result["nextCursor"] = "again";
      // Else names would repeat.
      result["tools"] = [];
    }),
  },
  {
    name: "old clients see fewer tools",
    fires: { "tools.same": "warn" },
    mcp: results("tools/list", (result, request) => {
      if (!isModern(request)) (result["tools"] as Tool[]).pop();
    }),
  },
  {
    name: "a name with a dot",
    fires: { "tools.names": "warn" },
    mcp: oneTool((tool) => (tool["name"] = "berths.delete")),
  },
  {
    name: "a name of 65 letters",
    fires: { "tools.names": "warn" },
    mcp: oneTool((tool) => (tool["name"] = "a".repeat(65))),
  },
  {
    name: "a schema that leads elsewhere",
    fires: { "tools.schemas": "fail" },
    mcp: oneTool(
      (tool) => (tool["inputSchema"] = { type: "object", properties: { a: { $ref: "https://example.com/a.json" } } }),
    ),
  },
  {
    name: "a schema with a broken reference",
    fires: { "tools.schemas": "fail" },
    mcp: oneTool((tool) => (tool["inputSchema"] = { type: "object", properties: { a: { $ref: "#/$defs/Absent" } } })),
  },
  {
    name: "a schema without a type",
    fires: { "tools.schemas": "fail" },
    mcp: oneTool((tool) => (tool["inputSchema"] = { properties: {} })),
  },
  {
    name: "a tool without hints",
    fires: { "tools.hints": "warn" },
    mcp: oneTool((tool) => delete tool["annotations"]),
  },
  {
    name: "a read-only tool that destroys",
    fires: { "tools.hints": "warn" },
    mcp: oneTool((tool) => (tool["annotations"] = { readOnlyHint: true, destructiveHint: true })),
    options: { callRead: false },
  },
  {
    name: "a tool without a description",
    fires: { "tools.descriptions": "warn" },
    mcp: oneTool((tool) => delete tool["description"]),
  },
  {
    name: "an unknown tool gives a result",
    fires: { "tools.unknown": "fail" },
    mcp: answers(
      (request) => rpcOf(request).params?.["name"] === "slipway_doctor_no_such_tool",
      (answer) => toJson(answer, 200, { jsonrpc: "2.0", id: 1, result: { content: [] } }),
    ),
  },
  {
    name: "the API refuses",
    fires: { "tools.call": "fail" },
    mcp: results("tools/call", (result) => (result["isError"] = true)),
  },
];

const ofTokens: readonly BrokenServer[] = [
  { name: "the token is over", fires: { "token.accepted": "fail" }, claims: { exp: 1_700_000_000 } },
  {
    name: "the token is for somebody else",
    fires: { "token.accepted": "fail" },
    claims: { aud: "https://other.example.com" },
  },
  {
    name: "the audience is not the resource",
    fires: { "token.audience": "warn" },
    claims: { aud: otherAudience },
    options: { callRead: false },
  },
  {
    name: "the token lives a year",
    fires: { "token.lifetime": "warn" },
    claims: { exp: Math.floor(Date.now() / 1000) + 365 * 86_400 },
  },
  {
    name: "an issuer is trusted that the metadata do not name",
    fires: { "token.issuer": "fail" },
    mcp: ({ world }) => ({
      answer: (answer, request) => {
        if (isMetadata(request))
          editJson(answer, (json) => (json["authorization_servers"] = [world.authorization.issuer]));
        if (request.path === "/.well-known/oauth-authorization-server") answer.status = 404;
      },
    }),
  },
  {
    name: "signatures are not checked",
    fires: { "token.altered-signature": "fail" },
    mcp: accepts(
      ({ header, claims, signature }, good) =>
        header["alg"] !== "none" && signature !== good.split(".")[2] && Number(claims["exp"]) * 1000 > Date.now(),
    ),
  },
  {
    name: "alg none is taken",
    fires: { "token.alg-none": "fail" },
    mcp: accepts(({ header }) => header["alg"] === "none"),
  },
  {
    name: "claims are read without their signature",
    fires: { "token.expired-copy": "fail" },
    mcp: accepts(({ claims }) => Number(claims["exp"]) * 1000 < Date.now()),
  },
  {
    name: "a token is taken from the query",
    fires: { "token.query": "fail" },
    mcp: () => ({
      request: (request) => {
        const url = new URL(request.path, "http://proxy.invalid");
        const token = url.searchParams.get("access_token");
        if (token === null) return;
        request.path = url.pathname;
        setHeader(request, "authorization", `Bearer ${token}`);
      },
    }),
  },
  {
    name: "one of two Authorization headers is taken",
    fires: { "token.two-headers": "warn" },
    mcp: ({ token }) => ({
      request: (request) => {
        const count = request.headers.filter(
          (entry, index) => index % 2 === 0 && entry.toLowerCase() === "authorization",
        ).length;
        if (count > 1) setHeader(request, "authorization", `Bearer ${token}`);
      },
    }),
  },
];

const ofAuthorizationServer: readonly BrokenServer[] = [
  {
    name: "the authorization server cannot be discovered",
    fires: { "as.metadata": "fail" },
    as: answers(
      ({ path }) => path.startsWith("/.well-known/"),
      (answer) => void (answer.status = 404),
    ),
  },
  {
    name: "the metadata lead to a cloud's metadata service",
    fires: { "as.metadata": "fail" },
    mcp: () => ({
      answer: (answer, request) => {
        if (isMetadata(request))
          editJson(answer, (json) => (json["authorization_servers"] as string[]).push("https://169.254.169.254"));
      },
    }),
  },
  {
    name: "the issuer has a slash too many",
    fires: { "as.issuer": "fail" },
    as: discovery((json) => (json["issuer"] = `${String(json["issuer"])}/`)),
  },
  {
    name: "no token endpoint",
    fires: { "as.endpoints": "fail" },
    as: discovery((json) => delete json["token_endpoint"]),
  },
  {
    name: "no code flow",
    fires: { "as.code-flow": "fail" },
    as: discovery((json) => (json["response_types_supported"] = ["id_token"])),
  },
  {
    name: "PKCE is not announced",
    fires: { "as.pkce": "fail" },
    as: discovery((json) => delete json["code_challenge_methods_supported"]),
  },
  {
    name: "PKCE plain only",
    fires: { "as.pkce": "fail" },
    as: discovery((json) => (json["code_challenge_methods_supported"] = ["plain"])),
  },
  {
    name: "openid-configuration only",
    fires: { "as.oauth-metadata": "warn" },
    as: answers(
      ({ path }) => path === "/.well-known/oauth-authorization-server",
      (answer) => void (answer.status = 404),
    ),
  },
  {
    name: "no registration of any kind",
    fires: { "as.registration": "warn" },
    as: discovery((json) => {
      delete json["registration_endpoint"];
      delete json["client_id_metadata_document_supported"];
    }),
  },
  {
    name: "every client needs a secret",
    fires: { "as.public-clients": "warn" },
    as: discovery((json) => (json["token_endpoint_auth_methods_supported"] = ["client_secret_basic"])),
  },
  {
    name: "the iss parameter is not announced",
    fires: { "as.iss-parameter": "warn" },
    as: discovery((json) => delete json["authorization_response_iss_parameter_supported"]),
  },
  {
    name: "a scope is not offered",
    fires: { "as.scopes": "warn" },
    as: discovery((json) => {
      json["scopes_supported"] = (json["scopes_supported"] as string[]).filter((scope) => scope !== "berths:read");
    }),
  },
  {
    name: "pages may not read the authorization server's metadata",
    fires: { "as.cors": "warn" },
    as: answers(
      ({ path }) => path.startsWith("/.well-known/"),
      (answer) => delete answer.headers["access-control-allow-origin"],
    ),
  },
  {
    name: "the token endpoint is not https",
    fires: { "tls.https": "fail" },
    as: discovery((json) => (json["token_endpoint"] = "http://login.example.com/token")),
  },
  {
    name: "the keys cannot be fetched",
    fires: { "keys.reachable": "fail" },
    as: answers(
      ({ path }) => path === "/jwks",
      (answer) => void (answer.status = 500),
    ),
  },
  { name: "no keys are named", fires: { "keys.reachable": "fail" }, as: discovery((json) => delete json["jwks_uri"]) },
  {
    name: "keys for encryption only",
    fires: { "keys.usable": "fail" },
    as: keys((all) => {
      for (const key of all) key["use"] = "enc";
    }),
  },
  {
    name: "keys without an id",
    fires: { "keys.ids": "warn" },
    as: keys((all) => {
      for (const key of all) delete key["kid"];
    }),
  },
  {
    name: "a private key is published",
    fires: { "keys.private": "fail" },
    as: keys((all) => {
      for (const key of all) key["d"] = "AAAA";
    }),
  },
  {
    name: "the signing key is not published",
    fires: { "token.key": "fail" },
    as: async () => {
      const { privateJwk } = await createSigningKey();
      const { d: _, ...publicJwk } = privateJwk;
      return keys((all) => void all.splice(0, all.length, publicJwk))();
    },
  },
];

/** Cuts the connection of some requests. */
function cuts(when: (request: ProxiedRequest) => boolean): () => ProxyFault {
  return answers(when, (answer) => void (answer.status = 0));
}

function isWrongToken(request: ProxiedRequest): boolean {
  return headerOf(request, "authorization")?.includes("not-a-token") ?? false;
}

function isFrom(origin: string): (request: ProxiedRequest) => boolean {
  return (request) => isMcp(request) && headerOf(request, "origin") === origin;
}

const lessUsual: readonly BrokenServer[] = [
  {
    name: "modern requests are cut",
    fires: { "challenge.modern": "fail" },
    mcp: cuts((request) => request.path === "/mcp" && isModern(request) && !hasToken(request)),
  },
  {
    name: "GET is cut",
    fires: { "challenge.get": "fail" },
    mcp: cuts((request) => isMcp(request) && request.method === "GET" && !hasToken(request)),
  },
  {
    name: "OPTIONS is cut",
    fires: { "challenge.options": "fail" },
    mcp: cuts((request) => request.method === "OPTIONS" && headerOf(request, "origin") === undefined),
  },
  { name: "a wrong token is cut", fires: { "challenge.invalid-token": "fail" }, mcp: cuts(isWrongToken) },
  {
    name: "the preflight is cut",
    fires: { "cors.preflight": "fail" },
    mcp: cuts((request) => request.method === "OPTIONS" && isFrom(allowedOrigin)(request)),
  },
  {
    name: "pages are cut",
    fires: { "cors.challenge": "fail" },
    mcp: cuts((request) => request.method === "POST" && isFrom(allowedOrigin)(request)),
  },
  {
    name: "text is cut",
    fires: { "http.content-type": "fail" },
    mcp: cuts((request) => headerOf(request, "content-type") === "text/plain"),
  },
  {
    name: "GET with a token is cut",
    fires: { "http.get": "fail" },
    mcp: cuts((request) => isMcp(request) && request.method === "GET" && hasToken(request)),
  },
  {
    name: "an altered token is cut",
    fires: { "token.alg-none": "fail" },
    mcp: cuts((request) => headerOf(request, "authorization")?.endsWith(".") ?? false),
  },
  {
    name: "modern requests get another challenge",
    fires: { "challenge.modern": "fail" },
    mcp: answers(
      (request) => isModern(request) && !hasToken(request),
      (answer) => void (answer.headers["www-authenticate"] = "Bearer"),
    ),
  },
  {
    name: "a wrong token gets no challenge",
    fires: { "challenge.invalid-token": "fail" },
    mcp: answers(isWrongToken, (answer) => delete answer.headers["www-authenticate"]),
  },
  {
    name: "a wrong token is sent elsewhere",
    fires: { "challenge.invalid-token": "fail" },
    mcp: answers(isWrongToken, (answer) => void (answer.headers["www-authenticate"] = 'Bearer error="invalid_token"')),
  },
  {
    name: "an altered token gets no reason",
    fires: { "token.alg-none": "warn" },
    mcp: answers(
      (request) => headerOf(request, "authorization")?.endsWith(".") ?? false,
      (answer) => void (answer.headers["www-authenticate"] = "Bearer"),
    ),
  },
  {
    name: "an altered token makes the server fail",
    fires: { "token.alg-none": "warn" },
    mcp: answers(
      (request) => headerOf(request, "authorization")?.endsWith(".") ?? false,
      (answer) => void (answer.status = 500),
    ),
  },
  {
    name: "a foreign page is refused with 400",
    fires: { "http.origin": "warn" },
    mcp: answers(isFrom("https://doctor.invalid"), (answer) => void (answer.status = 400)),
  },
  {
    name: "the preflight allows another origin",
    fires: { "cors.preflight": "fail" },
    mcp: answers(
      (request) => request.method === "OPTIONS",
      (answer) => void (answer.headers["access-control-allow-origin"] = "https://other.example"),
    ),
  },
  {
    name: "the preflight lacks a header",
    fires: { "cors.preflight": "fail" },
    mcp: answers(
      (request) => request.method === "OPTIONS",
      (answer) => void (answer.headers["access-control-allow-headers"] = "authorization, content-type"),
    ),
  },
  {
    name: "nothing leads to metadata",
    fires: { "challenge.resource-metadata": "warn", "metadata.document": "fail" },
    mcp: () => ({
      answer: (answer, request) => {
        if (isMetadata(request)) answer.status = 404;
        const header = answer.headers["www-authenticate"];
        if (typeof header !== "string") return;
        answer.headers["www-authenticate"] = header.replace(/, resource_metadata="[^"]*"/u, "");
      },
    }),
  },
  {
    name: "the issuer has a query",
    fires: { "metadata.authorization-servers": "fail", "as.metadata": "fail" },
    mcp: metadata((json) => (json["authorization_servers"] as string[]).unshift("https://169.254.169.254/?tenant=a")),
  },
  {
    name: "the resource has a fragment",
    fires: { "metadata.resource": "fail" },
    mcp: metadata((json) => (json["resource"] = `${String(json["resource"])}#a`)),
  },
  {
    name: "tokens may go into the query",
    fires: { "metadata.bearer-methods": "fail" },
    mcp: metadata((json) => (json["bearer_methods_supported"] = ["header", "query"])),
  },
  {
    name: "initialize names no version",
    fires: { "protocol.legacy": "fail" },
    mcp: results("initialize", (result) => delete result["protocolVersion"]),
  },
  {
    name: "text makes the server fail",
    fires: { "http.content-type": "warn" },
    mcp: answers(
      (request) => headerOf(request, "content-type") === "text/plain",
      (answer) => void (answer.status = 500),
    ),
  },
  {
    name: "405 allows GET",
    fires: { "http.allow": "fail" },
    mcp: answers(isMcp, (answer) => {
      if (answer.status === 405) answer.headers["allow"] = "GET";
    }),
  },
  {
    name: "an unknown tool is an unknown method",
    fires: { "tools.unknown": "warn" },
    mcp: answers(
      (request) => rpcOf(request).params?.["name"] === "slipway_doctor_no_such_tool",
      (answer) => toJson(answer, 404, { jsonrpc: "2.0", id: 1, error: { code: -32_601, message: "no" } }),
    ),
  },
  {
    name: "an unknown tool is a failed call",
    fires: { "tools.unknown": "warn" },
    mcp: answers(
      (request) => rpcOf(request).params?.["name"] === "slipway_doctor_no_such_tool",
      (answer) => toJson(answer, 200, { jsonrpc: "2.0", id: 1, result: { content: [], isError: true } }),
    ),
  },
  {
    name: "a call needs a scope that the token lacks",
    fires: { "tools.call": "fail" },
    mcp: answers(
      (request) => rpcOf(request).method === "tools/call" && !request.body.includes("no_such_tool"),
      (answer) => void (answer.status = 403),
    ),
  },
  {
    name: "a call fails",
    fires: { "tools.call": "fail" },
    mcp: answers(
      (request) => rpcOf(request).method === "tools/call" && !request.body.includes("no_such_tool"),
      (answer) => toJson(answer, 500, { jsonrpc: "2.0", id: 1, error: { code: -32_603, message: "no" } }),
    ),
  },
  {
    name: "a tool that destroys or not",
    fires: { "tools.hints": "warn" },
    mcp: oneTool((tool) => (tool["annotations"] = { readOnlyHint: false })),
  },
  {
    name: "the keys are no list",
    fires: { "keys.reachable": "fail" },
    as: answers(
      ({ path }) => path === "/jwks",
      (answer) => void (answer.body = "{}"),
    ),
  },
  {
    name: "a weak key",
    fires: { "keys.usable": "fail", "token.key": "fail" },
    as: keys((all) => {
      const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 1024 });
      all.splice(0, all.length, { ...publicKey.export({ format: "jwk" }), kid: "weak" });
    }),
  },
  {
    name: "only one of them sends the time, and it is ahead",
    fires: { "clock.skew": "fail" },
    mcp: clock(600_000),
    as: clock(undefined),
  },
  {
    name: "a negative cache hint",
    fires: { "protocol.discover-shape": "fail" },
    mcp: results("server/discover", (result) => (result["ttlMs"] = -1)),
  },
  {
    name: "an unknown cache hint",
    fires: { "protocol.discover-shape": "fail" },
    mcp: results("server/discover", (result) => (result["cacheScope"] = "shared")),
  },
  {
    name: "a reference through nothing",
    fires: { "tools.schemas": "fail" },
    mcp: oneTool((tool) => (tool["inputSchema"] = { type: "object", a: null, b: { $ref: "#/a/b" } })),
  },
  {
    name: "a reference through text",
    fires: { "tools.schemas": "fail" },
    mcp: oneTool((tool) => (tool["inputSchema"] = { type: "object", a: "b", b: { $ref: "#/a/length" } })),
  },
  {
    name: "two keys have one id",
    fires: { "keys.ids": "warn" },
    as: keys((all) => void all.push({ ...all[0] })),
  },
  {
    name: "no grant for codes",
    fires: { "as.code-flow": "fail" },
    as: discovery((json) => (json["grant_types_supported"] = ["client_credentials"])),
  },
];

/** Sets the clock of one of the servers, in milliseconds from now; `undefined`: it sends no time. */
function clock(ahead: number | undefined): () => ProxyFault {
  return answers(
    () => true,
    (answer) => {
      if (ahead === undefined) delete answer.headers["date"];
      else answer.headers["date"] = new Date(Date.now() + ahead).toUTCString();
    },
  );
}

/** Servers that do a thing in another way, and rightly. */
export const oddButRight: readonly BrokenServer[] = [
  { name: "it is this machine's clock that is wrong", fires: {}, mcp: clock(600_000), as: clock(600_000) },
  { name: "nobody sends the time", fires: {}, mcp: clock(undefined), as: clock(undefined) },
  {
    name: "two Authorization headers are cut off",
    fires: {},
    mcp: cuts((request) => request.headers.filter((entry) => entry.toLowerCase() === "authorization").length > 1),
  },
  {
    name: "a reference with escapes",
    fires: {},
    mcp: oneTool((tool) => {
      const schema = { $ref: "#/$defs/a~1b%20c" };
      tool["inputSchema"] = { type: "object", properties: { a: schema }, $defs: { "a/b c": { type: "string" } } };
    }),
  },
  { name: "no bearer methods are said", fires: {}, mcp: metadata((json) => delete json["bearer_methods_supported"]) },
  {
    name: "no scopes at all",
    fires: {},
    mcp: () => ({
      answer: (answer, request) => {
        if (isMetadata(request)) editJson(answer, (json) => delete json["scopes_supported"]);
        const header = answer.headers["www-authenticate"];
        if (typeof header === "string") answer.headers["www-authenticate"] = header.replace(/scope="[^"]*", /u, "");
      },
    }),
  },
  {
    name: "GET is a stream",
    fires: {},
    mcp: answers(
      (request) => isMcp(request) && request.method === "GET" && hasToken(request),
      (answer) => {
        answer.status = 200;
        answer.headers["content-type"] = "text/event-stream";
      },
    ),
  },
  {
    name: "OPTIONS is 204",
    fires: {},
    mcp: answers(
      (request) => request.method === "OPTIONS",
      (answer) => void (answer.status = 204),
    ),
  },
  {
    name: "text is refused with 400",
    fires: {},
    mcp: answers(
      (request) => headerOf(request, "content-type") === "text/plain",
      (answer) => void (answer.status = 400),
    ),
  },
  {
    name: "the preflight allows everything, and Authorization by name",
    fires: {},
    mcp: answers(
      (request) => request.method === "OPTIONS" && headerOf(request, "origin") !== undefined,
      (answer) => {
        answer.headers["access-control-allow-headers"] = "*, Authorization";
        answer.headers["access-control-allow-origin"] = "*";
      },
    ),
  },
  {
    name: "no copy for the oldest clients",
    fires: {},
    mcp: answers(
      ({ path }) => path === "/.well-known/oauth-authorization-server",
      (answer) => void (answer.status = 404),
    ),
  },
  {
    name: "tokens are checked by introspection",
    fires: {},
    as: discovery((json) => {
      delete json["jwks_uri"];
      json["introspection_endpoint"] = `${String(json["issuer"])}/introspect`;
    }),
  },
  { name: "scopes are not listed", fires: {}, as: discovery((json) => delete json["scopes_supported"]) },
  {
    name: "authentication methods are not listed",
    fires: {},
    as: discovery((json) => delete json["token_endpoint_auth_methods_supported"]),
  },
  {
    name: "client-id metadata documents only",
    fires: {},
    as: discovery((json) => delete json["registration_endpoint"]),
  },
  {
    name: "another key beside the one that signs",
    fires: {},
    as: async () => {
      const { privateJwk } = await createSigningKey("RS256");
      return keys((all) => void all.unshift({ kty: "RSA", n: privateJwk.n, e: privateJwk.e, kid: "other" }))();
    },
  },
  {
    name: "the metadata have a character set",
    fires: {},
    mcp: answers(isMetadata, (answer) => void (answer.headers["content-type"] = "Application/JSON; charset=utf-8")),
  },
];

/** One fault each. */
export const brokenServers: readonly BrokenServer[] = [
  ...ofMcpServer,
  ...behindTheGate,
  ...ofTokens,
  ...ofAuthorizationServer,
  ...lessUsual,
];
