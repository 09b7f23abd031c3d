import { inspect } from "node:util";
import { expect, test } from "vitest";
import { api } from "../../../templates/src/api.ts";
import { authenticate, isVerifiedCaller } from "../../../templates/src/runtime/auth/authenticate.ts";
import { createIssuers } from "../../../templates/src/runtime/auth/issuer.ts";
import { createScopeNames } from "../../../templates/src/runtime/auth/scope-names.ts";
import { createTokenCache, tokenDigest } from "../../../templates/src/runtime/auth/token-cache.ts";
import { resolveConfig } from "../../../templates/src/runtime/config.ts";
import type { RuntimeError } from "../../../templates/src/runtime/errors.ts";
import { createDispatch } from "../../../templates/src/runtime/mcp/dispatch.ts";
import type { Exchange } from "../../../templates/src/runtime/mcp/exchange.ts";
import { createToolTable } from "../../../templates/src/runtime/mcp/tool-table.ts";
import { createPlainView } from "../../../templates/src/runtime/mcp/tool-view.ts";
import { fromWebRequest } from "../../../templates/src/runtime/incoming-request.ts";
import { createRequestRecord } from "../../../templates/src/runtime/request-record.ts";
import type { Caller } from "../../../templates/src/runtime/surface-types.ts";
import { tools } from "../../../templates/src/tools/index.ts";
import { createKey, issuer, mcpRequest, mint, recordingLog, resource } from "../toy-world.ts";

async function createCaller(scope = "a b"): Promise<{ caller: Caller; token: string }> {
  const key = await createKey("one");
  const config = resolveConfig(
    {
      oauthIssuer: [issuer],
      oauthAudience: [resource],
      oauthJwksUri: `${issuer}/jwks`,
      apiBaseUrl: "https://api.example",
    },
    api,
  );
  const now = (): number => 1_800_000_000_000;
  const keys = async (): Promise<Response> => Response.json({ keys: [key.publicJwk] });
  const token = await mint(key, { scope });
  return {
    token,
    caller: await authenticate(token, {
      config,
      now,
      digest: tokenDigest,
      verified: createTokenCache({ maxTokens: 10, now }),
      scopeNames: createScopeNames(api.scopes),
      issuers: createIssuers(config, { fetch: keys, now, log: recordingLog([]) }),
    }),
  };
}

test("a caller says who, and its token stays out of logs and copies", async () => {
  const { caller, token } = await createCaller();
  expect({ ...caller }).toEqual({
    issuer,
    subject: "alice",
    clientId: "client-1",
    scopes: new Set(["a", "b"]),
    expiresAt: 1_800_000_300,
  });
  expect(caller.token).toBe(token);
  for (const text of [
    JSON.stringify(caller),
    inspect(caller, { showHidden: true, depth: 9 }),
    JSON.stringify({ ...caller }),
  ]) {
    expect(text.includes(token)).toBe(false);
  }
});

test("only what authenticate made is a verified caller", async () => {
  const { caller } = await createCaller();
  const lookAlike = { ...caller, token: caller.token };
  const candidates: readonly unknown[] = [
    caller,
    lookAlike,
    Object.create(caller),
    structuredClone({ ...caller }),
    undefined,
    null,
  ];
  expect(candidates.map((candidate) => isVerifiedCaller(candidate))).toEqual([true, false, false, false, false, false]);
});

test.each(["legacy", "modern"] as const)("a %s dispatch without a verified caller refuses to answer", async (era) => {
  const { caller } = await createCaller();
  const { caller: wide } = await createCaller("pets:read");
  const called: string[] = [];
  const view = createPlainView(createToolTable(tools));
  const { dispatch } = createDispatch({
    api,
    hasLinks: false,
    scopes: new Set(),
    log: recordingLog([]),
  });
  const call: Exchange["call"] = async (tool) => {
    called.push(tool.name);
    return { content: [] };
  };
  const exchange = { record: createRequestRecord(), view, call, confirm: "never" } as const;
  const request = mcpRequest(era, "tools/call", { name: "list_pets", arguments: {} });
  const body = await request.clone().json();
  const attempts = [{ ...caller, token: "x" }, undefined, {}].map((forged) =>
    dispatch(fromWebRequest(request.clone()), body, { ...exchange, caller: forged as Caller }),
  );
  const outcomes = await Promise.allSettled(attempts);
  expect(outcomes.map((outcome) => outcome.status === "rejected" && (outcome.reason as RuntimeError).code)).toEqual([
    "gate_missing",
    "gate_missing",
    "gate_missing",
  ]);
  expect(called).toEqual([]);
  const served = await dispatch(fromWebRequest(request), body, { ...exchange, caller: wide });
  expect([served.status, called]).toEqual([200, ["list_pets"]]);
});
