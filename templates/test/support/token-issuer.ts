import { createServer } from "node:http";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { listen } from "./listen.ts";

/** What a token is to say besides the usual, and how it is to be wrong. */
export interface TokenWish {
  readonly claims?: Readonly<Record<string, unknown>>;
  /** Signed with a key that the issuer never published. */
  readonly isForeign?: boolean;
  /** Seconds from now; negative: expired. Default: an hour. */
  readonly expiresIn?: number;
}

/** An authorization server for tests that are not about signing in: metadata, keys, tokens of any content, RFC 8693. */
export interface TokenIssuer extends AsyncDisposable {
  readonly issuer: string;
  readonly tokenUrl: string;
  /** An access token (RFC 9068). */
  mint(wish?: TokenWish): Promise<string>;
  /** Tokens that its token endpoint gave out: those of mode `exchange`, and of the server as a client. */
  readonly granted: ReadonlySet<string>;
}

/** Starts it on loopback. @param trailing what the issuer ends in: Auth0's ends in a slash */
export async function startTokenIssuer(trailing: "" | "/"): Promise<TokenIssuer> {
  const keys = await generateKeyPair("ES256");
  const foreign = await generateKeyPair("ES256");
  const published = { ...(await exportJWK(keys.publicKey)), kid: "contract", alg: "ES256", use: "sig" };
  const granted = new Set<string>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = new URLSearchParams(Buffer.concat(chunks).toString());
      void answer(request.url ?? "", body).then((json) =>
        response.setHeader("content-type", "application/json").end(JSON.stringify(json)),
      );
    });
  });
  const { origin, close } = await listen(server);
  const issuer = origin + trailing;
  const tokenUrl = `${origin}/token`;

  async function mint({ claims = {}, isForeign = false, expiresIn = 3600 }: TokenWish = {}): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    return await new SignJWT({
      iss: issuer,
      sub: "someone",
      client_id: "contract-tests",
      azp: "contract-tests",
      cid: "contract-tests",
      token_use: "access",
      jti: crypto.randomUUID(),
      iat: now + Math.min(expiresIn, 0) - 60,
      exp: now + expiresIn,
      ...claims,
    })
      .setProtectedHeader({ alg: "ES256", kid: "contract", typ: "at+jwt" })
      .sign(isForeign ? foreign.privateKey : keys.privateKey);
  }

  async function answer(path: string, body: URLSearchParams): Promise<object> {
    if (path.startsWith("/jwks")) return { keys: [published] };
    if (!path.startsWith("/token")) return metadata();
    const targets = [...body.getAll("audience"), ...body.getAll("resource")];
    const scope = body.get("scope") ?? "";
    const token = await mint({ claims: { aud: targets.length > 0 ? targets : "api", scope } });
    granted.add(token);
    return {
      access_token: token,
      issued_token_type: "urn:ietf:params:oauth:token-type:access_token",
      token_type: "Bearer",
      expires_in: 3600,
      ...(scope === "" ? {} : { scope }),
    };
  }

  function metadata(): object {
    return {
      issuer,
      jwks_uri: `${origin}/jwks`,
      authorization_endpoint: `${origin}/authorize`,
      token_endpoint: tokenUrl,
      response_types_supported: ["code"],
      code_challenge_methods_supported: ["S256"],
    };
  }

  return { issuer, tokenUrl, mint, granted, [Symbol.asyncDispose]: close };
}
