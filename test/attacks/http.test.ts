/** Attacks on HTTP, byte by byte over real sockets: what each gets back, and what reached the API. */
import { once } from "node:events";
import { connect } from "node:net";
import { describe, expect, test } from "vitest";
import { serve } from "../../templates/src/runtime/node/serve.ts";
import { createTenantWorld, mintFor } from "../runtime/tenants/tenant-world.ts";
import { createKey, createWorld, mint, recordingLog, type ToyWorld } from "../runtime/toy-world.ts";

const key = await createKey("one");
const token = await mint(key);
const reader = await mint(key, { scope: "pets:read" });
const log = recordingLog([]);

/** What is sent, what comes back, what reached the API. */
interface HttpAttack {
  readonly name: string;
  readonly send: string | Buffer;
  /** Status of each answer on the connection, in order. */
  readonly want: readonly number[];
  /** Paths of the API's requests. */
  readonly api?: readonly string[];
  /** What the answers hold, or must not hold. */
  readonly holds?: readonly string[];
  readonly lacks?: readonly string[];
  readonly world?: (world: ToyWorld) => void;
}

const auth = `Authorization: Bearer ${token}`;
const host = "Host: pets.example";
const json = ["Accept: application/json, text/event-stream", "Content-Type: application/json"];
const list = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/list" });

/** A tools/call of the 2025 revisions. */
function call(name: string, args: object): string {
  return JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/call", params: { name, arguments: args } });
}

/** A good one of 2026-07-28. */
const modernCall = JSON.stringify({
  jsonrpc: "2.0",
  id: 1,
  method: "tools/call",
  params: {
    name: "list_pets",
    arguments: {},
    _meta: {
      "io.modelcontextprotocol/protocolVersion": "2026-07-28",
      "io.modelcontextprotocol/clientCapabilities": {},
    },
  },
});

/** A whole request. `lines` replace nothing: each header is as the case has it. */
function request(lines: readonly string[], body: string | Buffer = list, line = "POST /mcp HTTP/1.1"): string {
  const length = `Content-Length: ${Buffer.byteLength(body)}`;
  return `${[line, ...lines, ...json, length, "Connection: close"].join("\r\n")}\r\n\r\n${body.toString()}`;
}

/** A request whose framing the case writes itself. */
function framed(lines: readonly string[], body: string): string {
  return `${["POST /mcp HTTP/1.1", host, auth, ...json, ...lines].join("\r\n")}\r\n\r\n${body}`;
}

const chunked = `${list.length.toString(16)}\r\n${list}\r\n0\r\n\r\n`;
const good = request([host, auth]);
const evil = "evil.example";

const hosts: readonly HttpAttack[] = [
  { name: "control: a good request", send: good, want: [200] },
  { name: "control: a good call", send: request([host, auth], call("list_pets", {})), want: [200], api: ["/v1/pets"] },
  { name: "no Host", send: request([auth]), want: [400] },
  { name: "an empty Host", send: request(["Host: ", auth]), want: [400] },
  { name: "another Host", send: request([`Host: ${evil}`, auth]), want: [403] },
  { name: "two Hosts, ours first", send: request([host, `Host: ${evil}`, auth]), want: [400] },
  { name: "two Hosts, ours last", send: request([`Host: ${evil}`, host, auth]), want: [400] },
  { name: "a Host with a user", send: request([`Host: pets.example@${evil}`, auth]), want: [400] },
  { name: "a Host with a path", send: request([`Host: pets.example/${evil}`, auth]), want: [400] },
  { name: "a Host with a suffix", send: request([`Host: pets.example.${evil}`, auth]), want: [403] },
  { name: "a Host with a dot at the end", send: request(["Host: pets.example.", auth]), want: [403] },
  { name: "a Host with a port that is none", send: request(["Host: pets.example:99999", auth]), want: [400] },
  { name: "the loopback address", send: request(["Host: 127.0.0.1", auth]), want: [403] },
  { name: "an address as a number", send: request(["Host: 2130706433", auth]), want: [400] },
  {
    name: "a target with another host",
    send: request([host, auth], list, `POST http://${evil}/mcp HTTP/1.1`),
    want: [400],
  },
  {
    name: "forwarding headers name another host, and nothing believes them",
    send: request([
      host,
      `X-Forwarded-Host: ${evil}`,
      "X-Forwarded-Proto: http",
      `Forwarded: host=${evil};proto=http`,
      `X-Original-Host: ${evil}`,
    ]),
    want: [401],
    holds: ['resource_metadata="https://pets.example/.well-known/oauth-protected-resource/mcp"'],
    lacks: [evil],
  },
  {
    name: "forwarding headers name our host, the Host another",
    send: request([`Host: ${evil}`, "X-Forwarded-Host: pets.example", "Forwarded: host=pets.example", auth]),
    want: [403],
  },
  {
    name: "a probe's path with another Host says nothing of us",
    send: `GET /healthz HTTP/1.1\r\nHost: ${evil}\r\nConnection: close\r\n\r\n`,
    want: [200],
    lacks: ["pets"],
  },
  {
    name: "X-Original-URL of a probe opens nothing",
    send: request([host, "X-Original-URL: /healthz", "X-Rewrite-URL: /healthz"]),
    want: [401],
  },
  {
    name: "a user agent of a prober opens nothing",
    send: request([host, "User-Agent: kube-probe/1.30", "X-Forwarded-For: 127.0.0.1"]),
    want: [401],
  },
];

