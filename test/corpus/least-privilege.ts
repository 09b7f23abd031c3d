import { readFile } from "node:fs/promises";
import { parse } from "yaml";

/** An operation's `security`, read from the document by none of the generator's code. */
export interface ReadOperation {
  readonly method: string;
  readonly path: string;
  readonly reads: boolean;
  /** Alternatives of sets that a bearer token can meet; none: nothing is asked. */
  readonly alternatives: readonly (readonly string[])[];
}

type Values = Readonly<Record<string, unknown>>;
type Requirement = Readonly<Record<string, readonly string[] | null>>;

const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];
const isObject = (value: unknown): value is Values => typeof value === "object" && value !== null;
const objectAt = (value: unknown, key: string): Values => {
  const member = isObject(value) ? value[key] : undefined;
  return isObject(member) ? member : {};
};

/** Reads the operations of a document in one file, OpenAPI 3 or Swagger 2.0. */
export async function readSecurity(file: string): Promise<readonly ReadOperation[]> {
  const text = await readFile(file, "utf8");
  const document = (file.endsWith(".json") ? JSON.parse(text) : parse(text, { merge: true })) as Values;
  const schemes = {
    ...objectAt(document, "securityDefinitions"),
    ...objectAt(objectAt(document, "components"), "securitySchemes"),
  };
  const byToken = new Set(
    Object.keys(schemes).filter((name) =>
      ["oauth2", "openIdConnect"].includes(String(objectAt(schemes, name)["type"])),
    ),
  );
  return Object.entries(objectAt(document, "paths")).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const operation = isObject(item) ? item[method] : undefined;
      if (!isObject(operation)) return [];
      const security = (operation["security"] ?? document["security"] ?? []) as readonly Requirement[];
      const reads = ["get", "head", "query"].includes(method);
      return [{ method: method.toUpperCase(), path, reads, alternatives: meetable(security, byToken) }];
    }),
  );
}

function meetable(security: readonly Requirement[], byToken: ReadonlySet<string>): readonly (readonly string[])[] {
  const sets = security
    .map((requirement) => Object.entries(requirement))
    .filter((all) => all.length === 0 || all.some(([name, scopes]) => byToken.has(name) || (scopes ?? []).length > 0))
    .map((all) =>
      [...new Set(all.flatMap(([, scopes]) => scopes ?? []))].filter((scope) => scope !== "offline_access"),
    );
  return sets.some((set) => set.length === 0) ? [] : sets.map((set) => set.toSorted());
}

/** The alternative of an operation that opens the fewest other writes, then operations, then is the fewest scopes, then the first by name. */
export function leastPrivilege(operation: ReadOperation, all: readonly ReadOperation[]): readonly string[] {
  const ranks = operation.alternatives.map((set) => {
    const opened = all.filter((other) => other !== operation && isOpen(other, set));
    const writes = opened.filter(({ reads }) => !reads).length;
    return { set, order: [writes, opened.length, set.length] as const };
  });
  const [first] = ranks.toSorted(
    (a, b) =>
      a.order.map((value, at) => value - (b.order[at] ?? 0)).find((difference) => difference !== 0) ??
      (a.set.join(" ") < b.set.join(" ") ? -1 : 1),
  );
  return first?.set ?? [];
}

function isOpen({ alternatives }: ReadOperation, held: readonly string[]): boolean {
  return alternatives.some((set) => set.every((scope) => held.includes(scope)));
}

/** How many writes these scopes open together. */
export function openWrites(all: readonly ReadOperation[], held: readonly string[]): number {
  return all.filter((operation) => !operation.reads && isOpen(operation, held)).length;
}
