import { GeneratorError } from "../errors.ts";

/**
 * What a document may be at most. Sizes in bytes. `nodes` counts values that are written; `expanded` is how many times as
 * many there may be once aliases are expanded, where there are more than `expandedFloor`. `repeated` and `repeatedFloor` say
 * the same of what is copied or read anew for each reference to a parameter, body or answer; real documents stay below 1.
 */
export const documentLimits = {
  bytes: 67_108_864,
  totalBytes: 268_435_456,
  depth: 400,
  nodes: 20_000_000,
  expanded: 10,
  expandedFloor: 1_000_000,
  repeated: 4,
  repeatedFloor: 150_000,
  files: 1_000,
  fetchTimeoutMs: 30_000,
  referenceTimeoutMs: 10_000,
} as const;

interface Frame {
  readonly node: object;
  readonly children: readonly object[];
  next: number;
  size: number;
}

/**
 * Refuses a value that is nested too deep, or that YAML aliases expand beyond measure ("billion laughs").
 * Aliases are shared objects after parsing, so each object is measured once; iterative, so that depth cannot
 * overflow the stack.
 * @returns how many values are written in it
 * @throws GeneratorError `document-too-large`
 */
export function assertWithinLimits(value: unknown, fileName: string): number {
  const refuse = (reason: string): never => {
    throw new GeneratorError("document-too-large", `${fileName}: ${reason}`);
  };
  const sizes = new Map<object, number>();
  const open = new Set<object>();
  const stack: Frame[] = [];
  let written = 0;
  let expanded = 0;
  const enter = (node: object): void => {
    if (open.has(node))
      refuse("a YAML alias refers to a value that holds it, which no document needs. Remove the alias.");
    if (stack.length >= documentLimits.depth)
      refuse(`values are nested more than ${documentLimits.depth} levels deep. Move the inner ones to components.`);
    const values: unknown[] = Object.values(node);
    written += values.length;
    if (written > documentLimits.nodes) refuse(`it has more than ${documentLimits.nodes} values. Split the document.`);
    open.add(node);
    stack.push({ node, children: values.filter(isObject), next: 0, size: 1 + values.length });
  };
  if (isObject(value)) enter(value);
  for (let frame = stack.at(-1); frame !== undefined; frame = stack.at(-1)) {
    const child = frame.children[frame.next++];
    if (child !== undefined) {
      const known = sizes.get(child);
      if (known === undefined) enter(child);
      else frame.size += known;
      continue;
    }
    stack.pop();
    open.delete(frame.node);
    sizes.set(frame.node, frame.size);
    expanded = Math.max(expanded, frame.size);
    const parent = stack.at(-1);
    if (parent !== undefined) parent.size += frame.size;
  }
  if (expanded > Math.max(documentLimits.expandedFloor, documentLimits.expanded * written))
    refuse(
      `its YAML aliases expand ${written} values to ${expanded}, more than ${documentLimits.expanded} times as many. Use references instead of aliases.`,
    );
  return written;
}

/**
 * Counts what is copied or read anew for each reference, so that a small document cannot become a huge one.
 *
 * @param written - values of the document
 * @returns to be called with how many values are repeated now
 */
export function createRepetitionLimit(written: number, fileName: string): (count: number) => void {
  let left = Math.max(documentLimits.repeatedFloor, documentLimits.repeated * written);
  return (count) => {
    left -= count;
    if (left >= 0) return;
    throw new GeneratorError(
      "document-too-large",
      `${fileName}: its references to parameters, bodies and answers repeat it more than ${documentLimits.repeated} times over. Move the large schemas in them to components.`,
    );
  };
}

/**
 * Refuses JSON-like text that opens more brackets than may be nested, before a recursive parser meets it.
 * @throws GeneratorError `document-too-large`
 */
export function assertFlowWithinLimits(text: string, fileName: string): void {
  let depth = 0;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/gs)) {
    if (token === "[" || token === "{") depth++;
    if (token === "]" || token === "}") depth--;
    if (depth <= documentLimits.depth) continue;
    throw new GeneratorError(
      "document-too-large",
      `${fileName}: values are nested more than ${documentLimits.depth} levels deep. Move the inner ones to components.`,
    );
  }
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