const origins: readonly HttpAttack[] = [
  {
    name: "control: an allowed Origin",
    send: request([host, auth, "Origin: https://app.example"]),
    want: [200],
    holds: ["access-control-allow-origin: https://app.example"],
    lacks: ["access-control-allow-credentials"],
  },
  ...[
    ["another Origin", `https://${evil}`],
    ["Origin null", "null"],
    ["an allowed Origin with a port", "https://app.example:8443"],
    ["an allowed Origin over http", "http://app.example"],
    ["an allowed Origin with a suffix", `https://app.example.${evil}`],
    ["an allowed Origin with a prefix", "https://xapp.example"],
    ["an allowed Origin with a path", "https://app.example/"],
    ["an allowed Origin with a user", `https://app.example@${evil}`],
    ["a file", "file://"],
    ["a wildcard", "*"],
  ].map(([name = "", origin]): HttpAttack => ({
    name,
    send: request([host, auth, `Origin: ${origin}`]),
    want: [403],
    lacks: ["access-control-allow"],
  })),
  {
    name: "two Origins",
    send: request([host, auth, "Origin: https://app.example", `Origin: https://${evil}`]),
    want: [403],
    lacks: ["access-control-allow"],
  },
  {
    name: "a preflight of another Origin",
    send: `OPTIONS /mcp HTTP/1.1\r\n${host}\r\nOrigin: https://${evil}\r\nAccess-Control-Request-Method: POST\r\nConnection: close\r\n\r\n`,
    want: [403],
    lacks: ["access-control-allow"],
  },
  {
    name: "a preflight that asks for cookies and any header",
    send: `OPTIONS /mcp HTTP/1.1\r\n${host}\r\nOrigin: https://app.example\r\nAccess-Control-Request-Method: DELETE\r\nAccess-Control-Request-Headers: cookie, x-api-key\r\nConnection: close\r\n\r\n`,
    want: [204],
    holds: ["access-control-allow-methods: POST, OPTIONS"],
    lacks: ["cookie", "x-api-key", "access-control-allow-credentials"],
  },
  {
    name: "OPTIONS that is no preflight",
    send: `OPTIONS /mcp HTTP/1.1\r\n${host}\r\nConnection: close\r\n\r\n`,
    want: [401],
  },
];

const methods: readonly HttpAttack[] = [
  ...["GET", "PUT", "DELETE", "PATCH", "QUERY"].map((method): HttpAttack => ({
    name: method,
    send: request([host, auth], list, `${method} /mcp HTTP/1.1`),
    want: [405],
  })),
  { name: "TRACE", send: request([host, auth], "", "TRACE /mcp HTTP/1.1"), want: [400], lacks: [token] },
  { name: "CONNECT", send: `CONNECT ${evil}:443 HTTP/1.1\r\nHost: ${evil}:443\r\n\r\n`, want: [] },
  { name: "a method that is none", send: request([host, auth], list, "EVIL /mcp HTTP/1.1"), want: [400] },
  { name: "a method in lower case", send: request([host, auth], list, "post /mcp HTTP/1.1"), want: [400] },
  {
    name: "an overridden method",
    send: request([host, auth, "X-HTTP-Method-Override: POST"], list, "GET /mcp HTTP/1.1"),
    want: [405],
  },
];

const paths: readonly HttpAttack[] = [
  ...["/mcp/", "/MCP", "//mcp", "/mcp%2f", "/%6dcp", "/mcp;x=1", "/mcp%00", "/mcp/..%2fmcp", "/mcp\\"].map(
    (path): HttpAttack => ({
      name: `POST ${path}`,
      send: request([host, auth], list, `POST ${path} HTTP/1.1`),
      want: [404],
    }),
  ),
  {
    name: "dots in the path lead to the endpoint, and past no gate",
    send: request([host], list, "POST /healthz/../mcp HTTP/1.1"),
    want: [401],
  },
  {
    name: "a probe's path with dots is no probe",
    send: request([`Host: ${evil}`, auth], list, "POST /healthz/../mcp HTTP/1.1"),
    want: [403],
  },
  { name: "a space in the target", send: request([host, auth], list, "POST /mcp x HTTP/1.1"), want: [400] },
];

