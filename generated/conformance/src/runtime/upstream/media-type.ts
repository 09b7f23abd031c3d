/** The type and subtype of a `Content-Type` value, lower case, without parameters (RFC 9110, 8.3.1); empty when there is none. */
export function essence(contentType: string | null): string {
  return (contentType ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";
}

/** A parameter of a `Content-Type` value such as `charset` or `boundary`, unquoted; undefined when absent. */
export function mediaTypeParameter(contentType: string | null, name: string): string | undefined {
  const pattern = /;\s*([!#$%&'*+.^_`|~\w-]+)=(?:"((?:[^"\\]|\\.)*)"|([^;\s]*))/g;
  for (const [, key, quoted, plain] of (contentType ?? "").matchAll(pattern)) {
    if (key?.toLowerCase() === name) {
      return quoted === undefined ? plain : quoted.replaceAll(/\\(.)/g, "$1");
    }
  }
  return undefined;
}

/** `application/json` and every `+json` type (RFC 6839, 3.1; RFC 9457 problem details among them). */
export function isJsonMediaType(mediaType: string): boolean {
  const type = essence(mediaType);
  return type === "application/json" || type === "text/json" || type.endsWith("+json");
}

const TEXT_APPLICATION_TYPES: ReadonlySet<string> = new Set([
  "application/xml",
  "application/javascript",
  "application/ecmascript",
  "application/graphql",
  "application/jsonl",
  "application/x-ndjson",
  "application/ndjson",
  "application/json-seq",
  "application/sql",
  "application/toml",
  "application/x-www-form-urlencoded",
  "application/x-sh",
  "application/x-yaml",
  "application/yaml",
]);

/** Types whose bytes are meant to be read as characters. */
export function isTextMediaType(mediaType: string): boolean {
  return (
    mediaType.startsWith("text/") ||
    TEXT_APPLICATION_TYPES.has(mediaType) ||
    mediaType.endsWith("+xml") ||
    mediaType.endsWith("+yaml")
  );
}

/** Whether a declared media type or range (`image/*`) covers an actual one. */
export function mediaTypeMatches(declared: string, actual: string): boolean {
  const range = essence(declared);
  return range === actual || range === "*/*" || (range.endsWith("/*") && actual.startsWith(range.slice(0, -1)));
}
