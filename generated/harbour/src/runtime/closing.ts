/**
 * Whether a server is closed, and the end of its calls when it is. Nothing that belongs to one call is shared with another: on some platforms a
 * signal that was made while one request was served cannot be touched while another is.
 */
export interface Closing {
  isClosed(): boolean;
  /** Does `work` with a signal that is aborted with `signal`, and when the server is closed. */
  during<T>(signal: AbortSignal, work: (either: AbortSignal) => Promise<T>): Promise<T>;
  /** From now on closed; the work that is being done is aborted. */
  close(): void;
}

/** Makes one that is open. */
export function createClosing(): Closing {
  const working = new Set<AbortController>();
  let closed = false;
  const reason = (): DOMException => new DOMException("The server is closing", "AbortError");
  return {
    isClosed: () => closed,
    async during(signal, work) {
      const ending = new AbortController();
      if (closed) ending.abort(reason());
      working.add(ending);
      try {
        return await work(AbortSignal.any([signal, ending.signal]));
      } finally {
        working.delete(ending);
      }
    },
    close() {
      closed = true;
      for (const ending of working) ending.abort(reason());
    },
  };
}
