import type { DeclaredAnswer } from "./judge/declared-operation.ts";
import { bodyKind } from "./judge/media-type.ts";
import { child, children, isFields } from "./judge/source-document.ts";
import type { SourceDocument, SourceNode } from "./judge/source-document.ts";
import type { Answer } from "./recorder.ts";

/** The declared success with the smallest body of its type: an empty object or list, a word, a byte. */
export function minimalAnswer(document: SourceDocument, declared: DeclaredAnswer): Answer {
  const { status, schema } = declared;
  if (declared.mediaType === undefined) return { status, body: "" };
  const mediaType = concrete(declared.mediaType);
  switch (bodyKind(mediaType)) {
    case "json":
      return { status, mediaType, body: schema !== undefined && isList(document, schema, 0) ? "[]" : "{}" };
    case "json-lines":
      return { status, mediaType, body: "{}\n" };
    case "form":
      return { status, mediaType, body: "a=1" };
    case "multipart":
      return {
        status,
        mediaType: `${mediaType}; boundary=b`,
        body: '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--b--\r\n',
      };
    case "xml":
      return { status, mediaType, body: "<answer/>" };
    case "text":
      return { status, mediaType, body: mediaType.startsWith("text/event-stream") ? "data: {}\n\n" : "ok" };
    case "bytes":
      return { status, mediaType, body: new Uint8Array([0]) };
  }
}

function concrete(mediaType: string): string {
  return mediaType.includes("*") || !mediaType.includes("/") ? "application/json" : mediaType;
}

function isList(document: SourceDocument, node: SourceNode, depth: number): boolean {
  const schema = depth > 6 ? undefined : document.follow(node);
  if (schema === undefined || !isFields(schema.value)) return false;
  const { type } = schema.value;
  if (type === "array" || (Array.isArray(type) && type.includes("array"))) return true;
  const combined = ["allOf", "oneOf", "anyOf"].flatMap((keyword) => children(child(schema, keyword)));
  const [first] = combined;
  return type === undefined && first !== undefined && isList(document, first[1], depth + 1);
}
