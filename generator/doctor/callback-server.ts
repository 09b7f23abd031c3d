import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { GeneratorError } from "../errors.ts";

/** What came back to the redirect URI. */
export interface Callback {
  readonly code: string | undefined;
  /** All parameters but the code. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** Listens for one callback. */
export interface CallbackServer {
  readonly redirectUri: string;
  /** `undefined` when nothing came in time. */
  readonly received: Promise<Callback | undefined>;
  close(): Promise<void>;
}

const page = "Signed in. You can close this page and go back to the terminal.\n";

/**
 * Listens on loopback for the redirect (RFC 8252, 7.3).
 *
 * @throws GeneratorError `bad-usage` when the port is taken
 */
export async function startCallbackServer(port: number, timeout: number): Promise<CallbackServer> {
  const { promise, resolve } = Promise.withResolvers<Callback | undefined>();
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    const isCallback = request.method === "GET" && url.pathname === "/callback";
    response.writeHead(isCallback ? 200 : 404, {
      "content-type": "text/plain; charset=utf-8",
      "referrer-policy": "no-referrer",
      connection: "close",
    });
    response.end(isCallback ? page : "Nothing is here.\n");
    if (isCallback) resolve(readCallback(url.searchParams));
  });
  server.listen(port, "127.0.0.1");
  try {
    await once(server, "listening");
  } catch (cause) {
    throw new GeneratorError("bad-usage", `Port ${port} cannot be listened on: choose another one.`, { cause });
  }
  const timer = setTimeout(() => resolve(undefined), timeout);
  return {
    redirectUri: `http://127.0.0.1:${(server.address() as AddressInfo).port}/callback`,
    received: promise,
    async close() {
      clearTimeout(timer);
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function readCallback(parameters: URLSearchParams): Callback {
  const all = new Map(parameters);
  const code = all.get("code");
  all.delete("code");
  return { code, parameters: all };
}
