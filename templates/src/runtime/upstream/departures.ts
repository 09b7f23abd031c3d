import type { Log } from "../log.ts";
import type { OperationDefinition, ToolDefinition } from "../surface-types.ts";
import { mediaTypeMatches } from "./media-type.ts";

/** How an answer can differ from what the document declares. */
export type DepartureKind = "status" | "media_type";

/** Counts answers that the document does not declare. They are never refused: an API that departs from its document still serves. */
export interface Departures {
  note(tool: ToolDefinition, answer: { readonly status: number; readonly mediaType: string }): void;
  /** How often so far, by `<tool> <kind>`: at most two entries per tool. */
  readonly counts: ReadonlyMap<string, number>;
}

/**
 * Makes a counter that logs the first departure of each kind for each tool.
 * @param departed told of every one
 */
export function createDepartures(log: Log, departed?: (tool: string, kind: DepartureKind) => void): Departures {
  const counts = new Map<string, number>();
  return {
    counts,
    note(tool, answer) {
      const kind = departureOf(tool.operation.responses, answer);
      if (kind === undefined) {
        return;
      }
      const key = `${tool.name} ${kind}`;
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      departed?.(tool.name, kind);
      if (count === 1) {
        log.warn("The API departs from its document", {
          tool: tool.name,
          kind,
          status: answer.status,
          mediaType: answer.mediaType.slice(0, 100),
        });
      }
    },
  };
}

/** The media types that are declared for a status: exact, by range, or by default (OpenAPI 3.1, 4.8.16). Undefined: none is. */
export function declaredTypes(
  responses: OperationDefinition["responses"],
  status: number,
): readonly string[] | undefined {
  const range = `${Math.floor(status / 100)}XX`;
  return responses[String(status)] ?? responses[range] ?? responses[range.toLowerCase()] ?? responses["default"];
}

function departureOf(
  responses: OperationDefinition["responses"],
  answer: { readonly status: number; readonly mediaType: string },
): DepartureKind | undefined {
  const declared = declaredTypes(responses, answer.status);
  if (declared === undefined) {
    return "status";
  }
  const fits = answer.mediaType === "" || declared.some((type) => mediaTypeMatches(type, answer.mediaType));
  return fits ? undefined : "media_type";
}
