import { isJson } from "./media-type.ts";
import type { RecordedRequest } from "./mock-api.ts";

/**
 * A request as Prism takes it (`IHttpRequest`); a text: why it cannot be one.
 * @param basePath what the API's URL puts before every path
 */
export function createPrismRequest(request: RecordedRequest, basePath: string): object | string {
  if (!request.target.startsWith(`${basePath}/`)) return `the request went to another place than ${basePath}`;
  const url = new URL(request.target.slice(basePath.length), "http://mock.invalid");
  const query = new Map<string, string | string[]>();
  for (const [name, value] of url.searchParams) {
    const present = query.get(name);
    query.set(name, present === undefined ? value : [present, value].flat());
  }
  return {
    method: request.method.toLowerCase(),
    url: { path: url.pathname, query: Object.fromEntries(query) },
    headers: request.headers,
    body: bodyOf(request),
  };
}

function bodyOf({ headers, body }: RecordedRequest): unknown {
  if (body.byteLength === 0) return undefined;
  const text = new TextDecoder().decode(body);
  if (!isJson(headers["content-type"])) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
