/** The two ways of answering a message, side by side: the direct one and the SDK's, over the same tools, caller and API. */
import { api as harbour } from "../../../generated/harbour/src/api.ts";
import { searchIndex } from "../../../generated/harbour/src/search-index.ts";
import { tools } from "../../../generated/harbour/src/tools/index.ts";
import { type Answer, toResponse } from "../../../templates/src/runtime/answer.ts";
import { authenticate } from "../../../templates/src/runtime/auth/authenticate.ts";
import { createIssuers } from "../../../templates/src/runtime/auth/issuer.ts";
import { createScopeNames } from "../../../templates/src/runtime/auth/scope-names.ts";
import { createTokenCache, tokenDigest } from "../../../templates/src/runtime/auth/token-cache.ts";
import { resolveConfig } from "../../../templates/src/runtime/config.ts";
import { createConfirmation } from "../../../templates/src/runtime/confirm/confirmation.ts";
import { createMemoryReplayStore } from "../../../templates/src/runtime/confirm/replay-store.ts";
import { fromWebRequest } from "../../../templates/src/runtime/incoming-request.ts";
import { createResultLinks } from "../../../templates/src/runtime/links/result-links.ts";
import { createCallDependencies } from "../../../templates/src/runtime/mcp/call-dependencies.ts";
import { callTool } from "../../../templates/src/runtime/mcp/call-tool.ts";
import { createDirectAnswers } from "../../../templates/src/runtime/mcp/direct-answers.ts";
import type { Exchange } from "../../../templates/src/runtime/mcp/exchange.ts";
import { createListings } from "../../../templates/src/runtime/mcp/listings.ts";
import { createSdkDispatch } from "../../../templates/src/runtime/mcp/sdk-dispatch.ts";
import { gzipBody } from "../../../templates/src/runtime/node/gzip-body.ts";
import { createRequestRecord } from "../../../templates/src/runtime/request-record.ts";
import { viewMaker } from "../../../templates/src/runtime/search/view-maker.ts";
import type { ConfirmMode } from "../../../templates/src/runtime/surface-types.ts";
import { fetchTransport } from "../../../templates/src/runtime/upstream/transport.ts";
import { createKey, issuer, mint, recordingLog, resource } from "../toy-world.ts";

/** An answer as it goes on the wire. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface DispatchWorld {
  /** Requests that reached the API. */
  readonly calls: () => number;
  /** Undefined: it was left to the SDK. */
  direct(request: Request): Promise<WireAnswer | undefined>;
  sdk(request: Request): Promise<WireAnswer>;
}

export interface DispatchOptions {
  readonly mode?: "all" | "search";
  readonly confirm?: ConfirmMode;
  /** Tools that the caller may not call are not listed. */
  readonly hides?: boolean;
  readonly scope?: string;
  /** What the API answers. */
  readonly answer?: () => Response;
}

const now = (): number => 1_800_000_000_000;

export async function createDispatchWorld(options: DispatchOptions = {}): Promise<DispatchWorld> {
  const { mode = "all", confirm = "never", hides = false, answer = () => Response.json({ id: "b-1" }) } = options;
  const api = { ...harbour, auth: { ...harbour.auth, ...(hides && { unauthorizedTools: "hidden" as const }) } };
  const log = recordingLog([]);
  const scopes = new Set(tools.flatMap((tool) => tool.scopes.flat()));
  const config = resolveConfig(
    {
      oauthIssuer: [issuer],
      oauthAudience: [resource],
      oauthJwksUri: `${issuer}/jwks`,
      apiBaseUrl: "https://api.example",
      toolConfirm: confirm,
      stateSecret: ["0123456789abcdef0123456789abcdef"],
    },
    api,
  );
  const key = await createKey("one");
  const fetchKeys = async (): Promise<Response> => Response.json({ keys: [key.publicJwk] });
  const caller = await authenticate(await mint(key, { scope: options.scope ?? [...scopes].join(" ") }), {
    config,
    now,
    digest: tokenDigest,
    verified: createTokenCache({ maxTokens: 10, now }),
    scopeNames: createScopeNames(api.scopes),
    issuers: createIssuers(config, { fetch: fetchKeys, now, log }),
  });
  let calls = 0;
  const deps = createCallDependencies({
    config,
    hooks: undefined,
    log,
    transport: fetchTransport(async () => {
      calls += 1;
      return answer();
    }),
    links: createResultLinks(config, now),
    ...(confirm !== "never" && {
      confirmation: createConfirmation({ config, replay: createMemoryReplayStore(now), now, log }),
    }),
  });
  const view = viewMaker({ api, tools, searchIndex, forUnasked: undefined }, mode)(tools);
  const call: Exchange["call"] = (tool, args, toolCall) => callTool(tool, args, toolCall, deps);
  const exchange = (): Exchange => ({ caller, record: createRequestRecord(), view, call, confirm });
  const parts = { api, hasLinks: true, log };
  const sdk = createSdkDispatch(parts);
  const listings = createListings({ ask: sdk.dispatch, deciding: hides ? scopes : undefined, compress: gzipBody });
  const direct = createDirectAnswers(parts, listings);
  return {
    calls: () => calls,
    async direct(request) {
      const given = await direct(fromWebRequest(request), await request.clone().json(), exchange());
      return given === undefined ? undefined : wireAnswer(given);
    },
    async sdk(request) {
      return wireAnswer(await sdk.dispatch(fromWebRequest(request), await request.clone().json(), exchange()));
    },
  };
}

async function wireAnswer(given: Answer): Promise<WireAnswer> {
  const response = toResponse(given);
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: withoutLinks(await response.text()),
  };
}

/** What is sealed is another text each time. */
function withoutLinks(body: string): string {
  return body.replaceAll(/tool-result:\/[\w-]+/g, "tool-result:/sealed");
}