const smuggled = request([host, `Authorization: Bearer ${token}`], call("list_pets", {}));
const smuggling: readonly HttpAttack[] = [
  { name: "control: chunked", send: framed(["Transfer-Encoding: chunked", "Connection: close"], chunked), want: [200] },
  {
    name: "Content-Length and Transfer-Encoding",
    send: framed([`Content-Length: ${list.length}`, "Transfer-Encoding: chunked"], chunked),
    want: [400],
  },
  {
    name: "Transfer-Encoding and Content-Length",
    send: framed(["Transfer-Encoding: chunked", "Content-Length: 3"], `${chunked}${smuggled}`),
    want: [400],
  },
  {
    name: "two Content-Lengths",
    send: framed([`Content-Length: ${list.length}`, "Content-Length: 0"], `${list}${smuggled}`),
    want: [400],
  },
  {
    name: "the same Content-Length twice",
    send: framed([`Content-Length: ${list.length}`, `Content-Length: ${list.length}`], list),
    want: [400],
  },
  { name: "two lengths in one header", send: framed([`Content-Length: ${list.length}, 0`], list), want: [400] },
  { name: "Content-Length with a sign", send: framed([`Content-Length: +${list.length}`], list), want: [400] },
  { name: "a negative Content-Length", send: framed(["Content-Length: -1"], list), want: [400] },
  { name: "Content-Length in hex", send: framed(["Content-Length: 0x10"], list), want: [400] },
  {
    name: "Content-Length beyond all numbers",
    send: framed(["Content-Length: 99999999999999999999999"], list),
    want: [400],
  },
  { name: "a space before the colon", send: framed([`Content-Length : ${list.length}`], list), want: [400] },
  {
    name: "a folded header",
    send: framed(["Transfer-Encoding:", " chunked", "Content-Length: 3"], chunked),
    want: [400],
  },
  { name: "Transfer-Encoding xchunked", send: framed(["Transfer-Encoding: xchunked"], chunked), want: [400] },
  {
    name: "Transfer-Encoding identity, chunked twice",
    send: framed(["Transfer-Encoding: chunked, chunked"], chunked),
    want: [400],
  },
  {
    name: "Transfer-Encoding with a vertical tab",
    send: framed(["Transfer-Encoding: \u000Bchunked", "Content-Length: 3"], chunked),
    want: [400],
  },
  {
    name: "a chunk whose size is no number",
    send: framed(["Transfer-Encoding: chunked"], `zz\r\n${list}\r\n0\r\n\r\n`),
    want: [400],
  },
  {
    name: "a chunk whose size is beyond all numbers",
    send: framed(["Transfer-Encoding: chunked"], `ffffffffffffffffff\r\n${list}`),
    want: [400],
  },
  {
    name: "a chunk that is longer than it says",
    send: framed(["Transfer-Encoding: chunked"], `5\r\n${list}\r\n0\r\n\r\n`),
    want: [400],
  },
  { name: "a line that ends in a bare CR", send: framed([`X: a\rContent-Length: 0`], list), want: [400] },
  { name: "a NUL in a header", send: framed(["X: a\0b"], list), want: [400] },
  { name: "a header without a colon", send: framed(["Content-Length 5"], list), want: [400] },
  { name: "a header without a name", send: framed([": x"], list), want: [400] },
  { name: "HTTP/0.9", send: "POST /mcp\r\n\r\n", want: [400] },
  { name: "HTTP/2 without TLS", send: "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", want: [400] },
  {
    name: "HTTP/1.0 with chunks is the last request of its connection (RFC 9112, 6.1)",
    send: framed(["Transfer-Encoding: chunked"], chunked).replace("HTTP/1.1", "HTTP/1.0"),
    want: [200],
    holds: ["connection: close"],
  },
  { name: "a TLS client hello", send: Buffer.from("16030100a5010000a1030300", "hex"), want: [400] },
  { name: "headers of 17 kB", send: framed([`X: ${"a".repeat(17_000)}`], list), want: [431] },
  {
    name: "a second request on the connection has no token of the first",
    send: `${framed([`Content-Length: ${list.length}`], list)}${request([host], call("list_pets", {}))}`,
    want: [200, 401],
  },
  {
    name: "a body longer than its Content-Length is the next request, and judged as such",
    send: `${framed(["Content-Length: 2"], "{}")}${request([host], list)}`,
    want: [400, 401],
  },
];

