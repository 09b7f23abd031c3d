import { once } from "node:events";
import { createServer, type IncomingMessage, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freePort } from "../../../support/free-port.ts";
import { type TokenIssuer, tokenIssuer } from "../../../support/token-issuer.ts";
import { eras, rawHeaders, rawRequest } from "../raw-message.ts";
import type { RunningHost, TestedHost } from "./tested-host.ts";

/** A client that goes away takes its request to the API along. */
export function testCancellation(host: TestedHost): void {
  /** A request that reached an API which never answers; `closed` when its connection ends. */
  let arrived = Promise.withResolvers<{ readonly closed: Promise<unknown> }>();
  let api: Server;
  let issuer: TokenIssuer;
  let running: RunningHost;
  let publicUrl: string;
  beforeAll(async () => {
    issuer = await tokenIssuer();
    api = createServer((_request, response) => {
      arrived.resolve({ closed: once(response, "close") });
    });
    api.listen(0, "127.0.0.1");
    await once(api, "listening");
    const port = await freePort();
    publicUrl = `http://127.0.0.1:${port}`;
    running = await host.start({
      HOST: "127.0.0.1",
      PORT: String(port),
      PUBLIC_URL: publicUrl,
      OAUTH_ISSUER: issuer.url,
      API_BASE_URL: `http://127.0.0.1:${(api.address() as AddressInfo).port}`,
      LAME_DUCK_MS: "0",
      MAX_CONCURRENT_CALLS_PER_CALLER: "2",
      MAX_BATCH_CALLS: "2",
    });
  }, 30_000);
  afterAll(async () => {
    await running.stop();
    await issuer.close();
    api.closeAllConnections();
    api.close();
  });

  test.each(eras)(
    "who leaves while the API thinks takes its call along, and the call's place is free again (%s)",
    async (era) => {
      const token = await issuer.mint({ aud: `${publicUrl}/mcp`, scope: "berths:read" });
      // Twice as many as one caller may have in flight.
      for (const id of [1, 2, 3, 4]) {
        arrived = Promise.withResolvers();
        const message = rawRequest(era, id, "tools/call", { name: "list_berths", arguments: {} });
        const headers = rawHeaders(era, message, token);
        const call = request(`${publicUrl}/mcp`, { method: "POST", headers, agent: false });
        const refused = once(call, "response").then(([response]) => (response as IncomingMessage).statusCode);
        call.end(JSON.stringify(message));
        const ended = await Promise.race([arrived.promise, refused.then((status) => `answered ${status}`)]);
        expect([id, typeof ended]).toEqual([id, "object"]);
        // A reset: workerd does not look for the end of a connection that it reads nothing from.
        call.socket?.resetAndDestroy();
        await expect(refused).rejects.toThrow(/hang up|ECONNRESET/);
        await (ended as { readonly closed: Promise<unknown> }).closed;
      }
    },
  );
}
