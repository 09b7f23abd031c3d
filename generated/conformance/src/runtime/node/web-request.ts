import type { IncomingMessage } from "node:http";

/**
 * The web-standard form of a Node request, with two differences to the SDK's adapter that matter here. Headers are taken
 * as they came (`rawHeaders`): `headers` keeps the first of two `Authorization` or `Host` headers and drops the second,
 * which the gates then could not refuse. The body is read when it is asked for, not before: nobody who is not let in
 * makes the server read one.
 * @throws TypeError for what is no request: a bad host, a target that is no path, a method that Fetch forbids.
 */
export function toWebRequest(incoming: IncomingMessage, signal: AbortSignal): Request {
  const { method = "GET", url = "" } = incoming;
  if (!url.startsWith("/")) throw new TypeError("The request target is not a path");
  const headers = headersOf(incoming);
  const host = headers.get("host") ?? "";
  const target = new URL(`http://${host}${url}`);
  if (target.host.toLowerCase() !== hostWithoutDefaultPort(host)) throw new TypeError("The host is not valid");
  const hasBody = method !== "GET" && method !== "HEAD";
  const init: RequestInit & { readonly duplex: "half" } = {
    method,
    headers,
    signal,
    duplex: "half",
    body: hasBody ? bodyOf(incoming) : null,
  };
  return new Request(target, init);
}

function headersOf({ rawHeaders }: IncomingMessage): Headers {
  const headers = new Headers();
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) headers.append(rawHeaders[at] ?? "", rawHeaders[at + 1] ?? "");
  return headers;
}

/** A URL leaves port 80 out. */
function hostWithoutDefaultPort(host: string): string {
  return host.toLowerCase().replace(/:80$/, "");
}

/**
 * Reads when asked, chunk by chunk. Ending early leaves the connection alone: Node reads the rest away after the answer,
 * within `requestTimeout`, so that a refused client gets its answer and not a reset.
 */
function bodyOf(incoming: IncomingMessage): ReadableStream<Uint8Array> {
  const chunks: AsyncIterator<unknown> = incoming.iterator({ destroyOnReturn: false });
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await chunks.next();
        if (done === true) controller.close();
        else if (value instanceof Uint8Array) controller.enqueue(value);
      },
    },
    { highWaterMark: 0 },
  );
}
