/** How the judge reads a body. */
export type BodyKind = "json" | "json-lines" | "form" | "multipart" | "xml" | "text" | "bytes";

/** Media type without parameters, lower case. */
export function essence(mediaType: string): string {
  return (mediaType.split(";", 1)[0] ?? "").trim().toLowerCase();
}

export function bodyKind(mediaType: string): BodyKind {
  const type = essence(mediaType);
  if (/^application\/(?:jsonl|x-jsonlines|jsonlines|x-ndjson|ndjson|json-seq|geo\+json-seq)$/.test(type))
    return "json-lines";
  if (/[/+]json$/.test(type)) return "json";
  if (type === "application/x-www-form-urlencoded") return "form";
  if (type.startsWith("multipart/")) return "multipart";
  if (/[/+]xml$/.test(type)) return "xml";
  return type.startsWith("text/") ? "text" : "bytes";
}

/** Whether a sent type is one that a declared type or range allows; parameters of the declaration must be kept. */
export function fitsDeclared(sent: string, declared: string): boolean {
  const [type, range] = [essence(sent), essence(declared)];
  if (range === "*/*" || range === "*") return true;
  return range.endsWith("/*") ? type.startsWith(range.slice(0, -1)) : type === range;
}
