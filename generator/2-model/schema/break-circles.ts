import type { JsonSchema } from "../api.ts";

/** A reference under construction, and the schema that it stands for. */
export interface Link<Target> {
  readonly holder: object;
  readonly target: Target;
}

/** Keywords whose schemas apply to the same value as the schema around them. */
const sameValue: readonly string[] = ["allOf", "anyOf", "oneOf", "not", "if", "then", "else"];

/**
 * Finds the references that make a schema nothing but itself (`A: { allOf: [A] }`), through any number of others: a
 * validator would never end. Recursion through properties and items is none of these.
 * @param schemaOf the schema of a target, `undefined` when it has none
 * @returns the links to cut, each closing a circle
 */
export function circularLinks<Target>(
  targets: Iterable<Target>,
  schemaOf: (target: Target) => JsonSchema | undefined,
  links: readonly Link<Target>[],
): Link<Target>[] {
  const byHolder = new Map(links.map((link) => [link.holder, link]));
  const state = new Map<Target, "open" | "done">();
  const circular: Link<Target>[] = [];
  for (const start of targets) {
    if (state.has(start)) continue;
    const path = [enter(start)];
    for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
      const link = step.links[step.next++];
      if (link === undefined) {
        state.set(step.target, "done");
        path.pop();
      } else if (state.get(link.target) === "open") circular.push(link);
      else if (!state.has(link.target)) path.push(enter(link.target));
    }
  }
  return circular;

  function enter(target: Target): { target: Target; links: readonly Link<Target>[]; next: number } {
    state.set(target, "open");
    return { target, links: immediateLinks(schemaOf(target), byHolder), next: 0 };
  }
}

function immediateLinks<Target>(
  schema: JsonSchema | undefined,
  byHolder: ReadonlyMap<object, Link<Target>>,
): Link<Target>[] {
  const found: Link<Target>[] = [];
  const waiting: unknown[] = [schema];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (typeof next !== "object" || next === null) continue;
    const link = byHolder.get(next);
    if (link !== undefined) found.push(link);
    for (const keyword of sameValue) {
      const value: unknown = Reflect.get(next, keyword);
      if (Array.isArray(value)) waiting.push(...(value as unknown[]));
      else if (value !== undefined) waiting.push(value);
    }
  }
  return found;
}
