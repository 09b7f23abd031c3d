import { expect, test } from "vitest";
import { yieldedPlace } from "../../../generator/4-emit/search/yielded-place.ts";
import type { JsonSchema } from "../../../templates/src/runtime/surface-types.ts";
import { openapi, surfaceOf } from "../../support/in-memory-document.ts";

const listOf = (name: string): object => ({
  type: "object",
  properties: { ok: { type: "boolean" }, [name]: { type: "array", items: { $ref: "#/components/schemas/Person" } } },
});

/** The place that the one operation of a document yields. */
function placeOf(path: string, summary: string, { method = "get", answer = {} } = {}): unknown {
  const responses = { 200: { description: "ok", content: { "application/json": { schema: answer } } } };
  const parameters = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
  const { surface } = surfaceOf(
    openapi(
      { [path]: { [method]: { operationId: "one", summary, parameters, responses } } },
      { components: { schemas: { Person: { type: "object", properties: { id: { type: "string" } } } } } },
    ),
  );
  const [tool] = surface.services.flatMap(({ tools }) => tools);
  if (tool === undefined) throw new Error("no tool");
  const shared: ReadonlyMap<string, JsonSchema> = new Map([...surface.types, ...surface.schemas]);
  return yieldedPlace({ definition: tool.definition, output: tool.output.json }, shared);
}

test.each([
  ["/customers", "List customers", {}, { path: "customers", names: [["customer"]] }],
  ["/v1/customers/search", "Search customers", {}, { path: "customers", names: [["customer"]] }],
  ["/sites/{id}/forms", "List forms", {}, { path: "sites/{}/forms", names: [["form"]] }],
  ["/conversations.list", "List", {}, { path: "conversations", names: [["conversation"]] }],
  ["/users/list", "List", { answer: listOf("members") }, { path: "users", names: [["user"], ["member"], ["person"]] }],
  ["/accounts/get", "Get", { method: "post" }, undefined],
  ["/customers/{id}", "Get a customer", {}, undefined],
  ["/customers", "Create a customer", { method: "post" }, undefined],
  ["/api/search", "Search", {}, { path: "", names: [] }],
] as const)("%s (%s) yields what it lists or searches", (path, summary, more, want) => {
  expect(placeOf(path, summary, more)).toEqual(want);
});
