import { createHash, randomBytes } from "node:crypto";
import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startAuthorizationServer } from "../../generator/dev/authorization-server/authorization-server.ts";
import type { AuthorizationServer, DemoUser } from "../../generator/dev/authorization-server/options.ts";
import { createSigningKey } from "../../generator/dev/authorization-server/signing-key.ts";
import { signInHeadless } from "../../demo/authorization-server/sign-in-headless.ts";
import type { HeadlessPage } from "../../demo/authorization-server/sign-in-headless.ts";
import { ana, ben } from "../../demo/authorization-server/users.ts";

const resource = "http://127.0.0.1:3000/mcp";
const scopes = ["berths:read", "bookings:read", "bookings:write"];
const callback = "http://127.0.0.1:9999/callback";
const documentId = "https://client.example/metadata.json";
const clientDocument = {
  client_id: documentId,
  client_name: "Document client",
  redirect_uris: [callback],
  token_endpoint_auth_method: "none",
  scope: "berths:read",
};

let server: AuthorizationServer;
let clientId: string;

beforeAll(async () => {
  server = await startAuthorizationServer({
    resources: [{ resource, scopes }],
    users: [ana, ben],
    scopeWords: { "berths:read": "See berths" },
    clientDocuments: new Map([[documentId, clientDocument]]),
  });
  ({ client_id: clientId } = await register({ client_name: `<img src=x> & "co"`, scope: "berths:read nonsense" }));
});
afterAll(async () => await server.close());

async function register(metadata: object): Promise<{ client_id: string; scope?: string; application_type: string }> {
  const body = JSON.stringify({
    redirect_uris: [callback],
    token_endpoint_auth_method: "none",
    grant_types: ["authorization_code", "refresh_token"],
    ...metadata,
  });
  const headers = { "Content-Type": "application/json" };
  const response = await fetch(`${server.issuer}/register`, { method: "POST", headers, body });
  expect(response.status).toBe(201);
  return (await response.json()) as Awaited<ReturnType<typeof register>>;
}

interface Asked {
  readonly user?: DemoUser;
  readonly scope?: string;
  readonly decision?: "allow" | "deny";
  readonly parameters?: Readonly<Record<string, string | undefined>>;
  readonly onPage?: (page: HeadlessPage) => void;
}

const verifier = randomBytes(32).toString("base64url");
const challenge = createHash("sha256").update(verifier).digest("base64url");

function authorizationUrl(scope: string, parameters: Readonly<Record<string, string | undefined>> = {}): URL {
  const url = new URL(`${server.issuer}/authorize`);
  const all = {
    client_id: clientId,
    redirect_uri: callback,
    response_type: "code",
    scope,
    state: "s",
    resource,
    code_challenge: challenge,
    code_challenge_method: "S256",
    ...parameters,
  };
  for (const [name, value] of Object.entries(all)) if (value !== undefined) url.searchParams.set(name, value);
  return url;
}

/** Query parameters of the callback. */
async function authorize({
  user = ana,
  scope = "berths:read",
  decision = "allow",
  parameters,
  onPage,
}: Asked): Promise<Record<string, string>> {
  const back = await signInHeadless(authorizationUrl(scope, parameters), { user, decision, ...(onPage && { onPage }) });
  return Object.fromEntries(new URL(back).searchParams);
}

interface TokenAnswer {
  readonly status: number;
  readonly access_token: string;
  readonly refresh_token: string;
  readonly error?: string;
  readonly scope?: string;
}

async function token(form: Readonly<Record<string, string>>): Promise<TokenAnswer> {
  const body = new URLSearchParams({ client_id: clientId, ...form });
  const response = await fetch(`${server.issuer}/token`, { method: "POST", body });
  return { status: response.status, ...((await response.json()) as Omit<TokenAnswer, "status">) };
}

async function signIn(asked: Asked = {}): Promise<TokenAnswer> {
  const { code = "" } = await authorize(asked);
  const client = asked.parameters?.["client_id"] ?? clientId;
  return await token({
    grant_type: "authorization_code",
    code,
    code_verifier: verifier,
    redirect_uri: callback,
    resource,
    client_id: client,
  });
}

