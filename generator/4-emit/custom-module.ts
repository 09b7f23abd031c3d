import type { JsonSchemaObject } from "../../templates/src/runtime/surface-types.ts";
import type { Surface, SurfaceTool } from "../3-surface/surface.ts";
import { exportedConstant, importTypes } from "./declarations.ts";
import { literal, propertyKey } from "./quote.ts";
import type { SourcePrinter } from "./source-printer.ts";
import { isRecord, namedSubschemas } from "./subschema.ts";

const NOTE = `/**
 * Your own code: hooks and other descriptions by tool name, and \`tools\` of your own (see \`ExtraTool\`). This file is
 * written once and never again. A hook for a tool that does not exist, or with an argument that the tool does not have,
 * is a type error.
 */`;

/** `src/custom.ts`: the place for people's own code, with an example that is about a tool of this server. */
export async function customModule(printer: SourcePrinter, surface: Surface): Promise<string> {
  const [hook, description] = [exampleHook(surface), exampleDescription(surface)].map((lines) =>
    lines.map((line) => `// ${line}`),
  );
  return await printer.print("src/custom.ts", [
    importTypes(["Customization"], "./runtime/surface-types.ts"),
    importTypes(["ToolTypes"], "./tools/index.ts"),
    exportedConstant({
      name: "custom",
      type: "Customization<ToolTypes>",
      initializer: ["{", "hooks: {", ...(hook ?? []), "},", "descriptions: {", ...(description ?? []), "},", "}"].join(
        "\n",
      ),
      comment: NOTE,
    }),
  ]);
}

/** A description that says what it is for. */
function exampleDescription(surface: Surface): readonly string[] {
  const name = surface.services.flatMap((service) => service.tools)[0]?.definition.name;
  return name === undefined ? [] : [`${propertyKey(name)}: "What models read in place of the document's words.",`];
}

/** A hook that compiles when its comment marks are taken away. Names in it are quoted, so each line stays one line. */
function exampleHook(surface: Surface): readonly string[] {
  const tools = surface.services.flatMap((service) => service.tools);
  const found = tools
    .map((tool) => ({ tool, argument: textArgument(tool) }))
    .find(({ argument }) => argument !== undefined);
  const tool = found?.tool ?? tools[0];
  if (tool === undefined) return ["No tool yet."];
  return [
    `${propertyKey(tool.definition.name)}: {`,
    "  before(input) {",
    ...beforeBody(found?.argument).map((line) => `    ${line}`),
    "  },",
    "  after(output) {",
    "    return output;",
    "  },",
    "},",
  ];
}

function beforeBody(argument: TextArgument | undefined): readonly string[] {
  if (argument === undefined) return ["return input;"];
  const key = propertyKey(argument.name);
  const value = key === argument.name ? `input.${key}` : `input[${literal(argument.name)}]`;
  const trimmed = `{ ...input, ${key}: ${value}.trim() }`;
  return [argument.required ? `return ${trimmed};` : `return ${value} === undefined ? input : ${trimmed};`];
}

interface TextArgument {
  readonly name: string;
  readonly required: boolean;
}

/** The first argument that takes any text; a required one if there is one. */
function textArgument(tool: SurfaceTool): TextArgument | undefined {
  const { properties, required } = tool.definition.inputSchema;
  const free = namedSubschemas(properties).filter(([, schema]) => isRecord(schema) && isFreeText(schema));
  const names = free.map(([name]) => name);
  const name = names.find((candidate) => required?.includes(candidate)) ?? names[0];
  return name === undefined ? undefined : { name, required: required?.includes(name) ?? false };
}

function isFreeText(schema: JsonSchemaObject): boolean {
  return (
    schema.type === "string" &&
    ["enum", "const", "allOf", "anyOf", "oneOf", "$ref"].every((key) => schema[key] === undefined)
  );
}
