import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { close, listen } from "./support/loopback.ts";

/** One red pixel. */
export const pixelPng: string =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";
/** A recording without a sample. */
export const silenceWav: string = "UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQAAAAA=";
/** The smallest thing that says it is a PDF. */
export const leafletPdf: string = Buffer.from("%PDF-1.4\n%%EOF\n").toString("base64");

/** A request that reached the API. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
}

/** The API of specs/conformance/openapi.yaml, listening on loopback. It knows nothing of MCP. */
export interface FixtureApi extends AsyncDisposable {
  readonly baseUrl: string;
  /** In the order of arrival. */
  readonly requests: readonly SeenRequest[];
  /** How many callers of `GET /wait` went away without an answer. */
  readonly abandoned: () => number;
}

/** Starts the API on a free port. */
export async function startFixtureApi(): Promise<FixtureApi> {
  const requests: SeenRequest[] = [];
  let abandoned = 0;
  const routes: Readonly<Record<string, (answer: Answer) => void>> = {
    "GET /greeting": ({ reply }) => reply("text/plain; charset=utf-8", "This is a simple text response for testing."),
    "GET /picture": ({ reply }) => reply("image/png", Buffer.from(pixelPng, "base64")),
    "GET /recording": ({ reply }) => reply("audio/wav", Buffer.from(silenceWav, "base64")),
    "GET /leaflet": ({ reply }) => reply("application/pdf", Buffer.from(leafletPdf, "base64")),
    "GET /album": ({ reply }) => reply("multipart/mixed; boundary=page", albumBody()),
    "GET /failure": ({ problem }) => problem(500, "This tool intentionally returns an error for testing"),
    "GET /diary": ({ reply }) => reply("text/plain", "Dear diary."),
    "GET /survey": ({ reply }) => reply("text/plain", "Nobody was asked."),
    "POST /contacts": ({ json, body }) => json(201, body),
    "GET /regions/{id}": ({ json, id }) => json(200, { region: id }),
    "POST /notes": ({ json, body }) => json(201, { id: "n1", ...body }),
    "PUT /notes/{id}": ({ json, body }) => json(200, body),
    "DELETE /notes/{id}": ({ problem }) => problem(404, "There is no such note."),
    "POST /agreements": ({ reply }) => reply("text/plain", "It is agreed."),
    "POST /seals": ({ reply }) => reply("text/plain", "It is sealed."),
    "GET /numbers": ({ json }) => json(200, [1, 2, 3]),
    "GET /wait": ({ response }) => response.once("close", () => (abandoned += 1)),
  };
  const server = createServer((request, response) => {
    const path = (request.url ?? "").replace(/^\/v1/u, "");
    requests.push({ method: request.method ?? "", path, authorization: request.headers.authorization });
    const [, collection = "", id = ""] = path.split("/");
    const route = routes[`${request.method} /${collection}${id === "" ? "" : "/{id}"}`];
    if (route === undefined) return void response.writeHead(404).end();
    return void readJson(request).then((body) => route({ ...replies(response), response, body, id }));
  });
  const origin = await listen(server);
  return {
    baseUrl: `${origin}/v1`,
    requests,
    abandoned: () => abandoned,
    [Symbol.asyncDispose]: () => close(server),
  };
}

interface Replies {
  readonly reply: (contentType: string, body: string | Buffer) => void;
  readonly json: (status: number, value: unknown) => void;
  readonly problem: (status: number, detail: string) => void;
}

interface Answer extends Replies {
  readonly response: ServerResponse;
  /** The request's JSON body; `{}` without one. */
  readonly body: object;
  /** Last segment of the path. */
  readonly id: string;
}

function replies(response: ServerResponse): Replies {
  const send = (status: number, type: string, body: string | Buffer): void =>
    void response.writeHead(status, { "content-type": type }).end(body);
  return {
    reply: (type, body) => send(200, type, body),
    json: (status, value) => send(status, "application/json", JSON.stringify(value)),
    problem: (status, detail) =>
      send(status, "application/problem+json", JSON.stringify({ title: "Not possible", status, detail })),
  };
}

async function readJson(request: IncomingMessage): Promise<object> {
  const text = (await request.toArray()).join("");
  const value: unknown = JSON.parse(text === "" ? "{}" : text);
  return typeof value === "object" && value !== null ? value : {};
}

/** RFC 2046, 5.1: bytes as they are, parts between delimiters. */
function albumBody(): Buffer {
  const parts: readonly (readonly [string, string | Buffer])[] = [
    ["text/plain", "Multiple content types test:"],
    ["image/png", Buffer.from(pixelPng, "base64")],
    ["application/json", '{"test":"data","value":123}'],
  ];
  const written = parts.map(([type, body]) =>
    Buffer.concat([Buffer.from(`--page\r\ncontent-type: ${type}\r\n\r\n`), Buffer.from(body), Buffer.from("\r\n")]),
  );
  return Buffer.concat([...written, Buffer.from("--page--\r\n")]);
}