const bodies: readonly HttpAttack[] = [
  ...[
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/jsonp",
    "text/json",
  ].map((type): HttpAttack => ({
    name: `Content-Type ${type}`,
    send: request([host, auth]).replace("Content-Type: application/json", `Content-Type: ${type}`),
    want: [415],
  })),
  { name: "a compressed body", send: request([host, auth, "Content-Encoding: gzip"]), want: [415] },
  { name: "1 MB and a byte", send: request([host, auth], `"${"a".repeat(1_048_576)}"`), want: [413] },
  {
    name: "nested 10,000 deep",
    send: request([host, auth], `${"[".repeat(10_000)}${"]".repeat(10_000)}`),
    want: [400],
  },
  {
    name: "method twice: the gate and the SDK read the same one",
    send: request(
      [host, `Authorization: Bearer ${reader}`],
      '{"jsonrpc":"2.0","id":1,"method":"tools/list","method":"tools/call","params":{"name":"create_pet","arguments":{"name":"x"}}}',
    ),
    want: [403],
  },
  {
    name: "the name twice: the same",
    send: request(
      [host, `Authorization: Bearer ${reader}`],
      '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"list_pets","name":"create_pet","arguments":{"name":"x"}}}',
    ),
    want: [403],
  },
  {
    name: "the name in a member of __proto__",
    send: request(
      [host, auth],
      '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"__proto__":{"name":"list_pets"},"arguments":{}}}',
    ),
    want: [200],
    lacks: ["Rex"],
  },
  {
    name: "Mcp-Name says another tool than the body",
    send: request(
      [
        host,
        `Authorization: Bearer ${reader}`,
        "MCP-Protocol-Version: 2026-07-28",
        "Mcp-Method: tools/call",
        "Mcp-Name: list_pets",
      ],
      JSON.stringify({
        jsonrpc: "2.0",
        id: 1,
        method: "tools/call",
        params: {
          name: "create_pet",
          arguments: { name: "x" },
          _meta: {
            "io.modelcontextprotocol/protocolVersion": "2026-07-28",
            "io.modelcontextprotocol/clientCapabilities": {},
          },
        },
      }),
    ),
    want: [403],
  },
  {
    name: "Mcp-Method says list, the body calls",
    send: request(
      [host, auth, "MCP-Protocol-Version: 2026-07-28", "Mcp-Method: tools/list"],
      JSON.stringify({
        jsonrpc: "2.0",
        id: 1,
        method: "tools/call",
        params: {
          name: "list_pets",
          arguments: {},
          _meta: {
            "io.modelcontextprotocol/protocolVersion": "2026-07-28",
            "io.modelcontextprotocol/clientCapabilities": {},
          },
        },
      }),
    ),
    want: [400],
  },
];

const one = JSON.parse(call("list_pets", {})) as object;
const batch = (...messages: readonly object[]): string =>
  JSON.stringify(messages.map((message, id) => ({ ...message, id })));
const eleven = (method: string): readonly object[] => Array.from({ length: 11 }, () => ({ jsonrpc: "2.0", method }));
const batches: readonly HttpAttack[] = [
  {
    name: "control: two calls",
    send: request([host, auth], batch(one, one)),
    want: [200],
    api: ["/v1/pets", "/v1/pets"],
  },
  {
    name: "one call that is not allowed refuses all",
    send: request(
      [host, `Authorization: Bearer ${reader}`],
      batch(one, JSON.parse(call("create_pet", { name: "x" })) as object),
    ),
    want: [403],
  },
  { name: "eleven calls", send: request([host, auth], batch(...Array<object>(11).fill(one))), want: [400] },
  {
    name: "eleven lists: few bytes that ask for many",
    send: request([host, auth], batch(...eleven("tools/list"))),
    want: [400],
    holds: ["A batch may hold 10 messages."],
  },
  {
    name: "eleven notifications",
    send: request([host, auth], JSON.stringify(eleven("notifications/cancelled"))),
    want: [400],
  },
  { name: "an empty one", send: request([host, auth], "[]"), want: [400] },
  { name: "one in another", send: request([host, auth], `[[${JSON.stringify(one)}]]`), want: [400] },
  { name: "one id twice", send: request([host, auth], JSON.stringify([one, one])), want: [400] },
  { name: "a call among what is no message", send: request([host, auth], `[${JSON.stringify(one)},1]`), want: [400] },
];

