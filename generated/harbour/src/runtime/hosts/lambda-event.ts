/** What is read of an event of a function URL or of an HTTP API of API Gateway (payload format 2.0). */
export interface LambdaEvent {
  readonly version?: string;
  readonly rawPath: string;
  readonly rawQueryString?: string;
  /** A header that came several times is one here, joined with commas: of two `Authorization`, the gate then sees none that is valid. */
  readonly headers?: { readonly [name: string]: string | undefined };
  readonly cookies?: readonly string[];
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
  readonly requestContext: { readonly domainName: string; readonly http: { readonly method: string } };
}

/** The answer to it. */
export interface LambdaResult {
  readonly statusCode: number;
  readonly headers: { readonly [name: string]: string };
  readonly cookies?: readonly string[];
  readonly body: string;
  readonly isBase64Encoded: boolean;
}

/**
 * The web-standard form of an event.
 * @throws TypeError for an event of another kind or payload format
 */
export function requestOfEvent(event: LambdaEvent): Request {
  if (event.version !== "2.0") {
    throw new TypeError("Only payload format 2.0 is understood: a function URL, or an HTTP API of API Gateway.");
  }
  const { method } = event.requestContext.http;
  const query = event.rawQueryString ? `?${event.rawQueryString}` : "";
  const hasBody = event.body !== undefined && method !== "GET" && method !== "HEAD";
  return new Request(`https://${event.requestContext.domainName}${event.rawPath}${query}`, {
    method,
    headers: headersOf(event),
    body: hasBody ? bodyOf(event) : null,
  });
}

function headersOf({ headers = {}, cookies = [] }: LambdaEvent): Headers {
  const all = new Headers();
  for (const [name, value] of Object.entries(headers)) if (value !== undefined) all.append(name, value);
  if (cookies.length > 0) all.set("cookie", cookies.join("; "));
  return all;
}

function bodyOf({ body = "", isBase64Encoded = false }: LambdaEvent): BodyInit {
  return isBase64Encoded ? Uint8Array.from(atob(body), (character) => character.charCodeAt(0)) : body;
}

/** A response as the platform takes it: text as it is, other bytes in base64. */
export async function resultOfResponse(response: Response): Promise<LambdaResult> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  const cookies = response.headers.getSetCookie();
  const headers = Object.fromEntries([...response.headers].filter(([name]) => name !== "set-cookie"));
  const isText = /^(?:text\/|application\/json\b)/i.test(response.headers.get("content-type") ?? "text/plain");
  return {
    statusCode: response.status,
    headers,
    ...(cookies.length > 0 && { cookies }),
    body: isText ? new TextDecoder().decode(bytes) : base64Of(bytes),
    isBase64Encoded: !isText,
  };
}

function base64Of(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}
