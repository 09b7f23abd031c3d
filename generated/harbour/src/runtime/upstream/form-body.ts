import type { PartDefinition } from "../surface-types.ts";
import { serializeQueryParameter } from "./serialize-parameter.ts";
import { isAbsent, isRecord } from "./value-text.ts";

/**
 * An `application/x-www-form-urlencoded` body (OpenAPI 3.1.1, 4.8.15 and appendix E): each property by its part's style, by
 * default plain values as text, lists as repeated names, objects as JSON. Null is an empty value, which APIs read as "unset".
 */
export function buildFormBody(
  value: Readonly<Record<string, unknown>>,
  parts: { readonly [property: string]: PartDefinition },
): string {
  return (
    Object.entries(value)
      .flatMap(([property, member]) =>
        serializeField(property, member, Object.hasOwn(parts, property) ? parts[property] : undefined),
      )
      .join("&")
      // A space is a plus in forms; every other plus was percent-encoded.
      .replaceAll("%20", "+")
  );
}

function serializeField(property: string, value: unknown, part: PartDefinition | undefined): readonly string[] {
  const explode = part?.explode ?? (part?.style === undefined || part.style === "form");
  const field = { argument: property, name: property, explode } as const;
  if (part?.kind === "json" && !isAbsent(value)) {
    return serializeQueryParameter({ ...field, style: "form", contentType: "application/json" }, value);
  }
  const reserved = part?.allowReserved === true ? { allowReserved: true as const } : {};
  if (part?.style === undefined && isRecord(value)) {
    return serializeQueryParameter({ ...field, style: "form", contentType: "application/json" }, value);
  }
  return serializeQueryParameter({ ...field, ...reserved, style: part?.style ?? "form" }, value, "empty");
}
