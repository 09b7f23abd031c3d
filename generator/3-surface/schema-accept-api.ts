import type { Api, BodyContent, Components, Encoding, JsonSchema, Operation } from "../2-model/api.ts";
import { createAcceptSchema } from "./schema-accept.ts";
import type { AcceptSchema } from "./schema-accept.ts";
import { flattenParts, takeReference } from "./schema-flatten.ts";
import type { TakeIn } from "./schema-flatten.ts";
import { isReference, schemaObject } from "./schema-walk.ts";

/** Parts that one body may be put together from, those of its parts included. */
const maxParts = 256;

type Shared = ReadonlyMap<string, JsonSchema>;

/** An API whose input schemas every client takes. Answers stay as they are: no client sees their schemas. */
export function acceptApi(api: Api): Api {
  const shared = api.components.input;
  const accept = createAcceptSchema(shared);
  const components: Components = {
    input: new Map([...shared].map(([name, schema]) => [name, accept(schema)])),
    output: api.components.output,
  };
  const operations = api.operations.map((operation) => acceptOperation(operation, accept, shared));
  return { ...api, components, operations };
}

function acceptOperation({ body, ...others }: Operation, accept: AcceptSchema, shared: Shared): Operation {
  return {
    ...others,
    parameters: others.parameters.map((parameter) => ({
      ...parameter,
      schema: accept(parameter.schema),
      ...(parameter.encoding === undefined ? {} : { encoding: acceptEncodings(parameter.encoding, accept) }),
    })),
    ...(body === undefined
      ? {}
      : { body: { ...body, contents: body.contents.map((content) => acceptContent(content, accept, shared)) } }),
  };
}

function acceptContent(content: BodyContent, accept: AcceptSchema, shared: Shared): BodyContent {
  return {
    ...content,
    ...(content.schema === undefined ? {} : { schema: accept(wholeObject(content.schema, shared)) }),
    ...(content.itemSchema === undefined ? {} : { itemSchema: accept(content.itemSchema) }),
    encoding: acceptEncodings(content.encoding, accept),
  };
}

function acceptEncodings(encodings: ReadonlyMap<string, Encoding>, accept: AcceptSchema): Map<string, Encoding> {
  const acceptEncoding = ({ headers, ...others }: Encoding): Encoding => ({
    ...others,
    ...(headers === undefined
      ? {}
      : { headers: headers.map((header) => ({ ...header, schema: accept(header.schema) })) }),
  });
  return new Map([...encodings].map(([name, encoding]) => [name, acceptEncoding(encoding)]));
}

/** A body that is put together from parts, as one object where that is exact: its properties can then be arguments. */
function wholeObject(schema: JsonSchema, shared: Shared): JsonSchema {
  const object = schemaObject(schema);
  if (object === undefined) return schema;
  let left = maxParts;
  const takeIn: TakeIn = (name) => (left-- > 0 ? shared.get(name) : undefined);
  const whole = schemaObject(isReference(object) ? takeReference(object, takeIn) : flattenParts(object, takeIn));
  return whole?.type === "object" &&
    !isReference(whole) &&
    whole["allOf"] === undefined &&
    consistsOfParts(object, shared)
    ? whole
    : schema;
}

/** A body that is one named object stays a reference: its name is worth more than a copy. */
function consistsOfParts(schema: JsonSchema | undefined, shared: Shared): boolean {
  let current = schemaObject(schema);
  for (let hops = 0; hops < 64 && current !== undefined; hops++) {
    const { $ref, ...others } = current;
    if (Array.isArray(others["allOf"])) return true;
    if ($ref === undefined) return false;
    if (Object.keys(others).length > 0) return true;
    current = schemaObject(shared.get($ref.slice("#/$defs/".length)));
  }
  return false;
}
