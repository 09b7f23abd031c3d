import { env, waitUntil } from "cloudflare:workers";
import { createHandler } from "./handler.ts";
import { answerOrExplain } from "./runtime/hosts/answer-or-explain.ts";
import { handlerAtFirstUse } from "./runtime/hosts/handler-at-first-use.ts";

/** Work that requests share outlives the one that began it: the platform would stop it, and the others would wait for ever. */
const handlerOf: () => ReturnType<typeof createHandler> = handlerAtFirstUse(
  (options) => createHandler({ ...options, effects: { keepAlive: waitUntil } }),
  env,
);

/** The server as a Cloudflare Worker. Variables are those of the README, from `vars` of wrangler.jsonc and from secrets. */
const worker: { readonly fetch: (request: Request) => Promise<Response> } = {
  fetch: (request) => answerOrExplain(request, handlerOf, (text) => console.error(text)),
};

export default worker;
