import type { ParameterDefinition } from "../surface-types.ts";
import { assertWellFormed, percentEncode } from "./percent-encode.ts";
import { serializePathParameter } from "./serialize-parameter.ts";
import { refuseArgument, UpstreamError } from "./upstream-error.ts";
import { isAbsent } from "./value-text.ts";

const EXPRESSION = /\{([^{}]*)\}/g;

/** Characters that a literal part of a path template may hold as they are: RFC 3986 pchar, and `/`. */
const NOT_LITERAL = /[^A-Za-z0-9\-._~!$&'()*+,;=:@/%]|%(?![0-9A-Fa-f]{2})/gu;

/** More rounds of decoding than any server in a row does. */
const MAX_DECODINGS = 5;

/**
 * The URL of a request: the base URL with the path template filled in. Values cannot leave their segment. Encoding does not
 * stop `.` and `..` (the WHATWG URL parser reads `%2e%2e` as `..` too), so such values are refused, and the URL that the
 * parser made is compared with what was meant before anything is sent.
 */
export function buildUrl(
  base: URL,
  template: string,
  parameters: readonly ParameterDefinition[],
  args: Readonly<Record<string, unknown>>,
): URL {
  const path = basePath(base) + expandTemplate(template, parameters, args);
  const url = new URL(base.origin + path);
  if (
    url.origin !== base.origin ||
    url.pathname !== path ||
    url.username !== "" ||
    url.search !== "" ||
    url.hash !== ""
  ) {
    throw new UpstreamError("upstream_not_configured", "The request's path cannot be built for this operation.");
  }
  return url;
}

function basePath(base: URL): string {
  return base.pathname.replace(/\/+$/, "");
}

function expandTemplate(
  template: string,
  parameters: readonly ParameterDefinition[],
  args: Readonly<Record<string, unknown>>,
): string {
  const inPath = new Map(
    parameters.filter((parameter) => parameter.in === "path").map((parameter) => [parameter.name, parameter]),
  );
  const path = template.startsWith("/") ? template : `/${template}`;
  return path
    .split("/")
    .map((segment) => expandSegment(segment, inPath, args))
    .join("/");
}

function expandSegment(
  segment: string,
  parameters: ReadonlyMap<string, ParameterDefinition>,
  args: Readonly<Record<string, unknown>>,
): string {
  const used: string[] = [];
  let expanded = "";
  let end = 0;
  for (const match of segment.matchAll(EXPRESSION)) {
    const parameter = parameters.get(match[1] ?? "");
    if (parameter === undefined) {
      throw new UpstreamError(
        "upstream_not_configured",
        `The path of this operation has no parameter for ${match[0]}.`,
      );
    }
    used.push(parameter.argument);
    expanded += literal(segment.slice(end, match.index)) + expandParameter(parameter, args[parameter.argument]);
    end = match.index + match[0].length;
  }
  expanded += literal(segment.slice(end));
  if (used.length > 0 && (expanded === "" || holdsDotSegment(expanded))) {
    refuseArgument(
      used.join(", "),
      "would leave its place in the API's path.",
      'a value that is not empty, and neither "." nor "..".',
    );
  }
  return expanded;
}

function expandParameter(parameter: ParameterDefinition, value: unknown): string {
  if (isAbsent(value) || value === "") {
    return refuseArgument(parameter.argument, "is part of the API's path and must not be empty.");
  }
  const expanded = serializePathParameter(parameter, value);
  const text = decode(expanded) ?? expanded;
  if (expanded === "") {
    return refuseArgument(parameter.argument, "is part of the API's path and must not be empty.");
  }
  if (text.includes("\0")) {
    return refuseArgument(parameter.argument, "holds a NUL character.");
  }
  if (typeof value === "string" && holdsDotSegment(percentEncode(value))) {
    return refuseArgument(
      parameter.argument,
      'holds "." or ".." as a path segment, which would leave its place in the API\'s path.',
    );
  }
  return expanded;
}

/** Literal parts keep what is allowed in a path and their own percent-encoding. */
function literal(text: string): string {
  assertWellFormed(text, "path");
  return text.replaceAll(NOT_LITERAL, percentEncode);
}

/** Whether `.` or `..` stands between slashes after any number of decodings: a server behind a proxy may decode twice. */
function holdsDotSegment(encoded: string): boolean {
  let text: string | undefined = encoded;
  for (let round = 0; round <= MAX_DECODINGS && text !== undefined; round++) {
    if (text.split(/[/\\]/).some((segment) => segment === "." || segment === "..")) {
      return true;
    }
    const decoded: string | undefined = decode(text);
    text = decoded === text ? undefined : decoded;
  }
  return false;
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