const get = (petId: string): string => request([host, auth], call("get_pet", { petId }));
const escapes: readonly HttpAttack[] = [
  { name: "control: an id", send: get("1"), want: [200], api: ["/v1/pets/1"] },
  ...["..", ".", "%2e%2e", "%2E.", ".%2e", "", "../admin", "a/../../b", "..\\admin", "a\0"].map(
    (petId): HttpAttack => ({
      name: `an id of ${JSON.stringify(petId)} is refused`,
      send: get(petId),
      want: [200],
      holds: ['"isError":true'],
    }),
  ),
  ...["a?x=1", "a#x", "a;x", "//evil.example", "http://evil.example/", "@evil.example", "a\r\nX-Evil: 1"].map(
    (petId): HttpAttack => ({
      name: `an id of ${JSON.stringify(petId)} stays one segment`,
      send: get(petId),
      want: [200],
      api: [`/v1/pets/${encodeURIComponent(petId)}`],
      lacks: ["x-evil"],
    }),
  ),
  { name: "an id of a lone surrogate", send: get("\uD800"), want: [200], api: [], holds: ['"isError":true'] },
];

const answers: readonly HttpAttack[] = [
  ...[301, 302, 303, 307, 308].map((status): HttpAttack => ({
    name: `the API redirects with ${status}: nobody follows`,
    send: request([host, auth], call("list_pets", {})),
    want: [200],
    api: ["/v1/pets"],
    holds: ['"isError":true'],
    lacks: [evil],
    world: (world) => {
      world.api = () => new Response(null, { status, headers: { location: `https://${evil}/steal` } });
    },
  })),
  {
    name: "the API's headers and cookies stay with the API",
    send: request([host, auth], call("list_pets", {})),
    want: [200],
    api: ["/v1/pets"],
    lacks: ["set-cookie", "x-upstream", "access-control"],
    world: (world) => {
      world.api = () =>
        Response.json([], { headers: { "set-cookie": "a=b", "x-upstream": "1", "access-control-allow-origin": "*" } });
    },
  },
  {
    name: "the API's 401 is an error of the tool, with no challenge of ours or theirs",
    send: request([host, auth], call("list_pets", {})),
    want: [200],
    api: ["/v1/pets"],
    holds: ['"isError":true'],
    lacks: ["www-authenticate", token],
    world: (world) => {
      world.api = () =>
        Response.json({ detail: `bad ${token}` }, { status: 401, headers: { "www-authenticate": "Bearer" } });
    },
  },
  {
    name: "an id with line breaks comes back as JSON only",
    send: request([host, auth], JSON.stringify({ jsonrpc: "2.0", id: "1\r\nX-Evil: 1", method: "tools/list" })),
    want: [200],
    lacks: ["\r\nX-Evil", "\r\nx-evil"],
  },
  {
    name: "a session id is not echoed",
    send: request([host, auth, "Mcp-Session-Id: evil-session"]),
    want: [200],
    lacks: ["evil-session"],
  },
  {
    name: "a challenge holds nothing of the request",
    send: request([host, 'Authorization: Bearer "x", realm="evil"']),
    want: [400],
    lacks: ["evil"],
  },
];

