import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import { close, listen } from "../../conformance/support/loopback.ts";

/** A request that reached an API. */
export interface Recorded {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
}

/** An API of the tests: it records everything, and answers as its path says. */
export interface WorkshopApi extends AsyncDisposable {
  readonly origin: string;
  readonly requests: Recorded[];
  /** How many answers their reader left before the end. */
  readonly abandoned: () => number;
}

/** One red pixel. */
export const pixel: Buffer = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==",
  "base64",
);
export const pdf: Buffer = Buffer.from("%PDF-1.4\n\u0000\u00FF%%EOF\n", "latin1");

type Answer = (response: ServerResponse, request: Recorded) => void;
const whole =
  (status: number, type: string | undefined, body: string | Buffer, headers: object = {}): Answer =>
  (response) =>
    void response.writeHead(status, { ...(type === undefined ? {} : { "content-type": type }), ...headers }).end(body);
const problem = { title: "Not here", status: 404, detail: "There is no such answer.", retry: false };
const deep = `${'{"a":'.repeat(200)}1${"}".repeat(200)}`;

/** What `GET /v1/answers/{kind}` answers. */
const kinds: Readonly<Record<string, Answer>> = {
  json: whole(200, "application/vnd.workshop+json", '{"id":12345678901234567890,"list":[1,2]}'),
  text: whole(200, "text/plain; charset=iso-8859-1", Buffer.from("caf\u00E9", "latin1")),
  csv: whole(200, "text/csv", "a,b\r\n1,2\r\n"),
  xml: whole(200, "application/atom+xml", "<feed><entry/></feed>"),
  image: whole(200, "image/png", pixel),
  audio: whole(200, "audio/wav", Buffer.from("RIFF")),
  pdf: whole(200, "application/pdf", pdf),
  nothing: whole(204, undefined, ""),
  gzip: whole(200, "application/json", gzipSync('{"z":"gzip"}'), { "content-encoding": "gzip" }),
  deflate: whole(200, "application/json", deflateSync('{"z":"deflate"}'), { "content-encoding": "deflate" }),
  zstd: whole(200, "application/json", zstdCompressSync('{"z":"zstd"}'), { "content-encoding": "zstd" }),
  bomb: whole(200, "application/json", gzipSync(Buffer.alloc(8_000_000, 0x20)), { "content-encoding": "gzip" }),
  deep: whole(200, "application/json", deep),
  untyped: whole(200, undefined, '{"said":"nothing"}'),
  mistyped: whole(200, "text/plain", '[{"said":"text"}]'),
  cut: whole(200, "application/json", '{"list":[1,2'),
  redirect: whole(307, undefined, "", { location: "/v1/answers/json" }),
  problem: whole(404, "application/problem+json", JSON.stringify(problem)),
  later: whole(429, "application/problem+json", '{"title":"Slow down."}', { "retry-after": "3600" }),
  html: whole(502, "text/html", "<html><head><title>Bad gateway</title></head></html>"),
};

/** Starts it on a free port of loopback. */
export async function startWorkshopApi(): Promise<WorkshopApi> {
  const requests: Recorded[] = [];
  let abandoned = 0;
  const server = createServer((incoming, response) => {
    response.once("close", () => {
      if (!response.writableFinished) abandoned += 1;
    });
    void incoming.toArray().then((chunks) => {
      const recorded: Recorded = {
        method: incoming.method ?? "",
        url: incoming.url ?? "",
        headers: incoming.headers,
        body: Buffer.concat(chunks as Buffer[]),
      };
      requests.push(recorded);
      answerOf(recorded, requests)(response, recorded);
    });
  });
  const origin = await listen(server);
  return { origin, requests, abandoned: () => abandoned, [Symbol.asyncDispose]: () => close(server) };
}

function answerOf({ method, url }: Recorded, requests: readonly Recorded[]): Answer {
  const { pathname, searchParams } = new URL(url, "http://api.example");
  const [, , collection = "", kind = ""] = pathname.split("/");
  const mode = searchParams.get("mode") ?? "";
  if (collection === "answers") return kinds[kind] ?? whole(500, undefined, "");
  if (collection === "events") return streamOf("text/event-stream", eventsFor(mode), mode);
  if (collection === "lines") return streamOf("application/jsonl", linesFor(mode), mode);
  if (collection === "sequence") return whole(200, "application/json-seq", '\u001E{"n":1}\n\u001E[2]\n');
  if (collection === "busy") return busyAnswer(searchParams.get("how") ?? "", method, requests);
  if (collection === "orders") return whole(200, "application/xml", "<ok/>");
  return whole(200, "application/json", '{"ok":true}');
}

/** The first request of a method is put off or reset, the second one is served. */
function busyAnswer(how: string, method: string, requests: readonly Recorded[]): Answer {
  const isFirst = requests.filter((one) => one.method === method && one.url.includes(`how=${how}`)).length === 1;
  if (!isFirst) return whole(200, "application/json", '{"ok":true}');
  if (how.startsWith("reset")) return (response) => void response.socket?.resetAndDestroy();
  return whole(503, "application/json", "{}", { "retry-after": "0" });
}

function eventsFor(mode: string): readonly string[] {
  if (mode === "long") return Array.from({ length: 50 }, (_, index) => `data: {"n":${index}}\n\n`);
  return ['event: add\nid: 1\ndata: {"n":1}\n\n', 'data: {"n":\ndata: 2}\n\n', ": still here\n\n", "data: [DONE]\n\n"];
}

function linesFor(mode: string): readonly string[] {
  return mode === "cut" ? ['{"n":1}\n', '{"n":'] : ['{"n":1}\n{"n":', '2}\n{"n":12345678901234567890}\n'];
}

/** Writes piece by piece, so that a reader sees them come; `endless` never ends, `broken` ends in a reset. */
function streamOf(type: string, pieces: readonly string[], mode: string): Answer {
  return (response) => {
    response.writeHead(200, { "content-type": type });
    let at = 0;
    const timer = setInterval(() => {
      const piece = pieces[at++];
      if (piece !== undefined) response.write(piece);
      else if (mode === "broken") response.destroy();
      else if (mode !== "endless") response.end();
    }, 20);
    response.once("close", () => clearInterval(timer));
  };
}
