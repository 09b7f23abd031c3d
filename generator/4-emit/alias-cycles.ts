import { intersection, type TypeNode, union, UNKNOWN } from "./type-node.ts";

/**
 * Shared types without the cycles that TypeScript refuses (TS2456): a schema that is an alternative or a part of
 * itself, with nothing between. Such a reference says nothing, so it is dropped. Recursion through properties and
 * items stays as it is.
 * @param types shared types by name
 */
export function breakAliasCycles(types: ReadonlyMap<string, TypeNode>): ReadonlyMap<string, TypeNode> {
  const sound = new Map(types);
  const edges = new Map([...types].map(([name, node]) => [name, immediateReferences(node)]));
  for (const [name, node] of types) {
    const closing = [...(edges.get(name) ?? [])].filter((target) => reaches(target, name, edges));
    if (closing.length === 0) continue;
    const kept = withoutReferences(node, new Set(closing)) ?? UNKNOWN;
    sound.set(name, kept);
    edges.set(name, immediateReferences(kept));
  }
  return sound;
}

/** Names that a type is made of directly: not through a property, an item or an index signature. */
function immediateReferences(node: TypeNode): ReadonlySet<string> {
  if (node.kind === "reference") return new Set([node.name]);
  if (node.kind !== "union" && node.kind !== "intersection") return new Set();
  return new Set(node.members.flatMap((member) => [...immediateReferences(member)]));
}

function reaches(from: string, to: string, edges: ReadonlyMap<string, ReadonlySet<string>>): boolean {
  const seen = new Set<string>();
  const open = [from];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (name === to) return true;
    if (seen.has(name)) continue;
    seen.add(name);
    open.push(...(edges.get(name) ?? []));
  }
  return false;
}

/** The type without these references; `undefined` when nothing is left. */
function withoutReferences(node: TypeNode, names: ReadonlySet<string>): TypeNode | undefined {
  if (node.kind === "reference") return names.has(node.name) ? undefined : node;
  if (node.kind !== "union" && node.kind !== "intersection") return node;
  const members = node.members.flatMap((member) => withoutReferences(member, names) ?? []);
  if (members.length === 0) return undefined;
  return node.kind === "union" ? union(members) : intersection(members);
}
