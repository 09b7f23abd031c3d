import { expect, test } from "vitest";
import { chooseServer } from "../../generator/serve/choose-server.ts";

test.each<[path: string, server: string | undefined]>([
  ["/harbour/mcp", "harbour"],
  ["/harbour", "harbour"],
  ["/harbour?x=1", "harbour"],
  ["/harbour/", "harbour"],
  ["/harbour/.well-known/oauth-protected-resource", "harbour"],
  ["/.well-known/oauth-protected-resource/harbour/mcp", "harbour"],
  ["/.well-known/oauth-authorization-server/harbour", "harbour"],
  ["/.well-known/openid-configuration/harbour", "harbour"],
  ["/", undefined],
  ["/.well-known/oauth-protected-resource", undefined],
  ["/Harbour/mcp", undefined],
  ["/%68arbour/mcp", undefined],
  ["/harbour%2Fmcp", undefined],
  ["//harbour/mcp", undefined],
  ["/../harbour/mcp", undefined],
  ["http://elsewhere.example/harbour/mcp", undefined],
])("%s belongs to %s", (path, server) => {
  expect(chooseServer(path)).toBe(server);
});
