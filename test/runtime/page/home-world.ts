import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { api } from "../../../templates/src/api.ts";
import { createRuntime, type Handler } from "../../../templates/src/runtime/create-runtime.ts";
import type { HandlerOptions } from "../../../templates/src/runtime/handler-options.ts";
import { homePage } from "../../../templates/src/runtime/page/home-page.ts";
import type { ApiDefinition, Tool } from "../../../templates/src/runtime/surface-types.ts";
import { tools } from "../../../templates/src/tools/index.ts";
import { recordingLog } from "../toy-world.ts";

/** What a generator would have written otherwise. */
export interface HomeSurface {
  readonly api?: Partial<ApiDefinition>;
  readonly tools?: readonly Tool[];
  /** Default: yes. */
  readonly hasPage?: boolean;
}

/** The toy server with its page. It fetches nothing. */
export function createHomeServer(surface: HomeSurface = {}, options: Partial<HandlerOptions> = {}): Handler {
  const { hasPage = true } = surface;
  const written = {
    api: { ...api, ...surface.api },
    tools: surface.tools ?? tools,
    custom: {},
    features: hasPage ? { page: homePage } : {},
  };
  return createRuntime(written, {
    publicUrl: "https://pets.example",
    oauthIssuer: ["https://as.example"],
    apiBaseUrl: "https://api.example",
    ...options,
    effects: {
      fetch: () => Promise.reject(new TypeError("nothing is fetched here")),
      log: recordingLog([]),
      ...options.effects,
    },
  });
}

/** As many tools as github.json has, in forty services. */
export function manyTools(count: number): readonly Tool[] {
  const [first] = tools;
  if (first === undefined) throw new TypeError("the toy has no tools");
  return Array.from({ length: count }, (_, index) => ({
    ...first,
    name: `repos_list_thing_${index}`,
    title: `List things of kind ${index}`,
    description: `Lists the things of kind ${index}, a page at a time, with what belongs to each of them.`,
    service: `service-${String(index % 40).padStart(2, "0")}`,
    scopes: [[index % 3 === 0 ? "repo:write" : "repo:read"]],
    annotations: { ...first.annotations, readOnlyHint: index % 3 !== 0 },
  }));
}

/** A handler behind a port of this machine. */
export interface ServedHandler extends AsyncDisposable {
  readonly origin: string;
}

/** Serves what `create` makes for the origin that it will have. */
export async function serveHandler(create: (origin: string) => Handler): Promise<ServedHandler> {
  let handler: Handler | undefined;
  const server = createServer((incoming, outgoing) => {
    const headers = new Headers();
    for (const [name, value] of Object.entries(incoming.headers)) headers.set(name, String(value));
    const request = new Request(new URL(incoming.url ?? "/", origin), { method: incoming.method ?? "GET", headers });
    void handler?.fetch(request).then(async (answer) => {
      outgoing.writeHead(answer.status, Object.fromEntries(answer.headers));
      outgoing.end(Buffer.from(await answer.arrayBuffer()));
    });
  });
  await new Promise<void>((listening) => void server.listen(0, "127.0.0.1", () => listening()));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  handler = create(origin);
  return {
    origin,
    async [Symbol.asyncDispose]() {
      await handler?.close();
      server.closeAllConnections();
      await new Promise((closed) => void server.close(closed));
    },
  };
}