/** Names that objects inherit: who keeps headers in a plain object finds a function there, or changes what it inherits. */
const names: readonly HttpAttack[] = [
  ...["__proto__", "constructor", "toString", "hasOwnProperty", "__defineGetter__"].map((name): HttpAttack => ({
    name: `a header ${name}, and the server goes on`,
    send: `${framed([`${name}: x`, `Content-Length: ${list.length}`], list)}${good}`,
    want: [200, 200],
  })),
  {
    name: "an inherited name stands for no token",
    send: request([host, `__proto__: Bearer ${token}`, `constructor: Bearer ${token}`]),
    want: [401],
  },
  ...["AUTHORIZATION", "authorization", "aUtHoRiZaTiOn"].map((name): HttpAttack => ({
    name: `${name}: case does not matter`,
    send: request([host, `${name}: Bearer ${token}`]),
    want: [200],
  })),
  {
    name: "two tokens whose names differ in case",
    send: request([host, auth, `authorization: Bearer ${reader}`]),
    want: [400],
  },
  { name: "a token with an underscore for its dash", send: request([host, `Proxy_Authorization: x`]), want: [401] },
  {
    name: "two Content-Types, ours first",
    send: request([host, auth, "Content-Type: text/plain"]),
    want: [415],
  },
  {
    name: "two protocol versions",
    send: request([host, auth, "MCP-Protocol-Version: 2025-06-18", "MCP-Protocol-Version: 2026-07-28"]),
    want: [400],
  },
  {
    name: "two Mcp-Names, the right one first",
    send: request(
      [host, auth, "MCP-Protocol-Version: 2026-07-28", "Mcp-Method: tools/call", "Mcp-Name: list_pets", "Mcp-Name: x"],
      modernCall,
    ),
    want: [400],
  },
  { name: "a Host with the default port", send: request(["Host: pets.example:80", auth]), want: [200] },
  { name: "a Host with another port", send: request(["Host: pets.example:8080", auth]), want: [200] },
  {
    name: "a Host with the default port, written longer",
    send: request(["Host: pets.example:080", auth]),
    want: [400],
  },
  { name: "a Host without a port's number", send: request(["Host: pets.example:", auth]), want: [400] },
  { name: "a Host with a backslash", send: request(["Host: evil.example\\@pets.example", auth]), want: [400] },
  { name: "a Host with a fragment", send: request(["Host: pets.example#", auth]), want: [400] },
  { name: "a Host with a query", send: request(["Host: pets.example?", auth]), want: [400] },
  { name: "a Host with a tab in it", send: request(["Host: pets\t.example", auth]), want: [400] },
  { name: "a Host in capitals", send: request(["Host: PETS.EXAMPLE", auth]), want: [200] },
  { name: "a Host whose letters are percent-encoded", send: request(["Host: %70ets.example", auth]), want: [400] },
  { name: "an address of IPv6", send: request(["Host: [::1]", auth]), want: [403] },
  { name: "an address of IPv6, mapped", send: request(["Host: [::ffff:7f00:1]", auth]), want: [403] },
  { name: "an address of IPv6 with a zone", send: request(["Host: [fe80::1%25eth0]", auth]), want: [400] },
  { name: "a target without a path", send: request([host, auth], list, "POST ? HTTP/1.1"), want: [400] },
  { name: "an asterisk", send: `OPTIONS * HTTP/1.1\r\n${host}\r\nConnection: close\r\n\r\n`, want: [400] },
  { name: "a fragment in the target", send: request([host, auth], list, "POST /mcp#x HTTP/1.1"), want: [200] },
  {
    name: "an upgrade is not made",
    send: request([host, auth, "Upgrade: websocket", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="]).replace(
      "Connection: close",
      "Connection: Upgrade, close",
    ),
    want: [200],
    lacks: ["101 Switching"],
  },
  {
    name: "an upgrade to HTTP/2 is not made",
    send: request([host, auth, "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQAAP__"]).replace(
      "Connection: close",
      "Connection: Upgrade, HTTP2-Settings, close",
    ),
    want: [200],
    lacks: ["101 Switching"],
  },
  {
    name: "a client that waits for 100 is told to go on, and answered",
    send: framed(["Expect: 100-continue", "Connection: close", `Content-Length: ${list.length}`], list),
    want: [100, 200],
  },
  {
    name: "another expectation",
    send: framed(["Expect: 200-ok", `Content-Length: ${list.length}`], list),
    want: [417],
  },
  {
    name: "a trailer that says who calls",
    send: framed(["Transfer-Encoding: chunked", "Trailer: Authorization"], chunked.slice(0, -2))
      .replace(`${auth}\r\n`, "")
      .concat(`${auth}\r\n\r\n`),
    want: [401],
  },
  {
    name: "hop-by-hop: Connection names Authorization, which we read all the same",
    send: request([host, auth]).replace("Connection: close", "Connection: close, authorization"),
    want: [200],
  },
];

const table: Readonly<Record<string, readonly HttpAttack[]>> = {
  Host: hosts,
  "Origin and CORS": origins,
  methods,
  paths,
  smuggling,
  bodies,
  batches,
  "path escape": escapes,
  "names and values of headers": names,
  "redirects and header injection": answers,
};

const ofAcme = `Authorization: Bearer ${await mintFor(key, "acme")}`;
const pets = call("list_pets", {});

/** A call by a caller of Acme's. `lines` come after Host. */
function acmeCall(target: string, lines: readonly string[] = [ofAcme]): string {
  return request([host, ...lines], pets, `POST ${target} HTTP/1.1`);
}

/** What is said beside the path of whose request this is: the path alone decides. */
const acmeApi = ["https://acme.api.example/v1/pets"];
const ofTenants: readonly HttpAttack[] = [
  { name: "control: a call at the caller's own tenant", send: acmeCall("/acme/mcp"), want: [200], api: acmeApi },
  { name: "a call at another tenant", send: acmeCall("/globex/mcp"), want: [401], holds: ["/globex/mcp"] },
  ...["X-Tenant: globex", "X-Tenant-Id: globex", "X-Forwarded-Prefix: /globex", "X-Original-URL: /globex/mcp"].map(
    (line): HttpAttack => ({
      name: `another tenant in ${line.split(":")[0]}`,
      send: acmeCall("/acme/mcp", [ofAcme, line]),
      want: [200],
      api: acmeApi,
    }),
  ),
  { name: "another tenant in the query", send: acmeCall("/acme/mcp?tenant=globex"), want: [200], api: acmeApi },
  { name: "a tenant in the query of the root", send: acmeCall("/?/acme/mcp"), want: [405] },
  {
    name: "dots that lead to another tenant",
    send: acmeCall("/acme/../globex/mcp"),
    want: [401],
    holds: ["/globex/mcp"],
  },
  { name: "dots that lead to the root", send: acmeCall("/acme/../mcp"), want: [404] },
  { name: "a backslash that leads to another tenant", send: acmeCall("/globex\\mcp"), want: [401] },
  { name: "an encoded slash", send: acmeCall("/acme%2fmcp"), want: [404] },
  { name: "an empty segment before the tenant", send: acmeCall("//acme/mcp"), want: [404] },
  { name: "a host in the path", send: acmeCall(`//${evil}/acme/mcp`), want: [404] },
  { name: "a target with another host", send: acmeCall(`http://${evil}/acme/mcp`), want: [400] },
  { name: "upper case", send: acmeCall("/ACME/mcp"), want: [404] },
  { name: "bytes that are no ASCII", send: acmeCall("/\u00e0cme/mcp"), want: [400] },
  {
    name: "a tenant's host",
    send: request(["Host: acme.pets.example", ofAcme], pets, "POST /acme/mcp HTTP/1.1"),
    want: [403],
  },
  {
    name: "the host of a tenant's authorization server",
    send: request(["Host: acme.auth.example", ofAcme], pets, "POST /acme/mcp HTTP/1.1"),
    want: [403],
  },
  {
    name: "another host makes no tenant known",
    send: request([`Host: ${evil}`], pets, "POST /initech/mcp HTTP/1.1"),
    want: [403],
    lacks: ["initech"],
  },
  {
    name: "a second request on the connection, at another tenant, with the token of the first",
    send: `${acmeCall("/acme/mcp").replace("Connection: close\r\n", "")}${acmeCall("/globex/mcp")}`,
    want: [200, 401],
    api: acmeApi,
  },
  {
    name: "a second request on the connection, at the same tenant, without a token",
    send: `${acmeCall("/acme/mcp").replace("Connection: close\r\n", "")}${acmeCall("/acme/mcp", [])}`,
    want: [200, 401],
    api: acmeApi,
  },
];

/** Sends bytes and reads until the server closes the connection, or has been silent for a while after an answer. */
async function raw(port: number, bytes: string | Buffer): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  let received = "";
  let silence: NodeJS.Timeout | undefined;
  socket.setEncoding("latin1");
  socket.on("data", (chunk: string) => {
    received += chunk;
    clearTimeout(silence);
    silence = setTimeout(() => socket.destroy(), 250);
  });
  // The server may close before it has read everything: then the rest has nowhere to go.
  socket.on("error", () => {});
  socket.write(bytes);
  await once(socket, "close");
  clearTimeout(silence);
  return received;
}

