import type { JsonSchema } from "../../templates/src/runtime/surface-types.ts";
import { breakAliasCycles } from "./alias-cycles.ts";
import { createLimitProducts } from "./limit-products.ts";
import { schemaToType } from "./schema-to-type.ts";
import { nameShared } from "./shared-names.ts";
import type { Convert } from "./subschema.ts";
import type { TypeNode } from "./type-node.ts";

/** The shared schemas of a surface: what they are called and what they say, in the emitted source. */
export interface SharedTypes {
  /** Types by the name of their schema. */
  readonly types: ReadonlyMap<string, TypeNode>;
  /** The identifier of a shared schema, the same in `src/types.ts` and `src/schemas.ts`. */
  readonly identifierOf: (name: string) => string;
  /** The type of a schema that may refer to the shared ones. */
  readonly typeOf: Convert;
}

/** Works out names and types of the shared schemas, once for a project. */
export function createSharedTypes(schemas: ReadonlyMap<string, JsonSchema>): SharedTypes {
  const names = new Set(schemas.keys());
  const identifiers = nameShared(names);
  const nodes = new Map([...schemas].map(([name, schema]) => [name, schemaToType(schema, names)]));
  const acyclic = breakAliasCycles(nodes);
  const limit = createLimitProducts(acyclic);
  return {
    types: new Map([...acyclic].map(([name, node]) => [name, limit(node)])),
    identifierOf: (name) => {
      const identifier = identifiers.get(name);
      if (identifier === undefined) throw new TypeError(`the surface refers to the shared schema ${name} but has none`);
      return identifier;
    },
    typeOf: (schema) => limit(schemaToType(schema, names)),
  };
}
