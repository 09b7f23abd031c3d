import { readFileSync } from "node:fs";

/** An object of JSON. */
export type Fields = Readonly<Record<string, unknown>>;

/** A Parameter Object of `openapi.json`. */
export interface ContractParameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly style?: string;
  readonly explode?: boolean;
  readonly allowReserved?: boolean;
  readonly schema?: unknown;
  readonly content?: Fields;
}

/** One operation of `openapi.json`: what the document says of a tool. */
export interface ContractOperation {
  readonly tool: string;
  /** Upper case. */
  readonly method: string;
  readonly path: string;
  /** Name of the further origin that it goes to; absent: the API's own. */
  readonly origin?: string;
  /** Alternatives (OR) of sets (AND) of scopes that a caller needs, the preferred one first. */
  readonly scopes: readonly (readonly string[])[];
  readonly parameters: readonly ContractParameter[];
  /** Media types of the body, with their schemas. */
  readonly bodies: readonly (readonly [mediaType: string, schema: unknown])[];
  /** The success that the mock gives. */
  readonly answer: { readonly status: number; readonly mediaType?: string };
  /** What a request is held against: the operation without its answers, as a document of its own for Prism. */
  requestDocument(): object;
  /** The same with its answers, for an example. Undefined: more than Prism comes back from. */
  answerDocument(): object | undefined;
}

/** What `openapi.json` says. */
export interface ContractDocument {
  readonly operations: readonly ContractOperation[];
  /** Scopes as metadata and challenges have them. */
  readonly scopes: {
    readonly supported: readonly string[];
    readonly baseline: { readonly read: readonly string[] };
    readonly asked?: Readonly<Record<string, string>>;
  };
  /** The schema that a reference into the document's components leads to, others as they are. */
  resolve(schema: unknown): unknown;
}

interface Document {
  readonly info: object;
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly components: { readonly schemas: Fields };
  readonly "x-scopes": ContractDocument["scopes"];
}

interface OperationObject {
  readonly operationId: string;
  readonly "x-origin"?: string;
  readonly security: readonly { readonly caller: readonly string[] }[];
  readonly parameters?: readonly ContractParameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: unknown }>> };
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: Fields }>>;
}

/** Characters of JSON. Prism unfolds every schema on the way to an example. */
const longestAnswerDocument = 30_000;

const componentPrefix = "#/components/schemas/";

/** Reads the document that the tests hold the server against. */
export function readContractDocument(file: URL): ContractDocument {
  const document = JSON.parse(readFileSync(file, "utf8")) as Document;
  const schemas = new Map(Object.entries(document.components.schemas));
  const operations = Object.entries(document.paths).flatMap(([path, item]) => {
    const { "x-additionalOperations": others, ...fixed } = item;
    return Object.entries({ ...fixed, ...(others as object | undefined) }).map(([method, operation]) =>
      readOperation({ path, method: method.toUpperCase(), operation: operation as OperationObject }, schemas),
    );
  });
  return {
    operations,
    scopes: document["x-scopes"],
    resolve: (schema) => resolve(schema, schemas),
  };
}

interface Placed {
  readonly path: string;
  readonly method: string;
  readonly operation: OperationObject;
}

function readOperation(placed: Placed, schemas: ReadonlyMap<string, unknown>): ContractOperation {
  const { path, method, operation } = placed;
  const [status = "200", response] = Object.entries(operation.responses)[0] ?? [];
  const [mediaType] = Object.keys(response?.content ?? {});
  const origin = operation["x-origin"];
  return {
    tool: operation.operationId,
    method,
    path,
    ...(origin === undefined ? {} : { origin }),
    scopes: operation.security.map(({ caller }) => caller),
    parameters: operation.parameters ?? [],
    bodies: Object.entries(operation.requestBody?.content ?? {}).map(([type, { schema }]) => [type, schema] as const),
    answer: { status: Number(status), ...(mediaType === undefined ? {} : { mediaType }) },
    requestDocument: () => documentOf({ path, method, operation: withoutAnswers(operation) }, schemas),
    answerDocument: () => {
      const { operationId, security, responses } = operation;
      const document = documentOf({ path, method, operation: { operationId, security, responses } }, schemas);
      return JSON.stringify(document).length > longestAnswerDocument ? undefined : document;
    },
  };
}

function withoutAnswers(operation: OperationObject): OperationObject {
  return { ...operation, responses: { "200": { description: "" } } };
}

/** One operation with the schemas that it reaches. A fragment only tells operations of one path apart. Prism does not know parameters `in: querystring` (OpenAPI 3.2). */
function documentOf({ path, method, operation }: Placed, schemas: ReadonlyMap<string, unknown>): object {
  const { security: _, parameters = [], ...rest } = operation;
  const known = parameters.filter((parameter) => parameter.in !== "querystring");
  const own = { ...rest, parameters: known };
  return {
    openapi: "3.1.0",
    info: { title: "contract", version: "1" },
    paths: { [path.split("#")[0] ?? path]: { [method.toLowerCase()]: own } },
    components: { schemas: Object.fromEntries(reached(own, schemas)) },
  };
}

function reached(root: unknown, schemas: ReadonlyMap<string, unknown>): ReadonlyMap<string, unknown> {
  const found = new Map<string, unknown>();
  const queue = [root];
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    if (typeof node !== "object" || node === null) continue;
    const name = referencedName(node);
    if (name !== undefined && !found.has(name)) {
      found.set(name, schemas.get(name) ?? {});
      queue.push(found.get(name));
    }
    queue.push(...(Object.values(node) as unknown[]).filter((member) => member !== undefined));
  }
  return found;
}

function resolve(schema: unknown, schemas: ReadonlyMap<string, unknown>): unknown {
  const seen = new Set<string>();
  let current = schema;
  for (let name = referencedName(current); name !== undefined && !seen.has(name); name = referencedName(current)) {
    seen.add(name);
    current = schemas.get(name);
  }
  return current;
}

function referencedName(node: unknown): string | undefined {
  if (typeof node !== "object" || node === null || !("$ref" in node)) return undefined;
  const { $ref } = node;
  return typeof $ref === "string" && $ref.startsWith(componentPrefix) ? $ref.slice(componentPrefix.length) : undefined;
}
