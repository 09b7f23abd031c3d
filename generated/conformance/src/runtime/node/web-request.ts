import type { IncomingMessage } from "node:http";
import type { IncomingRequest } from "../incoming-request.ts";

/**
 * The web-standard form of a Node request, with two differences to the SDK's adapter that matter here: headers are taken as they
 * came, so that the second of two is not lost, and the body is read when it is asked for.
 * @param request what was made of the message already
 * @param isRead the body was read: it is left out
 */
export function toWebRequest(
  incoming: IncomingMessage,
  { method, target, signal }: Pick<IncomingRequest, "method" | "target" | "signal">,
  isRead: boolean,
): Request {
  const hasBody = method !== "GET" && method !== "HEAD" && !isRead;
  const init: RequestInit & { readonly duplex: "half" } = {
    method,
    headers: headersOf(incoming),
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