describe("metadata", () => {
  test.each(["oauth-authorization-server", "openid-configuration"])(
    "%s says what MCP clients look for",
    async (name) => {
      const metadata = (await (await fetch(`${server.issuer}/.well-known/${name}`)).json()) as Record<string, unknown>;
      expect(metadata).toMatchObject({
        issuer: server.issuer,
        authorization_endpoint: `${server.issuer}/authorize`,
        token_endpoint: `${server.issuer}/token`,
        registration_endpoint: `${server.issuer}/register`,
        jwks_uri: `${server.issuer}/jwks`,
        code_challenge_methods_supported: ["S256"],
        response_types_supported: ["code"],
        authorization_response_iss_parameter_supported: true,
        client_id_metadata_document_supported: true,
        scopes_supported: ["openid", "offline_access", ...scopes],
      });
    },
  );

  test.each(["/.well-known/oauth-authorization-server", "/jwks", "/register", "/token"])(
    "a browser may call %s",
    async (path) => {
      const headers = {
        Origin: "http://localhost:6274",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type,mcp-protocol-version",
      };
      const preflight = await fetch(server.issuer + path, { method: "OPTIONS", headers });
      expect([
        preflight.status,
        preflight.headers.get("access-control-allow-origin"),
        preflight.headers.get("access-control-allow-headers"),
      ]).toEqual([204, "*", "content-type,mcp-protocol-version"]);
    },
  );

  test("the answers of registration and token can be read by a browser", async () => {
    const headers = { Origin: "http://localhost:6274" };
    for (const path of ["/register", "/token"]) {
      const response = await fetch(server.issuer + path, { method: "POST", headers, body: new URLSearchParams() });
      expect(response.headers.get("access-control-allow-origin")).not.toBeNull();
    }
  });
});

describe("registration", () => {
  test("drops the scope, so that a client can ask for more later", async () => {
    const client = await register({ scope: "berths:read" });
    expect(client.scope).toBeUndefined();
    const { scope } = await signIn({
      scope: "berths:read bookings:write",
      parameters: { client_id: client.client_id },
    });
    expect(scope).toBe("berths:read bookings:write");
  });

  test("takes clients with a scheme of their own, as native ones", async () => {
    const client = await register({ redirect_uris: ["cursor://anysphere.cursor-mcp/oauth/callback"] });
    expect(client.application_type).toBe("native");
  });

  test("a client-id metadata document is as good", async () => {
    const { scope, access_token } = await signIn({
      scope: "berths:read bookings:write",
      parameters: { client_id: documentId },
    });
    expect([scope, decodeJwt(access_token)["client_id"]]).toEqual(["berths:read bookings:write", documentId]);
  });

  test("documents of other hosts are not fetched unless that is wanted", async () => {
    const response = await fetch(
      authorizationUrl("berths:read", { client_id: "https://elsewhere.example/client.json" }),
    );
    expect([response.status, await response.text()]).toEqual([
      400,
      "This request cannot be answered: invalid_client\nclient_id metadata document fetch failed\n",
    ]);
  });
});

describe("tokens", () => {
  test("are JWTs bound to the resource (RFC 9068, RFC 8707)", async () => {
    const { access_token } = await signIn({ scope: "berths:read" });
    const { iat = 0, jti, ...claims } = decodeJwt(access_token);
    expect(decodeProtectedHeader(access_token)).toEqual({ alg: "ES256", typ: "at+jwt", kid: expect.any(String) });
    expect(jti).toEqual(expect.any(String));
    expect(claims).toEqual({
      iss: server.issuer,
      aud: resource,
      sub: "ana",
      client_id: clientId,
      scope: "berths:read",
      exp: iat + 600,
    });
  });

  test("a loopback client may come back to another port (RFC 8252, 7.3)", async () => {
    const back = await authorize({ parameters: { redirect_uri: "http://127.0.0.1:5555/callback" } });
    expect(Object.keys(back)).toEqual(["code", "state", "iss"]);
  });

  test("a guest cannot grant what is not theirs", async () => {
    expect((await signIn({ user: ben, scope: scopes.join(" ") })).scope).toBe("berths:read bookings:read");
  });

  test("a resource that is added later counts", async () => {
    server.controls.addResource({ resource: "http://127.0.0.1:4000/mcp", scopes: ["x:read"], audience: "urn:api" });
    const { code = "" } = await authorize({ scope: "x:read", parameters: { resource: "http://127.0.0.1:4000/mcp" } });
    const { access_token } = await token({
      grant_type: "authorization_code",
      code,
      code_verifier: verifier,
      redirect_uri: callback,
    });
    expect([decodeJwt(access_token).aud, decodeJwt(access_token)["scope"]]).toEqual(["urn:api", "x:read"]);
  });

  test("refresh tokens rotate, and a used one ends the grant", async () => {
    const first = await signIn({ parameters: { prompt: "consent" } });
    const second = await token({ grant_type: "refresh_token", refresh_token: first.refresh_token, resource });
    expect([second.status, second.refresh_token === first.refresh_token]).toEqual([200, false]);
    const again = await token({ grant_type: "refresh_token", refresh_token: first.refresh_token, resource });
    const after = await token({ grant_type: "refresh_token", refresh_token: second.refresh_token, resource });
    expect([again.error, after.error]).toEqual(["invalid_grant", "invalid_grant"]);
  });

  test("a wrong verifier gets none", async () => {
    const { code = "" } = await authorize({});
    const answer = await token({
      grant_type: "authorization_code",
      code,
      code_verifier: "x".repeat(43),
      redirect_uri: callback,
    });
    expect([answer.status, answer.error]).toEqual([400, "invalid_grant"]);
  });
});

