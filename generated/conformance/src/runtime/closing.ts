/**
 * Whether a server is closed, and the end of its calls when it is. Nothing that belongs to one call is shared with another: on some platforms a
 * signal that was made while one request was served cannot be touched while another is.
 */
export interface Closing {
  isClosed(): boolean;
  /** Has `end` called when the server is closed, until the function that is answered is called. */
  add(end: () => void): () => void;
  /** From now on closed; the work that is being done is ended. */
  close(): void;
}

/** Makes one that is open. */
export function createClosing(): Closing {
  const working = new Set<() => void>();
  let closed = false;
  return {
    isClosed: () => closed,
    add(end) {
      working.add(end);
      return () => working.delete(end);
    },
    close() {
      closed = true;
      for (const end of working) end();
    },
  };
}
