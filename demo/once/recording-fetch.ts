/** One request of the client and how long its answer took. */
export interface Exchange {
  readonly method: string;
  readonly url: URL;
  readonly status: number;
  readonly challenge: string | null;
  readonly ms: number;
}

/** A `fetch` that notes every exchange. */
export interface RecordingFetch {
  readonly exchanges: readonly Exchange[];
  readonly fetch: typeof fetch;
}

/** Wraps the platform's `fetch`. */
export function createRecordingFetch(): RecordingFetch {
  const exchanges: Exchange[] = [];
  const recording = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const start = performance.now();
    const response = await fetch(input, init);
    const url = new URL(input instanceof Request ? input.url : input);
    const method = init?.method ?? (input instanceof Request ? input.method : "GET");
    const challenge = response.headers.get("www-authenticate");
    exchanges.push({ method, url, status: response.status, challenge, ms: performance.now() - start });
    return response;
  };
  return { exchanges, fetch: recording };
}
