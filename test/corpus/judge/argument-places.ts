import type { DeclaredOperation, DeclaredParameter } from "./declared-operation.ts";
import { child, children, isFields } from "./source-document.ts";
import type { SourceDocument, SourceNode } from "./source-document.ts";

/** Where each argument of a tool belongs, as the document's names say; the judge asks nobody else. */
export interface ArgumentPlaces {
  /** Parameter -> argument. */
  readonly byParameter: ReadonlyMap<DeclaredParameter, string>;
  /** Arguments that are no parameter: the body, or its properties. */
  readonly others: ReadonlySet<string>;
}

/**
 * A parameter's argument has its name. Where that could not be (two places of one name, characters that models refuse), the argument
 * says the name in plain characters, with its place or a short code behind; by then one parameter fits, or none.
 * @param listed the names that the tool lists
 */
export function placeArguments(
  document: SourceDocument,
  operation: DeclaredOperation,
  parameters: readonly DeclaredParameter[],
  listed: readonly string[],
): ArgumentPlaces {
  const free = new Set(listed);
  const byParameter = new Map<DeclaredParameter, string>();
  const inBody = new Set(
    operation.bodies.flatMap((body) => [
      ...propertyNames(document, body.schema, 0),
      ...(body.fields ?? []).map(({ name }) => name),
    ]),
  );
  for (const fits of [isSame, isSameWithPlace, isPlain, isPlainWithCode]) {
    for (const parameter of parameters) {
      if (byParameter.has(parameter)) continue;
      const found = [...free].find((name) => fits(name, parameter) && (fits === isSame || !inBody.has(name)));
      if (found === undefined) continue;
      byParameter.set(parameter, found);
      free.delete(found);
    }
  }
  return { byParameter, others: free };
}

type Fits = (argument: string, parameter: DeclaredParameter) => boolean;

const isSame: Fits = (argument, { name }) => argument === name;
const isSameWithPlace: Fits = (argument, { name, in: place }) => argument === `${name}_${place}`;
const isPlain: Fits = (argument, { name }) => plain(argument) === plain(name) && plain(name) !== "";
const isPlainWithCode: Fits = (argument, { name, in: place }) => {
  const [said, own] = [plain(argument), plain(name).slice(0, 40)];
  if (own === "") return /_[a-z0-9]{4,10}$/.test(argument);
  const rest = said.startsWith(own) ? said.slice(own.length) : undefined;
  return rest === place || (rest !== undefined && (/_[a-z0-9]{4,10}$/.test(argument) || own.length === 40));
};

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
}

/** The names of a body's own properties, through references and combinations. */
export function propertyNames(
  document: SourceDocument,
  node: SourceNode | undefined,
  depth: number,
): readonly string[] {
  const schema = node === undefined || depth > 5 ? undefined : document.follow(node);
  if (schema === undefined || !isFields(schema.value)) return [];
  const combined = ["allOf", "anyOf", "oneOf"].flatMap((keyword) => children(child(schema, keyword)));
  return [
    ...children(child(schema, "properties")).map(([name]) => name),
    ...combined.flatMap(([, member]) => propertyNames(document, member, depth + 1)),
  ];
}
