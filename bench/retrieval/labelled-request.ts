import type { Decision } from "../../generator/3-surface/decisions.ts";
import type { ToolDefinition } from "../../templates/src/runtime/surface-types.ts";
import { toolText } from "./plain-search.ts";

/** A request in users' words, and what it needs. */
export interface LabelledRequest {
  readonly id: string;
  readonly request: string;
  /** Steps; of each, the operations of which one is enough, by operationId, else by method and path. */
  readonly needs: readonly (readonly string[])[];
}

/**
 * The names of the tools of the operations that a step may take.
 * @throws Error for a label that is no operation of the document: a wrong label would count as a miss
 */
export function findOperations(step: readonly string[], decisions: readonly Decision[]): readonly string[] {
  return step.map((label) => {
    const found = decisions.find(
      ({ operationId, method, path }) => operationId === label || `${method} ${path}` === label,
    );
    if (found?.outcome !== "tool") throw new Error(`the label ${label} is no tool of the document`);
    return found.name;
  });
}

/** Which share of a request's words, without the shortest, the text of the tools that it needs has too. */
export function wordOverlap(request: string, needed: readonly (ToolDefinition | undefined)[]): number {
  const asked = new Set(wordsOf(request));
  const said = new Set(needed.flatMap((tool) => (tool === undefined ? [] : wordsOf(toolText(tool)))));
  return asked.size === 0 ? 0 : [...asked].filter((word) => said.has(word)).length / asked.size;
}

function wordsOf(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 3);
}