describe.each(Object.entries(table))("%s", (_group, attacks) => {
  test.concurrent.each(attacks)("$name", async (attack) => {
    const world = createWorld({ keys: [key], allowedOrigins: ["https://app.example"] });
    attack.world?.(world);
    const server = await serve(world.handler, {
      port: 0,
      host: "127.0.0.1",
      lameDuckMs: 0,
      drainTimeoutMs: 1_000,
      log,
    });
    const received = await raw(server.port, attack.send);
    await server.stop();
    const { holds = [], lacks = [] } = attack;
    expect({
      answers: [...received.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status)),
      api: world.apiRequests.map(({ url }) => new URL(url).pathname),
      strays: world.strays,
      missing: holds.filter((text) => !received.toLowerCase().includes(text.toLowerCase())),
      leaked: [...lacks, token].filter((text) => received.includes(text)),
    }).toEqual({ answers: attack.want, api: attack.api ?? [], strays: [], missing: [], leaked: [] });
  });
});

/** Bodies whose bytes may be read in more than one way. */
const bytes: readonly (readonly [what: string, body: Buffer])[] = [
  ["a byte order mark", Buffer.from(`\uFEFF${list}`)],
  ["two of them", Buffer.from(`\uFEFF\uFEFF${list}`)],
  ["UTF-16", Buffer.from(list, "utf16le")],
  ["bytes that are no UTF-8 in the id", Buffer.from(list.replace("1,", '"\u00e9\u00ff",'), "latin1")],
  [
    "a surrogate as three bytes",
    Buffer.from(Buffer.from(list).toString("latin1").replace("1,", '"\u00ed\u00a0\u0080",'), "latin1"),
  ],
  ["a slash in more bytes than it needs", Buffer.from(list.replace("tools/list", "tools\u00c0\u00aflist"), "latin1")],
  ["a character cut at the end", Buffer.concat([Buffer.from(list), Buffer.of(0xe2, 0x82)])],
  ["NUL behind it", Buffer.from(`${list}\0`)],
  ["white space of JSON around it", Buffer.from(` \r\n\t${list}\n`)],
  ["white space that is none of JSON's", Buffer.from(`\u00a0${list}`)],
  ["a lone surrogate, escaped", Buffer.from(list.replace("1,", String.raw`"\ud800",`))],
  ["names that are the same when they are unescaped", Buffer.from(list.replace("{", String.raw`{"\u0069d":2,`))],
  ["an id beyond whole numbers", Buffer.from(list.replace("1,", "1e21,"))],
  ["an id that is no number to others", Buffer.from(list.replace("1,", "1e999,"))],
  ["an id of minus nothing", Buffer.from(list.replace("1,", "-0,"))],
  ["an id with a fraction of nothing", Buffer.from(list.replace("1,", "1.0,"))],
  ["two ids", Buffer.from(list.replace("{", '{"id":null,'))],
];

