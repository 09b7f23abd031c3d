/** A request as it reached the API: nothing decoded. */
export interface RecordedRequest {
  readonly method: string;
  /** Path and query, as on the request line. */
  readonly target: string;
  /** Names in lower case, in order. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
}

/** The value of a header, several joined as RFC 9110, 5.3 says; undefined without one. */
export function headerOf(request: RecordedRequest, name: string): string | undefined {
  const values = request.headers.filter(([key]) => key === name).map(([, value]) => value);
  return values.length === 0 ? undefined : values.join(", ");
}
