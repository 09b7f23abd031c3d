import type { Operation } from "../2-model/api.ts";

/** The service of an operation: its first tag that groups (no badge), else its first literal path segment, else `default`. */
export function serviceOf(operation: Operation): string {
  if (operation.serviceTag !== undefined) return operation.serviceTag;
  const segment = operation.path
    .split(/[?#]/)[0]
    ?.split("/")
    .find((part) => part !== "" && !part.includes("{"));
  return segment ?? "default";
}
