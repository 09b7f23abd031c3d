import { once } from "node:events";
import { createServer, type IncomingMessage, request as httpRequest, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A request on its way through the proxy. */
export interface ProxiedRequest {
  readonly method: string;
  /** Path and query. */
  path: string;
  /** Names and values in turn, as they came. */
  headers: string[];
  body: string;
}

/** An answer on its way back. */
export interface ProxiedAnswer {
  /** 0: the connection is cut. */
  status: number;
  /** Names in lower case. */
  headers: Record<string, string | string[]>;
  body: string;
}

/** What the proxy does wrong: it may change the request, then the answer. */
export interface ProxyFault {
  readonly request?: (request: ProxiedRequest) => void;
  readonly answer?: (answer: ProxiedAnswer, request: ProxiedRequest) => void;
}

export interface FaultyProxy {
  readonly url: string;
  /** Where it passes requests on to. */
  target: string;
  fault: ProxyFault;
  close(): Promise<void>;
}

/** A reverse proxy on loopback that passes everything on as it came, but for one fault. */
export async function startFaultyProxy(): Promise<FaultyProxy> {
  const server = createServer((incoming, response) => {
    pass(incoming, response, proxy).catch((error: unknown) => {
      response.writeHead(502).end(String(error));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const proxy: FaultyProxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    target: "",
    fault: {},
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
  return proxy;
}

async function pass(incoming: IncomingMessage, response: ServerResponse, proxy: FaultyProxy): Promise<void> {
  const request: ProxiedRequest = {
    method: incoming.method ?? "GET",
    path: incoming.url ?? "/",
    headers: [...incoming.rawHeaders],
    body: await textOf(incoming),
  };
  const seen = { ...request, headers: [...request.headers] };
  proxy.fault.request?.(request);
  const answer = await forward(request, proxy.target);
  // A fault decides by what the client sent.
  proxy.fault.answer?.(answer, seen);
  if (answer.status === 0) return void response.socket?.destroy();
  response.sendDate = false;
  const { "content-length": _, "transfer-encoding": __, connection: ___, ...headers } = answer.headers;
  response.writeHead(answer.status, headers);
  response.end(answer.body);
}

async function forward(request: ProxiedRequest, target: string): Promise<ProxiedAnswer> {
  const outgoing = httpRequest(new URL(request.path, target), { method: request.method, headers: request.headers });
  outgoing.end(request.body);
  const [incoming] = (await once(outgoing, "response")) as [IncomingMessage];
  const body = await textOf(incoming);
  const headers = Object.entries(incoming.headers).filter(
    (entry): entry is [string, string | string[]] => entry[1] !== undefined,
  );
  return { status: incoming.statusCode ?? 0, headers: Object.fromEntries(headers), body };
}

async function textOf(message: IncomingMessage): Promise<string> {
  let text = "";
  message.setEncoding("utf8");
  for await (const chunk of message as AsyncIterable<string>) text += chunk;
  return text;
}

/** The value of a request's header. */
export function headerOf({ headers }: ProxiedRequest, name: string): string | undefined {
  const at = headers.findIndex((entry, index) => index % 2 === 0 && entry.toLowerCase() === name);
  return at < 0 ? undefined : headers[at + 1];
}

/** Sets a request's header, or takes it away. */
export function setHeader(request: ProxiedRequest, name: string, value: string | undefined): void {
  const kept = request.headers.flatMap((entry, index, all) =>
    index % 2 === 0 && entry.toLowerCase() !== name ? [entry, all[index + 1] ?? ""] : [],
  );
  request.headers = value === undefined ? kept : [...kept, name, value];
}

/** Changes an answer's JSON. */
export function editJson(answer: ProxiedAnswer, edit: (json: Record<string, unknown>) => void): void {
  const json = JSON.parse(answer.body) as Record<string, unknown>;
  edit(json);
  answer.body = JSON.stringify(json);
}
