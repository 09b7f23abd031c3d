import { createHandler } from "./handler.ts";
import { answerOrExplain } from "./runtime/hosts/answer-or-explain.ts";
import { type Bindings, handlerOnce } from "./runtime/hosts/handler-once.ts";

const handlerOf: (bindings: Bindings) => ReturnType<typeof createHandler> = handlerOnce(createHandler);

/** The server as a Cloudflare Worker. Variables are those of the README, from `vars` of wrangler.jsonc and from secrets. */
const worker: { readonly fetch: (request: Request, bindings: Bindings) => Promise<Response> } = {
  fetch: (request, bindings) =>
    answerOrExplain(
      request,
      () => handlerOf(bindings),
      (text) => console.error(text),
    ),
};

export default worker;
