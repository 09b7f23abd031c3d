import { waitUntil } from "cloudflare:workers";
import { createRefreshed, type Refreshed } from "../../../generated/harbour/src/runtime/auth/refreshed.ts";

let refreshed: Refreshed<string> | undefined;

/** A worker that renews something in the background at `/start?from=`, where nobody waits for it, and gives it at `/get`. */
const worker = {
  async fetch(request: Request): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url);
    refreshed ??= createRefreshed({
      load: async () => (await fetch(searchParams.get("from") ?? "")).text(),
      now: Date.now,
      onFailure: () => undefined,
      keepAlive: waitUntil,
    });
    const current = refreshed.current();
    if (pathname === "/get") return new Response(await current);
    current.catch(() => undefined);
    return new Response("started");
  },
};

// oxlint-disable-next-line import/no-default-export -- what a worker is
export default worker;
