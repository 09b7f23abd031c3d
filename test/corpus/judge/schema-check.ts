import { Ajv2020 } from "ajv/dist/2020.js";
import type { ErrorObject, ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { createRequestSchemas } from "./request-schema.ts";
import type { SourceDocument, SourceNode } from "./source-document.ts";

/** Says what of a value a schema of the original document refuses: nothing when it is valid. */
export interface SchemaCheck {
  /** The value as it is. */
  check(schema: SourceNode, value: unknown): readonly string[];
  /** Text is read as the types that the schema wants, as a server reads a query. */
  checkText(schema: SourceNode, value: unknown): readonly string[];
  /** Whether nothing is wrong but that the schema contradicts itself: the value fits more than one alternative of a `oneOf`, or none could fit. */
  onlyContradicts(schema: SourceNode, value: unknown): boolean;
}

/** Schemas are compiled when they are first asked for, and shared over the document's operations. */
export function createSchemaCheck(document: SourceDocument): SchemaCheck {
  const schemas = createRequestSchemas(document);
  const exact = createCompiler(schemas, false);
  const coercing = createCompiler(schemas, true);
  const lenient = createCompiler(createRequestSchemas(document, true), false);
  return {
    check: (schema, value) => explain(exact(schema), value),
    checkText: (schema, value) => explain(coercing(schema), { value: structuredClone(value) }),
    onlyContradicts: (schema, value) => lenient(schema)(value),
  };
}

function createCompiler(
  schemas: ReturnType<typeof createRequestSchemas>,
  coerceTypes: boolean,
): (node: SourceNode) => ValidateFunction {
  const ajv = new Ajv2020({
    strict: false,
    allErrors: false,
    validateSchema: false,
    coerceTypes,
    multipleOfPrecision: 6,
    logger: false,
  });
  (addFormats as unknown as (instance: Ajv2020) => void)(ajv);
  const added = new Set<string>();
  let seen = 0;
  return (node) => {
    const { key, definitions } = schemas(node);
    if (definitions.size > seen) addNew(definitions);
    if (!coerceTypes) return ajv.getSchema(key) ?? ajv.compile({ $ref: key });
    const wrapped = `${key}/value`;
    if (!added.has(wrapped)) ajv.addSchema({ type: "object", properties: { value: { $ref: key } } }, wrapped);
    added.add(wrapped);
    return ajv.getSchema(wrapped) ?? ajv.compile(true);
  };

  function addNew(definitions: ReadonlyMap<string, unknown>): void {
    seen = definitions.size;
    for (const [name, schema] of definitions) {
      if (added.has(name)) continue;
      added.add(name);
      ajv.addSchema(schema as object, name);
    }
  }
}

function explain(validate: ValidateFunction, value: unknown): readonly string[] {
  if (validate(value)) return [];
  return (validate.errors ?? []).slice(0, 3).map(describe);
}

function describe({ instancePath, message = "is refused", params }: ErrorObject): string {
  return `${instancePath || "/"} ${message} ${JSON.stringify(params)}`;
}