test.each(bytes)("a body with %s is read as the web reads it", async (_what, body) => {
  const world = createWorld({ keys: [key] });
  const server = await serve(world.handler, { port: 0, host: "127.0.0.1", lameDuckMs: 0, drainTimeoutMs: 1_000, log });
  const start = Buffer.from(request([host, auth], "").replace("Content-Length: 0", `Content-Length: ${body.length}`));
  const received = await raw(server.port, Buffer.concat([start, body]));
  const headers = { "content-type": "application/json", accept: "application/json, text/event-stream" };
  const web = await world.handler.fetch(
    new Request("https://pets.example/mcp", {
      method: "POST",
      headers: { ...headers, authorization: `Bearer ${token}` },
      body: new Uint8Array(body),
    }),
  );
  const wanted = await web.text();
  await server.stop();
  const [, status, text] = /^HTTP\/1\.1 (\d+)[^]*?\r\n\r\n([^]*)$/.exec(received) ?? [];
  expect([Number(status), Buffer.from(text ?? "", "latin1").toString()]).toEqual([web.status, wanted]);
});

describe("a server for several tenants", () => {
  test.concurrent.each(ofTenants)("$name", async (attack) => {
    const world = createTenantWorld({ servers: { acme: [key], globex: [key] }, tenants: ["acme", "globex"] });
    const server = await serve(world.handler, {
      port: 0,
      host: "127.0.0.1",
      lameDuckMs: 0,
      drainTimeoutMs: 1_000,
      log,
    });
    const received = await raw(server.port, attack.send);
    await server.stop();
    const { holds = [], lacks = [] } = attack;
    expect({
      answers: [...received.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status)),
      api: world.apiRequests.map(({ url }) => url),
      elsewhere: world.fetched.filter((url) => !url.includes("acme")),
      missing: holds.filter((text) => !received.includes(text)),
      leaked: [...lacks, ofAcme].filter((text) => received.includes(text)),
    }).toEqual({ answers: attack.want, api: attack.api ?? [], elsewhere: [], missing: [], leaked: [] });
  });
});

test("what reaches the API is the token, and nothing else of the client's headers", async () => {
  const world = createWorld({ keys: [key] });
  const seen: string[][] = [];
  world.api = (_url, init) => {
    seen.push(
      [...new Headers(init?.headers)].map(([name, value]) =>
        name === "authorization" ? `${name}: ${value === `Bearer ${token}`}` : name,
      ),
    );
    return Response.json([]);
  };
  const server = await serve(world.handler, { port: 0, host: "127.0.0.1", lameDuckMs: 0, drainTimeoutMs: 1_000, log });
  const client = [
    "Cookie: session=1",
    "X-Api-Key: k",
    "X-Forwarded-For: 1.2.3.4",
    "X-Forwarded-User: admin",
    "Referer: https://x.example",
    "Accept-Language: de",
    "X-User-Id: 1",
  ];
  await raw(server.port, request([host, auth, ...client], call("list_pets", {})));
  await server.stop();
  expect(seen).toEqual([["accept", "authorization: true", "user-agent"]]);
});
