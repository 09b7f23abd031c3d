/**
 * A TypeScript type as a tree, so that it can be simplified before it becomes text. Every constructor here keeps
 * the meaning: `unknown` swallows a union, `never` an intersection, and no member stands twice.
 */
export type TypeNode = WordNode | ReferenceNode | ArrayNode | TupleNode | ObjectNode | UnionNode | IntersectionNode;

/** A keyword or a literal, as it stands in source text. */
interface WordNode {
  readonly kind: "word";
  readonly text: string;
  readonly literal: boolean;
}

/** A shared type, by its name in the schema (`#/$defs/Name`). */
export interface ReferenceNode {
  readonly kind: "reference";
  readonly name: string;
}

interface ArrayNode {
  readonly kind: "array";
  readonly items: TypeNode;
}

interface TupleNode {
  readonly kind: "tuple";
  readonly items: readonly TypeNode[];
  /** How many of the items must be there; the others are optional. */
  readonly required: number;
  readonly rest?: TypeNode;
}

export interface ObjectNode {
  readonly kind: "object";
  readonly properties: readonly PropertyNode[];
  /** Type of every other property, by an index signature. */
  readonly index?: TypeNode;
}

export interface PropertyNode {
  readonly name: string;
  readonly type: TypeNode;
  readonly required: boolean;
  /** One line for the property's TSDoc: text of the document, not yet quoted. */
  readonly doc?: string;
}

interface UnionNode {
  readonly kind: "union";
  readonly members: readonly TypeNode[];
}

interface IntersectionNode {
  readonly kind: "intersection";
  readonly members: readonly TypeNode[];
}

export const UNKNOWN: TypeNode = keyword("unknown");
export const NEVER: TypeNode = keyword("never");

/** A keyword or the name of a global type. `text` is ours, never the document's. */
export function keyword(text: string): TypeNode {
  return { kind: "word", text, literal: false };
}

/** A literal type; `text` comes from `quote.ts`. */
export function literalNode(text: string): TypeNode {
  return { kind: "word", text, literal: true };
}

/** A reference to a shared type. */
export function reference(name: string): TypeNode {
  return { kind: "reference", name };
}

/** Any of the members. */
export function union(members: readonly TypeNode[]): TypeNode {
  const flat = distinct(members.flatMap((member) => (member.kind === "union" ? member.members : [member])));
  if (flat.some((member) => same(member, UNKNOWN))) return UNKNOWN;
  const inhabited = withoutImplied(flat.filter((member) => !same(member, NEVER)));
  const [first] = inhabited;
  if (first === undefined) return NEVER;
  return inhabited.length === 1 ? first : { kind: "union", members: inhabited };
}

/** All of the members at once. Objects that are written out become one object. */
export function intersection(members: readonly TypeNode[]): TypeNode {
  const flat = distinct(members.flatMap((member) => (member.kind === "intersection" ? member.members : [member])));
  if (flat.some((member) => same(member, NEVER))) return NEVER;
  const telling = mergeObjects(flat.filter((member) => !same(member, UNKNOWN)));
  const [first] = telling;
  if (first === undefined) return UNKNOWN;
  return telling.length === 1 ? first : { kind: "intersection", members: telling };
}

function mergeObjects(members: readonly TypeNode[]): readonly TypeNode[] {
  const objects = members.filter((member) => member.kind === "object");
  const others = members.filter((member) => member.kind !== "object");
  const describing = objects.filter((object) => !isBareObject(object));
  const [first = objects[0], ...more] = describing;
  if (first === undefined || (describing.length === 0 && others.length > 0)) return others;
  return [...others, more.reduce(mergeTwo, first)];
}

/** `{ [key: string]: unknown }`: says nothing that another object type does not say. */
function isBareObject({ properties, index }: ObjectNode): boolean {
  return properties.length === 0 && index !== undefined && same(index, UNKNOWN);
}

function mergeTwo(left: ObjectNode, right: ObjectNode): ObjectNode {
  const properties = new Map(left.properties.map((property) => [property.name, property]));
  for (const property of right.properties) {
    const twin = properties.get(property.name);
    properties.set(property.name, twin === undefined ? property : mergeProperty(twin, property));
  }
  const all = [...properties.values()];
  const indexes = [left.index, right.index].filter((index) => index !== undefined);
  if (indexes.length === 0) return { kind: "object", properties: all };
  return { kind: "object", properties: all, index: indexFor(intersection(indexes), all) };
}

function mergeProperty(left: PropertyNode, right: PropertyNode): PropertyNode {
  const type = intersection([left.type, right.type]);
  return { ...right, ...left, type, required: left.required || right.required };
}

/**
 * The index signature for other names. It must be as wide as the properties beside it, because TypeScript applies it
 * to them too: without that, no value could be written down at all. `unknown` where TypeScript might not see that it is as
 * wide (TS2411): it compares the parts of an intersection one by one.
 */
export function indexFor(others: TypeNode, properties: readonly PropertyNode[]): TypeNode {
  if (properties.some(({ type }) => holdsIntersection(type))) return UNKNOWN;
  return union([others, ...properties.map(({ type }) => type)]);
}

function holdsIntersection(node: TypeNode): boolean {
  switch (node.kind) {
    case "intersection":
      return true;
    case "union":
      return node.members.some(holdsIntersection);
    case "array":
      return holdsIntersection(node.items);
    case "tuple":
      return [...node.items, ...(node.rest === undefined ? [] : [node.rest])].some(holdsIntersection);
    case "object":
      return [...node.properties.map(({ type }) => type), ...(node.index === undefined ? [] : [node.index])].some(
        holdsIntersection,
      );
    case "word":
    case "reference":
      return false;
  }
}

/** Whether two types are the same text. */
function same(left: TypeNode, right: TypeNode): boolean {
  return left.kind === "word" && right.kind === "word" && left.text === right.text;
}

/** Whether the type is a literal or a union of nothing but literals. */
export function isLiterals(node: TypeNode): boolean {
  if (node.kind === "union") return node.members.every(isLiterals);
  return node.kind === "word" && node.literal;
}

function distinct(members: readonly TypeNode[]): TypeNode[] {
  const seen = new Map<string, TypeNode>();
  for (const member of members) {
    const key = member.kind === "word" ? member.text : JSON.stringify(member);
    if (!seen.has(key)) seen.set(key, member);
  }
  return [...seen.values()];
}

/** `string` says all that `"a"` says: literals beside their own keyword are dropped. */
function withoutImplied(members: readonly TypeNode[]): TypeNode[] {
  const keywords = new Set(
    members.flatMap((member) => (member.kind === "word" && !member.literal ? [member.text] : [])),
  );
  return members.filter(
    (member) => member.kind !== "word" || !member.literal || !keywords.has(keywordOfLiteral(member.text)),
  );
}

function keywordOfLiteral(text: string): string {
  if (text === "true" || text === "false") return "boolean";
  if (text === "null") return "null";
  return /^[-\d]/.test(text) ? "number" : "string";
}
