/** Tenants must not act with one another's secrets: such a server does not start. */
import { expect, test } from "vitest";
import { api } from "../../../templates/src/api.ts";
import { createRuntime } from "../../../templates/src/runtime/create-runtime.ts";
import type { HandlerOptions } from "../../../templates/src/runtime/handler-options.ts";
import type { ApiDefinition } from "../../../templates/src/runtime/surface-types.ts";
import { readTenants } from "../../../templates/src/runtime/tenants/read-tenants.ts";
import { credentialsMode } from "../../../templates/src/runtime/upstream/credentials-mode.ts";
import { exchangeMode } from "../../../templates/src/runtime/upstream/exchange-mode.ts";

const options: HandlerOptions = {
  publicUrl: "https://mcp.example",
  oauthIssuer: ["https://{tenant}.auth.example"],
  apiBaseUrl: "https://{tenant}.api.example",
  tenants: ["acme", "globex"],
  oauthClientId: "mcp",
};

test.each<[string, NonNullable<ApiDefinition["upstream"]>, Partial<HandlerOptions>, string]>([
  [
    "credentials of the server",
    {
      mode: "credentials",
      requires: { claim: "roles", values: ["staff"] },
      schemes: { key: { kind: "apiKey", in: "header", name: "X-Key", variable: "UPSTREAM_KEY" } },
    },
    { upstreamCredentials: { UPSTREAM_KEY: "0123456789abcdef" } },
    "A server for several tenants cannot use the upstream mode credentials",
  ],
  [
    "one token endpoint",
    { mode: "exchange", clientId: "mcp", audience: ["api"] },
    { exchangeTokenUri: "https://auth.example/token" },
    "EXCHANGE_TOKEN_URI (exchangeTokenUri) cannot be set with tenants",
  ],
])("tenants with %s are refused", (_what, upstream, given, message) => {
  const features = { tenants: readTenants, upstream: upstream.mode === "exchange" ? exchangeMode : credentialsMode };
  const surface = { api: { ...api, upstream }, tools: [], custom: {}, features };
  expect(() => createRuntime(surface, { ...options, ...given })).toThrow(message);
});
