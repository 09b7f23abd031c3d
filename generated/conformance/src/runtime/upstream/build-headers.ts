import type { OperationDefinition, ParameterDefinition } from "../surface-types.ts";
import { essence, isJsonMediaType } from "./media-type.ts";
import { serializeCookieParameter, serializeHeaderParameter } from "./serialize-parameter.ts";
import { refuseArgument } from "./upstream-error.ts";

/**
 * Headers that no argument may set: those of the connection and of message framing, the ones that carry credentials or say who
 * calls, and the three that OpenAPI 3.1, 4.8.12 has ignored as parameters (Accept, Content-Type, Authorization).
 */
const RESERVED_HEADERS: ReadonlySet<string> = new Set([
  "accept",
  "accept-encoding",
  "authorization",
  "connection",
  "content-encoding",
  "content-length",
  "content-type",
  "cookie",
  "cookie2",
  "expect",
  "forwarded",
  "host",
  "keep-alive",
  "set-cookie",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "via",
  "x-real-ip",
]);
const RESERVED_PREFIXES: readonly string[] = ["proxy-", "sec-", "x-forwarded-", "mcp-"];

/** RFC 9110, 5.5 field values, without the obsolete bytes above 0x7E. */
const FIELD_VALUE = /^[\t\x20-\x7E]*$/;

/** The headers that the arguments and the operation ask for, credentials apart. */
export function buildHeaders(operation: OperationDefinition, args: Readonly<Record<string, unknown>>): Headers {
  const headers = new Headers({ accept: acceptHeader(operation.responses) });
  for (const parameter of operation.parameters) {
    if (parameter.in === "header" && !isReservedHeader(parameter.name)) {
      setHeader(headers, parameter, args[parameter.argument]);
    }
  }
  const cookies = operation.parameters
    .filter((parameter) => parameter.in === "cookie")
    .flatMap((parameter) => serializeCookieParameter(parameter, args[parameter.argument]));
  if (cookies.length > 0) {
    headers.set("cookie", cookies.join("; "));
  }
  return headers;
}

/** Whether a header is not the caller's to set. */
export function isReservedHeader(name: string): boolean {
  const lower = name.toLowerCase();
  return RESERVED_HEADERS.has(lower) || RESERVED_PREFIXES.some((prefix) => lower.startsWith(prefix));
}

/** `Accept` from the media types of the success answers: JSON first, then the others as declared, anything else last. */
export function acceptHeader(responses: OperationDefinition["responses"]): string {
  const declared = new Set(
    Object.entries(responses)
      .filter(([status]) => /^2|^default$/i.test(status))
      .flatMap(([, types]) => types.map(essence))
      .filter((type) => type !== "" && type !== "*/*" && FIELD_VALUE.test(type)),
  );
  const json = [...declared].filter(isJsonMediaType);
  const others = [...declared].filter((type) => !isJsonMediaType(type));
  const preferred = declared.size === 0 ? ["application/json"] : [...json, ...others];
  return [...preferred, "*/*;q=0.1"].join(", ");
}

function setHeader(headers: Headers, parameter: ParameterDefinition, value: unknown): void {
  const text = serializeHeaderParameter(parameter, value);
  if (text === undefined) {
    return;
  }
  const ascii = parameter.contentType !== undefined && isJsonMediaType(parameter.contentType) ? escapeJson(text) : text;
  if (!FIELD_VALUE.test(ascii)) {
    refuseArgument(parameter.argument, "cannot be sent as a header.", "visible ASCII characters, spaces and tabs.");
  }
  headers.set(parameter.name, ascii);
}

/** JSON can say every character in ASCII (RFC 8259, 7). */
function escapeJson(json: string): string {
  return json.replaceAll(/[^\x20-\x7E]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
