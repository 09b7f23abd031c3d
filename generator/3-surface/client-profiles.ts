/**
 * What clients and the model APIs behind them refuse in a listed tool. Most send all tools of a server in one request, so that one
 * refused tool takes the others with it. `docs/clients.md` says what is left out of this list on purpose.
 */
import type { JsonSchemaObject } from "../2-model/api.ts";
import { schemaFaults } from "./client-schema-faults.ts";
import { eachSchema } from "./client-schema-walk.ts";
import type { PlacedSchema } from "./client-schema-walk.ts";

/** A client, with the models it is used with. */
export type Client = "Claude" | "OpenAI" | "Gemini" | "Cursor" | "VS Code";

/** A tool as `tools/list` gives it: the schema with the definitions that it reaches. */
export interface ListedTool {
  readonly name: string;
  readonly description: string;
  readonly inputSchema: JsonSchemaObject;
}

/** One thing that is refused. */
export interface ClientRule {
  readonly name: string;
  readonly refuses: string;
  readonly clients: readonly Client[];
  /** Reports of refusals, or the client's source. */
  readonly sources: readonly string[];
  /** The file that sees to it. */
  readonly ensuredBy: string;
  /** Where a tool breaks the rule: JSON pointers into the schema, or what is wrong. Empty: it is kept. */
  check(tool: ListedTool): readonly string[];
}

const vsCode =
  "https://github.com/microsoft/vscode-copilot-chat/blob/main/src/extension/tools/common/toolSchemaNormalizer.ts";

/** Longest description of a tool or schema, in characters. */
const maxDescription = 1024;

/** Keywords that may have `true` and `false` for a schema. */
const booleanKeywords = /\/(?:additionalProperties|unevaluatedProperties|unevaluatedItems)$/;

/** Every rule. A tool that keeps them all is taken by every client named here. */
export const clientRules: readonly ClientRule[] = [
  {
    name: "tool-name",
    refuses: "names of more than 64 characters, with others than A-Z a-z 0-9 _ -, or that start with a digit or hyphen",
    clients: ["Claude", "OpenAI", "Gemini", "Cursor", "VS Code"],
    sources: [
      "https://github.com/microsoft/vscode/issues/243602",
      "https://github.com/wonderwhy-er/DesktopCommanderMCP/issues/79",
    ],
    ensuredBy: "name-tools.ts",
    check: ({ name }) => (/^[a-zA-Z_][a-zA-Z0-9_-]{0,63}$/.test(name) ? [] : [name]),
  },
  {
    name: "tool-description",
    refuses: "descriptions that are empty or have more than 1024 characters",
    clients: ["OpenAI", "VS Code"],
    sources: ["https://github.com/probelabs/probe/issues/9", vsCode],
    ensuredBy: "describe-tool.ts",
    check: ({ description }) => (description !== "" && description.length <= maxDescription ? [] : ["description"]),
  },
  {
    name: "root-object",
    refuses:
      "a root that is no object, has no properties member, or has oneOf, anyOf, allOf, not, enum, const, if or $ref",
    clients: ["Claude", "OpenAI", "Cursor", "VS Code"],
    sources: [
      "https://github.com/anthropics/claude-code/issues/5973",
      "https://github.com/langchain-ai/langchainjs/issues/9804",
      "https://github.com/github/github-mcp-server/issues/1548",
      vsCode,
    ],
    ensuredBy: "shape-input.ts",
    check: ({ inputSchema }) => rootFaults(inputSchema),
  },
  {
    name: "root-property-names",
    refuses: "argument names of more than 64 characters or with others than A-Z a-z 0-9 _ . -",
    clients: ["Claude"],
    sources: ["https://github.com/twilio-labs/mcp/issues/58", "https://github.com/decocms/studio/pull/6874"],
    ensuredBy: "shape-input.ts",
    check: ({ inputSchema }) =>
      Object.keys(inputSchema.properties ?? {}).filter((name) => !/^[a-zA-Z0-9_.-]{1,64}$/.test(name)),
  },
  {
    name: "local-references",
    refuses: "references to anything but a definition under the root's $defs, and schemas with names of their own",
    clients: ["Claude", "Gemini", "Cursor"],
    sources: [
      "https://github.com/google-gemini/gemini-cli/issues/13326",
      "https://github.com/anthropics/claude-code/issues/76881",
      "https://github.com/davideast/stitch-mcp/issues/184",
    ],
    ensuredBy: "2-model/schema/registry.ts",
    check: (tool) => placesOf(tool, (schema) => !hasLocalReference(schema, tool.inputSchema)),
  },
  {
    name: "reference-siblings",
    refuses: "anything but description and default beside $ref",
    clients: ["Gemini"],
    sources: ["https://github.com/anomalyco/opencode/issues/12295"],
    ensuredBy: "schema-accept.ts",
    check: (tool) =>
      placesOf(
        tool,
        (schema) =>
          "$ref" in schema && Object.keys(schema).some((key) => !["$ref", "description", "default"].includes(key)),
      ),
  },
  {
    name: "schemas-are-objects",
    refuses: "true and false in place of a schema, but for additionalProperties",
    clients: ["Claude", "Gemini"],
    sources: [
      "https://github.com/anthropics/claude-code/issues/92900",
      "https://github.com/github/copilot-cli/issues/4623",
      "https://github.com/anomalyco/opencode/issues/49464",
    ],
    ensuredBy: "schema-accept.ts",
    check: ({ inputSchema }) =>
      eachSchema(inputSchema)
        .filter(({ schema, place }) => typeof schema === "boolean" && !booleanKeywords.test(place))
        .map(({ place }) => place),
  },
  {
    name: "array-items",
    refuses: "lists without items",
    clients: ["OpenAI", "Gemini", "VS Code"],
    sources: [
      "https://github.com/microsoft/vscode/issues/246119",
      "https://github.com/streamnative/streamnative-mcp-server/issues/26",
    ],
    ensuredBy: "schema-accept.ts",
    check: (tool) =>
      placesOf(
        tool,
        ({ type, items }) => [type].flat().includes("array") && (typeof items !== "object" || items === null),
      ),
  },
  {
    name: "type-lists",
    refuses: "lists of types, but for one scalar type with null",
    clients: ["Gemini", "VS Code"],
    sources: [
      "https://github.com/github/copilot-cli/issues/4623",
      "https://github.com/anomalyco/opencode/issues/48073",
      vsCode,
    ],
    ensuredBy: "schema-types.ts",
    check: (tool) => placesOf(tool, ({ type }) => Array.isArray(type) && !isScalarOrNull(type)),
  },
  {
    name: "enum-texts",
    refuses: "enum values that are empty or no texts, enum without a type, and const",
    clients: ["Gemini", "Cursor"],
    sources: [
      "https://github.com/sbroenne/mcp-server-excel/issues/607",
      "https://github.com/hyperdxio/hyperdx/issues/2967",
      "https://github.com/decolua/9router/pull/380",
    ],
    ensuredBy: "schema-values.ts",
    check: (tool) => placesOf(tool, (schema) => !hasPlainValues(schema)),
  },
  {
    name: "required-described",
    refuses: "required names that properties do not describe",
    clients: ["OpenAI", "VS Code"],
    sources: [vsCode, "https://github.com/camel-ai/camel/issues/2629"],
    ensuredBy: "schema-accept.ts",
    check: (tool) =>
      placesOf(tool, ({ type, properties, required }) => {
        if (required === undefined || (type !== "object" && properties === undefined)) return false;
        return required.some((name) => !Object.hasOwn(properties ?? {}, name));
      }),
  },
  {
    name: "schema-descriptions",
    refuses: "descriptions inside a schema of more than 1024 characters (they are cut)",
    clients: ["VS Code"],
    sources: [vsCode],
    ensuredBy: "2-model/schema/convert.ts",
    check: (tool) =>
      placesOf(tool, ({ description }) => description !== undefined && description.length > maxDescription),
  },
  {
    name: "valid-schema",
    refuses: "what is no valid JSON Schema 2020-12, or says that it is of another dialect",
    clients: ["Claude", "OpenAI", "VS Code"],
    sources: [
      "https://github.com/anthropics/claude-code/issues/586",
      "https://github.com/n8n-io/n8n/issues/36361",
      "https://github.com/smallmain/vscode-unify-chat-provider/issues/162",
    ],
    ensuredBy: "2-model/schema",
    check: ({ inputSchema }) => schemaFaults(inputSchema),
  },
];

