import type { ServerResponse } from "node:http";

/** A stream of events, written as text and read as the body of a response. */
export interface EventSink {
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>>;
  /** The same as the SDK's transport writes to it. */
  readonly response: ServerResponse;
  /** Writes a comment, which clients pass over (HTML, Server-sent events, 9.2.6). */
  comment(text: string): void;
}

/**
 * Makes one. What is written waits until it is read, so that nothing is lost between the answer's head and its first reader.
 * @param maxWaitingBytes a reader that lets more than this wait is gone for good: the stream ends
 * @param onClose called once, when the stream has ended, from whichever side
 */
export function createEventSink(maxWaitingBytes: number, onClose: () => void): EventSink {
  const listeners: (() => void)[] = [onClose];
  const encoder = new TextEncoder();
  let sink: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>> | undefined;
  const closed = (): void => {
    if (sink === undefined) return;
    sink = undefined;
    for (const listener of listeners) listener();
  };
  const end = (): void => {
    sink?.close();
    closed();
  };
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      start: (controller) => {
        sink = controller;
      },
      cancel: closed,
    },
    new ByteLengthQueuingStrategy({ highWaterMark: maxWaitingBytes }),
  );
  const write = (text: string): boolean => {
    sink?.enqueue(encoder.encode(text));
    if ((sink?.desiredSize ?? 0) < 0) end();
    return sink !== undefined;
  };
  const response = {
    writeHead: () => response,
    write,
    end,
    on(event: string, listener: () => void) {
      if (event === "close") listeners.push(listener);
      return response;
    },
  };
  return {
    body,
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- all that the SDK's transport uses of Node's class
    response: response as unknown as ServerResponse,
    comment: (text) => void write(`: ${text}\n\n`),
  };
}
