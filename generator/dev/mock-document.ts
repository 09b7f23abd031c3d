import type { JsonSchema } from "../2-model/api.ts";
import type { MockOperation, MockPlan } from "./mock-plan.ts";

const prefix = "#/components/schemas/";

/**
 * One operation as an OpenAPI document of its own, with the schemas that its answer reaches: all that Prism needs for an example,
 * and little enough that a large API's mock starts at once. The path and method are not the operation's: it was found already.
 */
export function mockDocument({ status, mediaType, schema }: MockOperation, { schemas }: MockPlan): object {
  const content = mediaType === undefined || schema === undefined ? {} : { [mediaType]: { schema } };
  return {
    openapi: "3.1.0",
    info: { title: "mock", version: "1" },
    paths: { "/": { get: { responses: { [status]: { description: "", content } } } } },
    components: { schemas: Object.fromEntries(reached(schema, schemas)) },
  };
}

/** The schemas that one reaches, itself not included. */
function reached(root: unknown, schemas: ReadonlyMap<string, JsonSchema>): ReadonlyMap<string, JsonSchema> {
  const found = new Map<string, JsonSchema>();
  const queue = [root];
  while (queue.length > 0) {
    const node = queue.pop();
    if (typeof node !== "object" || node === null) continue;
    const reference = (node as { readonly $ref?: unknown }).$ref;
    const name = typeof reference === "string" && reference.startsWith(prefix) ? reference.slice(prefix.length) : "";
    const target = found.has(name) ? undefined : schemas.get(name);
    if (target !== undefined) {
      found.set(name, target);
      queue.push(target);
    }
    for (const member of Object.values(node)) queue.push(member);
  }
  return found;
}