describe("refusals come back to the client with the issuer (RFC 9207)", () => {
  test.each([
    ["the user says no", { decision: "deny" }, "access_denied"],
    ["no PKCE", { parameters: { code_challenge: undefined, code_challenge_method: undefined } }, "invalid_request"],
    ["PKCE plain", { parameters: { code_challenge_method: "plain" } }, "invalid_request"],
    ["an unknown resource", { parameters: { resource: "https://other.example/mcp" } }, "invalid_target"],
  ] satisfies readonly (readonly [string, Asked, string])[])("%s", async (_name, asked, error) => {
    const { error_description: _description, ...back } = await authorize(asked);
    expect(back).toEqual({ error, state: "s", iss: server.issuer });
  });
});

describe("pages", () => {
  test("ask in words, escape what clients say, and run no script", async () => {
    const pages: HeadlessPage[] = [];
    await authorize({ scope: "berths:read", onPage: (page) => pages.push(page) });
    expect(pages.map(({ step }) => step)).toEqual(["sign-in", "consent"]);
    const name = "&#60;img src=x&#62; &#38; &#34;co&#34;";
    expect(/<h1>(.*)<\/h1>/.exec(pages[1]?.html ?? "")?.[1]).toBe(`Allow ${name}?`);
    expect(/<li><span class="">(.*?)<\/span>/.exec(pages[1]?.html ?? "")?.[1]).toBe("See berths");
    expect(pages.map(({ html }) => /<script|<img|javascript:/i.exec(html))).toEqual([null, null]);
  });

  test("carry a policy that allows their own style and the way back to the client", async () => {
    const response = await fetch(authorizationUrl("berths:read"), { redirect: "manual" });
    const cookie = response.headers
      .getSetCookie()
      .map((line) => line.split(";")[0])
      .join("; ");
    const shown = await fetch(new URL(response.headers.get("location") ?? "", server.issuer), {
      headers: { Cookie: cookie },
    });
    const style = /<style>([\s\S]*)<\/style>/.exec(await shown.text())?.[1] ?? "";
    const hash = createHash("sha256").update(style).digest("base64");
    expect(shown.headers.get("content-security-policy")).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; form-action 'self' http://127.0.0.1:9999; base-uri 'none'; frame-ancestors 'none'`,
    );
  });

  test("a wrong password is told", async () => {
    await expect(authorize({ user: { ...ana, password: "wrong" } })).rejects.toThrow(
      'the page "sign-in" came back: ana was refused',
    );
  });
});

describe("controls", () => {
  test("mint signs what it is told, over the usual claims", async () => {
    const key = await createSigningKey("RS256");
    const header = { alg: "RS256", typ: "JWT" };
    const minted = await server.controls.mint({ sub: undefined, scope: "a b", aud: ["x", "y"] }, { header, key });
    const { iat: _iat, exp: _exp, jti: _jti, ...claims } = decodeJwt(minted);
    expect(decodeProtectedHeader(minted)).toEqual({ alg: "RS256", typ: "JWT", kid: key.kid });
    expect(claims).toEqual({ iss: server.issuer, aud: ["x", "y"], client_id: "minted", scope: "a b" });
  });

  test("rotation keeps or drops the old key", async () => {
    const good = async (jwt: string): Promise<boolean> =>
      await jwtVerify(jwt, createRemoteJWKSet(new URL(`${server.issuer}/jwks`))).then(
        () => true,
        () => false,
      );
    const before = await server.controls.mint({});
    await server.controls.rotate({ keepOld: true });
    const between = await server.controls.mint({});
    expect([await good(before), await good(between)]).toEqual([true, true]);
    await server.controls.rotate({ keepOld: false });
    expect([await good(before), await good(between), await good(await server.controls.mint({}))]).toEqual([
      false,
      false,
      true,
    ]);
  });

  test("sessions and grants outlive a rotation", async () => {
    const first = await signIn({});
    await server.controls.rotate({ keepOld: false });
    expect((await token({ grant_type: "refresh_token", refresh_token: first.refresh_token, resource })).status).toBe(
      200,
    );
  });

  test("ttl holds for the next token", async () => {
    server.controls.ttl = 42;
    const { iat = 0, exp = 0 } = decodeJwt((await signIn({})).access_token);
    server.controls.ttl = 600;
    expect(exp - iat).toBe(42);
  });

  test("faults and hits", async () => {
    const before = server.controls.hits.jwks;
    server.controls.fault.jwks = { status: 503, body: "down", headers: { "Retry-After": "1" } };
    const response = await fetch(`${server.issuer}/jwks`);
    expect([response.status, response.headers.get("retry-after"), await response.text()]).toEqual([503, "1", "down"]);
    server.controls.fault.jwks = { reset: true };
    await expect(fetch(`${server.issuer}/jwks`)).rejects.toThrow("fetch failed");
    server.controls.fault.jwks = { hang: true };
    await expect(fetch(`${server.issuer}/jwks`, { signal: AbortSignal.timeout(50) })).rejects.toThrow("timeout");
    delete server.controls.fault.jwks;
    expect([(await fetch(`${server.issuer}/jwks`)).status, server.controls.hits.jwks - before]).toEqual([200, 4]);
  });
});
