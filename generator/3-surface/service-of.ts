import type { Operation } from "../2-model/api.ts";

/** The service of an operation: its first tag, else its first literal path segment, else `default`. */
export function serviceOf(operation: Operation): string {
  const [tag] = operation.tags;
  if (tag !== undefined) return tag;
  const segment = operation.path
    .split(/[?#]/)[0]
    ?.split("/")
    .find((part) => part !== "" && !part.includes("{"));
  return segment ?? "default";
}
