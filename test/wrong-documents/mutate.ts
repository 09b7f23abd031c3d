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

/** A value inside a document. */
interface Slot {
  readonly holder: Record<string, unknown>;
  readonly key: string;
}

/** A mutated copy of a document. */
export function mutate(document: object, changes: readonly Mutation[]): object {
  const mutated = structuredClone(document) as Record<string, unknown>;
  for (const { at, change } of changes) {
    const slots = slotsOf(mutated);
    const slot = slots[at % slots.length];
    if (slot === undefined) continue;
    apply(slot, change, change.kind === "swap" ? slots[change.with % slots.length] : undefined);
  }
  return mutated;
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
  return Object.entries(root).flatMap(([key, value]) => [
    { holder: root, key },
    ...(typeof value === "object" && value !== null ? slotsOf(value as Record<string, unknown>) : []),
  ]);
}
