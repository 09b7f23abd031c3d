/**
 * An answer that is complete, as plain values: what `tools/call` and `tools/list` are answered with. To make a `Response`
 * of it, only for a host to take it apart again, would cost more than the call.
 */
export interface PlainAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Text, or the pieces of a body in their order. */
  readonly body: string | readonly Uint8Array<ArrayBuffer>[];
}

/** What a request is answered with on its way out. */
export type Answer = PlainAnswer | Response;

/** The answer with further headers; those that it has stay, but for ones of the same name. `vary` is joined to what it has. */
export function withHeaders(answer: Answer, headers: Readonly<Record<string, string>>): Answer {
  if (!(answer instanceof Response)) {
    const { vary } = answer.headers;
    const joined = vary !== undefined && headers["vary"] !== undefined && { vary: `${vary}, ${headers["vary"]}` };
    return { ...answer, headers: { ...answer.headers, ...headers, ...joined } };
  }
  for (const [name, value] of Object.entries(headers)) {
    if (name === "vary") answer.headers.append(name, value);
    else answer.headers.set(name, value);
  }
  return answer;
}

/** The answer as the web has it. */
export function toResponse(answer: Answer): Response {
  if (answer instanceof Response) return answer;
  const { status, headers, body } = answer;
  return new Response(typeof body === "string" ? body : new Blob([...body]), { status, headers });
}
