import type { DeclaredOperation } from "./declared-operation.ts";
import { readOnlyNames } from "./request-schema.ts";
import { child, isFields } from "./source-document.ts";
import type { Fields, SourceDocument, SourceNode } from "./source-document.ts";

/**
 * One operation as a document of its own for Prism: only what its request says, with what that refers to. Prism reads whole documents,
 * answers included, and does not come back from some of them; a request does not depend on the rest.
 */
export function prismDocument(document: SourceDocument, operation: DeclaredOperation): Fields {
  const item = document.follow(child(child(document.root, "paths"), operation.key));
  if (item === undefined || !isFields(item.value)) return {};
  const names = new Map<string, string>();
  const targets: Record<string, unknown> = {};
  const method = operation.method.toLowerCase();
  const own = document.follow(child(item, method));
  const fields = own !== undefined && isFields(own.value) ? own.value : {};
  const kept = ["parameters", "requestBody", "consumes", "produces"];
  const root = document.root.value as Fields;
  return {
    ...pick(root, ["swagger", "openapi", "consumes", "produces"]),
    info: { title: "judged", version: "1" },
    paths: {
      [operation.path]: {
        ...(Array.isArray(item.value["parameters"]) ? { parameters: copy(child(item, "parameters")) } : {}),
        [method]: {
          ...Object.fromEntries(kept.filter((key) => key in fields).map((key) => [key, copy(child(own ?? item, key))])),
          responses: { "200": { description: "OK" } },
        },
      },
    },
    "x-judge": targets,
  };

  function copy(node: SourceNode): unknown {
    const { value } = node;
    if (Array.isArray(value)) return value.map((_, index) => copy(child(node, index)));
    if (!isFields(value)) return value;
    const reference = value["$ref"];
    if (typeof reference === "string") {
      const found = document.target(node.file, reference);
      const target = found === undefined ? reference : `#/x-judge/${nameOf(found)}`;
      return isReferenceObject(reference) ? { $ref: target } : { ...value, $ref: target };
    }
    const isNamed = isProperty(node);
    return Object.fromEntries(
      Object.keys(value)
        .filter((key) => isNamed || !["example", "examples", "description"].includes(key))
        .map((key) => [key, key === "required" && !isNamed ? ofRequests(node, value[key]) : copy(child(node, key))]),
    );
  }

  /** Prism strips read-only properties only where no reference or union is in between. */
  function ofRequests(node: SourceNode, required: unknown): unknown {
    if (!Array.isArray(required)) return required;
    const readOnly = new Set(readOnlyNames(document, node, 0));
    return required.filter((name) => !readOnly.has(String(name)));
  }

  /** What stands beside a reference counts in schemas, and only since 3.1 (OpenAPI 3.1.1, 4.8.23). */
  function isReferenceObject(reference: string): boolean {
    return document.version === "2.0" || document.version === "3.0" || !/\/(?:schemas|\$defs)\//.test(reference);
  }

  function nameOf(node: SourceNode): string {
    const key = `${node.file}#${node.pointer}`;
    const known = names.get(key);
    if (known !== undefined) return known;
    const name = `t${names.size}`;
    names.set(key, name);
    targets[name] = copy(node);
    return name;
  }
}

/** Under `properties` every key is a name. */
function isProperty(node: SourceNode): boolean {
  return node.pointer.endsWith("/properties");
}

function pick(fields: Fields, keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(keys.filter((key) => key in fields).map((key) => [key, fields[key]]));
}
