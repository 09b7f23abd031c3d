import type { JsonSchemaObject } from "../surface-types.ts";
import { inlineDefinitions } from "./inline-definitions.ts";
import { shareSubschemas } from "./share-subschemas.ts";

/**
 * An input schema as `tools/list` gives it: it allows what the tool's schema allows, in fewer tokens. Arguments are checked against the
 * tool's own. The generator counts tokens by this, so it depends on nothing but the schema.
 */
export function listSchema(schema: JsonSchemaObject): JsonSchemaObject {
  return shareSubschemas(inlineDefinitions(schema));
}
