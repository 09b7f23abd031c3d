import fc from "fast-check";

/** One change to a document: which value, and what takes its place. */
export interface Mutation {
  /** Taken modulo the number of values in the document. */
  readonly at: number;
  readonly change:
    | { readonly kind: "replace"; readonly value: unknown }
    | { readonly kind: "remove" }
    | { readonly kind: "rename"; readonly name: string }
    | { readonly kind: "swap"; readonly with: number };
}

/** Names that objects inherit, words of OpenAPI in places where they do not belong, and odd text. */
const names = fc.constantFrom(
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "$ref",
  "$defs",
  "allOf",
  "x-mcp",
  "get",
  "",
  "/",
  "~1",
  "%",
  "a b",
  "宿泊",
  "\u0000\u202e",
  "{x}",
  "a".repeat(300),
);

const references = fc.constantFrom(
  "#",
  "#/",
  "#/paths",
  "#/components/schemas/Berth",
  "#/components/schemas/Either",
  "#/components/schemas/Nope",
  "#/components/parameters/limit",
  "#/paths/~1berths/get",
  "other.json",
  "https://schemas.example/a.json#/b",
  "../../../etc/passwd",
  "%%%",
  "",
  "#anchor",
);

const values: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    false,
    0,
    -1,
    1.5,
    1e308,
    Number.MAX_SAFE_INTEGER + 2,
    "",
    "true",
    "5",
    "x".repeat(5000),
  ),
  fc.constantFrom<unknown>([], {}, [null], [[]], [{}], { a: null }, { "": {} }),
  names,
  references.map(($ref) => ({ $ref })),
  references.map(($ref) => ({ allOf: [{ $ref }, { $ref }] })),
  fc.constantFrom("(a+)+$", "[", "\\p{Foo}", "(?<n>a)\\k<n>"),
  fc.constant(JSON.parse('{"__proto__":{"type":"string"},"constructor":{"prototype":{}}}') as unknown),
  fc.jsonValue({ maxDepth: 3 }),
);

/** One to four mutations. */
export const mutations: fc.Arbitrary<readonly Mutation[]> = fc.array(
  fc.record({
    at: fc.nat(1_000_000),
    change: fc.oneof(
      { weight: 6, arbitrary: values.map((value) => ({ kind: "replace", value }) as const) },
      { weight: 1, arbitrary: fc.constant({ kind: "remove" } as const) },
      { weight: 2, arbitrary: names.map((name) => ({ kind: "rename", name }) as const) },
      { weight: 2, arbitrary: fc.nat(1_000_000).map((other) => ({ kind: "swap", with: other }) as const) },
    ),
  }),
  { minLength: 1, maxLength: 4 },
);

/** A value inside a document: its holder, and the way to it. */
interface Slot {
  readonly holder: Record<string, unknown>;
  readonly key: string;
  readonly path: readonly string[];
}

/** A mutated copy of a document, and the ways to what was changed. */
export function mutate(
  document: object,
  changes: readonly Mutation[],
): { mutated: object; changed: readonly (readonly string[])[] } {
  const holder: Record<string, unknown> = { root: structuredClone(document) };
  const changed: (readonly string[])[] = [];
  for (const { at, change } of changes) {
    const slots = slotsOf(holder);
    const slot = slots[at % slots.length];
    const other = change.kind === "swap" ? slots[change.with % slots.length] : undefined;
    if (slot === undefined || slot.path.length === 0 || other?.path.length === 0) continue;
    changed.push(slot.path);
    if (other !== undefined) changed.push(other.path);
    apply(slot, change, other);
  }
  return { mutated: holder["root"] as object, changed };
}

function apply({ holder, key }: Slot, change: Mutation["change"], other: Slot | undefined): void {
  const value = holder[key];
  if (change.kind === "replace") define(holder, key, structuredClone(change.value));
  else if (change.kind === "swap" && other !== undefined) {
    // Copies: a value may be inside the other.
    const copy = structuredClone(value);
    define(holder, key, structuredClone(other.holder[other.key]));
    define(other.holder, other.key, copy);
  } else {
    if (Array.isArray(holder)) holder.splice(Number(key), 1);
    else Reflect.deleteProperty(holder, key);
    if (change.kind === "rename" && !Array.isArray(holder)) define(holder, change.name, value);
  }
}

/** Sets an own property, whatever its name. */
function define(holder: object, key: string, value: unknown): void {
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
}

function slotsOf(root: Record<string, unknown>): Slot[] {
  const slots: Slot[] = [];
  const visit = (holder: Record<string, unknown>, path: readonly string[]): void => {
    for (const key of Object.keys(holder)) {
      const way = holder === root ? [] : [...path, key];
      slots.push({ holder, key, path: way });
      const value = holder[key];
      if (typeof value === "object" && value !== null) visit(value as Record<string, unknown>, way);
    }
  };
  visit(root, []);
  return slots;
}
