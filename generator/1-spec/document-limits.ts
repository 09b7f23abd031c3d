import { GeneratorError } from "../errors.ts";

/** What a document may be at most. Sizes in bytes of one file; `nodes` counts values after aliases are expanded. */
export const documentLimits = {
  bytes: 67_108_864,
  depth: 400,
  nodes: 20_000_000,
  files: 1_000,
  fetchTimeoutMs: 30_000,
} as const;

/**
 * Refuses a value that is nested too deep, or that YAML aliases expand beyond measure ("billion laughs").
 * Aliases are shared objects after parsing, so each object is measured once; iterative, so that depth cannot
 * overflow the stack.
 * @throws GeneratorError `document-too-large`
 */
export function assertWithinLimits(value: unknown, fileName: string): void {
  const sizes = new Map<object, number>();
  const open = new Set<object>();
  const stack: { node: object; children: object[]; next: number; size: number }[] = [];
  const enter = (node: object): void => {
    if (open.has(node))
      throw new GeneratorError(
        "document-too-large",
        `${fileName}: a YAML alias refers to a value that holds it, which no document needs. Remove the alias.`,
      );
    if (stack.length >= documentLimits.depth) {
      throw new GeneratorError(
        "document-too-large",
        `${fileName}: values are nested more than ${documentLimits.depth} levels deep.`,
      );
    }
    open.add(node);
    const values: unknown[] = Object.values(node);
    stack.push({ node, children: values.filter(isObject), next: 0, size: 1 + values.length });
  };
  if (isObject(value)) enter(value);
  for (let frame = stack.at(-1); frame !== undefined; frame = stack.at(-1)) {
    const child = frame.children[frame.next++];
    if (child === undefined) {
      stack.pop();
      open.delete(frame.node);
      sizes.set(frame.node, frame.size);
      const parent = stack.at(-1);
      if (parent !== undefined) parent.size += frame.size;
      if (frame.size > documentLimits.nodes) {
        throw new GeneratorError(
          "document-too-large",
          `${fileName}: more than ${documentLimits.nodes} values once its aliases are expanded.`,
        );
      }
      continue;
    }
    const known = sizes.get(child);
    if (known === undefined) enter(child);
    else frame.size += known;
  }
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
