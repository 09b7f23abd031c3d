/**
 * Names that meet other names, and text that looks like code: in every place that a document's text may reach.
 * Recursive and self-referring schemas, all kinds of answers, a further origin, multipart answers.
 */
import type { JsonSchema } from "../../../templates/src/runtime/surface-types.ts";
import type { Surface, SurfaceTool } from "../../../generator/3-surface/surface.ts";

const evil = '*/ `${globalThis.pwned = 1}` "; // </script> {{x}}\n| [a](http://b) <b> \u2028 \u202E';

const schemas = new Map<string, JsonSchema>([
  ["JsonSchema", { type: "string", description: evil }],
  ["Record", { type: "object", properties: { next: { $ref: "#/$defs/Record" } } }],
  ["a/b ~c", { anyOf: [{ $ref: "#/$defs/a~1b%20~0c" }, { type: "array", items: { $ref: "#/$defs/Record" } }] }],
  ["aB", { const: evil }],
  ["default", { type: ["string", "null"], enum: ["x", null] }],
]);
const onlyAnswered = new Map<string, JsonSchema>([["Answer", JSON.parse(`{
  "type": "object",
  "properties": { "__proto__": { "type": "string" }, "constructor": { "$ref": "#/$defs/default" }, "a-b": { "type": "integer" } },
  "required": ["__proto__", "toString"],
  "additionalProperties": { "type": "boolean" }
}`) as JsonSchema]]);

function tool(name: string, given: Partial<SurfaceTool> & { properties?: Record<string, JsonSchema> }): SurfaceTool {
  const { properties = {}, ...rest } = given;
  return {
    definition: {
      name,
      title: evil,
      description: evil,
      service: evil,
      annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: false },
      scopes: [["a|b", "`c`"], []],
      inputSchema: { type: "object", properties, additionalProperties: false },
      operation: {
        method: "POST",
        path: `/${evil}/{id}`,
        origin: "uploads",
        parameters: [],
        responses: { default: ["application/json"], "4XX": [] },
      },
    },
    reaches: [],
    output: { text: false, bytes: false, empty: false },
    typeName: name,
    constantName: name,
    place: { file: "odd.yaml", pointer: "" },
    ...rest,
  };
}

const everything: Record<string, JsonSchema> = JSON.parse('{ "__proto__": { "type": "string" } }') as Record<string, JsonSchema>;

export const surface: Surface = {
  api: {
    name: "odd-names",
    title: evil,
    version: '1.0.0", "scripts": { "postinstall": "x',
    instructions: evil,
    scopes: { supported: ["`c`", "a|b"], baseline: { minimal: [], read: [], all: ["a|b"] } },
    origins: [{ name: "uploads", proposed: "https://uploads.example.com/$HOME" }],
  },
  services: [
    {
      name: evil,
      file: "schemas",
      tools: [
        tool("schemas", { typeName: "Schemas", output: { json: { $ref: "#/$defs/Answer" }, text: true, bytes: true, empty: true } }),
        tool("schemas_tools", { typeName: "SchemasTools", constantName: "schemasTools" }),
        tool("types", {
          typeName: "Types",
          properties: { ...Object.fromEntries([...schemas.keys()].map((name) => [name, { $ref: `#/$defs/${escapeName(name)}` }])), [evil]: true },
          reaches: [...schemas.keys()].toSorted(),
        }),
      ],
    },
    { name: "Schemas", file: "schemas-", tools: [tool("define-tool", { typeName: "DefineTool", constantName: "defineTool" })] },
    { name: "proto", file: "1st", tools: [tool("proto", { properties: everything, typeName: "Proto", output: { json: { type: "array", items: { $ref: "#/$defs/aB" } }, text: false, bytes: false, empty: false } })] },
  ],
  types: new Map([...schemas, ...onlyAnswered]),
  schemas,
  features: new Set(["multipart-answers", "xml-bodies"]),
  proposals: { apiBaseUrl: "https://api.example.com/'\n", issuer: "https://login.example.com/a b" },
};

/** A name in a URI fragment's JSON Pointer (RFC 6901, 6). */
function escapeName(name: string): string {
  return encodeURIComponent(name.replaceAll("~", "~0").replaceAll("/", "~1")).replaceAll("%7E", "~");
}
