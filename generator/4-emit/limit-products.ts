import { intersection, type TypeNode, union } from "./type-node.ts";

/** TypeScript gives up (TS2590) when the alternatives of an intersection's members multiply to 100,000. */
const MOST_ALTERNATIVES = 10_000;

/** Takes a type apart and puts it together again within what TypeScript can represent; the result is wider, never narrower. */
export type LimitProducts = (node: TypeNode) => TypeNode;

/**
 * Makes a {@link LimitProducts}: in an intersection of unions with too many combinations, the longest unions are left out.
 * @param types shared types by name, without alias cycles
 */
export function createLimitProducts(types: ReadonlyMap<string, TypeNode>): LimitProducts {
  const sizes = new Map<string, number>();

  const sizeOfShared = (name: string): number => {
    const known = sizes.get(name);
    if (known !== undefined) return known;
    sizes.set(name, 1);
    const node = types.get(name);
    const size = node === undefined ? 1 : sizeOf(node);
    sizes.set(name, size);
    return size;
  };

  const sizeOf = (node: TypeNode): number => {
    if (node.kind === "reference") return sizeOfShared(node.name);
    if (node.kind === "union") return node.members.reduce((sum, member) => sum + sizeOf(member), 0);
    if (node.kind !== "intersection") return 1;
    return product(affordable(node.members).map(sizeOf));
  };

  const affordable = (members: readonly TypeNode[]): readonly TypeNode[] => {
    const kept = new Set(members);
    for (const member of members.toSorted((left, right) => sizeOf(right) - sizeOf(left))) {
      if (product([...kept].map(sizeOf)) <= MOST_ALTERNATIVES) break;
      kept.delete(member);
    }
    return members.filter((member) => kept.has(member));
  };

  const limit: LimitProducts = (node) => {
    const inner = mapInner(node, limit);
    return inner.kind === "intersection" ? intersection(affordable(inner.members)) : inner;
  };
  return limit;
}

function product(sizes: readonly number[]): number {
  return sizes.reduce((all, size) => all * size, 1);
}

/** The type with its direct parts mapped. */
function mapInner(node: TypeNode, map: LimitProducts): TypeNode {
  switch (node.kind) {
    case "array":
      return { ...node, items: map(node.items) };
    case "tuple":
      return { ...node, items: node.items.map(map), ...(node.rest === undefined ? {} : { rest: map(node.rest) }) };
    case "object": {
      const properties = node.properties.map((property) => ({ ...property, type: map(property.type) }));
      return { ...node, properties, ...(node.index === undefined ? {} : { index: map(node.index) }) };
    }
    case "union":
      return union(node.members.map(map));
    case "intersection":
      return intersection(node.members.map(map));
    case "word":
    case "reference":
      return node;
  }
}