function placesOf(tool: ListedTool, isRefused: (schema: JsonSchemaObject) => boolean): readonly string[] {
  const isFault = ({ schema }: PlacedSchema): boolean => typeof schema === "object" && isRefused(schema);
  return eachSchema(tool.inputSchema)
    .filter(isFault)
    .map(({ place }) => place);
}

const refusedAtRoot = ["oneOf", "anyOf", "allOf", "not", "enum", "const", "if", "then", "else", "$ref"];

function rootFaults(schema: JsonSchemaObject): readonly string[] {
  const shape = schema.type === "object" && schema.properties !== undefined ? [] : ["type and properties"];
  return [...shape, ...refusedAtRoot.filter((keyword) => keyword in schema)];
}

const namesOfItsOwn = ["$id", "id", "$schema", "$anchor", "$dynamicAnchor", "$dynamicRef", "$recursiveRef"];

function hasLocalReference(schema: JsonSchemaObject, root: JsonSchemaObject): boolean {
  if (namesOfItsOwn.some((keyword) => keyword in schema)) return false;
  if (schema !== root && "$defs" in schema) return false;
  if (schema.$ref === undefined) return true;
  const name = /^#\/\$defs\/([A-Za-z0-9._-]+)$/.exec(schema.$ref)?.[1];
  return name !== undefined && Object.hasOwn(root.$defs ?? {}, name);
}

function isScalarOrNull(types: readonly string[]): boolean {
  const named = types.filter((type) => type !== "null");
  const [type = ""] = named;
  return named.length === 1 && types.length === 2 && ["string", "number", "integer", "boolean"].includes(type);
}

/** Lists and objects, and one boolean, have no other form: they are let through, and named in `docs/clients.md`. */
function hasPlainValues(schema: JsonSchemaObject): boolean {
  const isStructure = (value: unknown): boolean => typeof value === "object" && value !== null;
  if ("const" in schema && typeof schema["const"] !== "boolean" && !isStructure(schema["const"])) return false;
  const values = schema.enum;
  if (values === undefined || values.every(isStructure)) return true;
  return schema.type === "string" && values.every((value) => typeof value === "string" && value !== "");
}
