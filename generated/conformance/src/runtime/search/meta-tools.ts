import type { ToolDefinition, ToolHints } from "../surface-types.ts";

/** The tools of search mode. Their names are kept free: the generator gives no tool of an API one of them. */
export const metaToolNames = ["search_tools", "describe_tool", "call_read_tool", "call_write_tool"] as const;

export type MetaToolName = (typeof metaToolNames)[number];

/** Most tools that one search answers with, and that one description is asked for. */
const mostFound = 50;
const mostDescribed = 20;

/** Tools that a search answers with when it does not say. */
export const usuallyFound = 10;

/** A tool of search mode, as it is listed. */
export type MetaTool = Pick<ToolDefinition, "title" | "description" | "inputSchema"> & {
  readonly name: MetaToolName;
  readonly annotations: ToolHints;
};

/** Services named in the description of `search_tools`, in characters: a list of any length must stay short. */
const maxServices = 500;

/** The four tools for an API with these services and this many tools. */
export function metaTools(title: string, count: number, services: readonly string[]): readonly MetaTool[] {
  return [
    {
      name: "search_tools",
      title: "Find tools",
      description: `Finds the tools of ${title} (${count}) for what is to be done. Say it in plain words, all steps at once. Answers, best first: name, what it does, required arguments, scopes, and whether it writes. ${servicesText(services)}`,
      annotations: localHints,
      inputSchema: object(["query"], {
        query: { type: "string", minLength: 1, maxLength: 1000, description: "What is to be done, in plain words." },
        limit: {
          type: "integer",
          minimum: 1,
          maximum: mostFound,
          description: `How many tools. Default ${usuallyFound}.`,
        },
        service: { type: "string", description: "Only tools of this service." },
      }),
    },
    {
      name: "describe_tool",
      title: "Describe tools",
      description:
        "The full description and input schema of tools, several at once. Read it before calling a tool for the first time.",
      annotations: localHints,
      inputSchema: object(["names"], {
        names: {
          type: "array",
          minItems: 1,
          maxItems: mostDescribed,
          items: { type: "string" },
          description: "Names from search_tools.",
        },
      }),
    },
    caller("call_read_tool", "Call a tool that reads", "Calls a tool that only reads (writes: false).", readHints),
    caller(
      "call_write_tool",
      "Call a tool that writes",
      "Calls a tool that creates, changes, deletes or does something (writes: true).",
      writeHints,
    ),
  ];
}

const localHints: ToolHints = {
  readOnlyHint: true,
  destructiveHint: false,
  idempotentHint: true,
  openWorldHint: false,
};
const readHints: ToolHints = { ...localHints, openWorldHint: true };
const writeHints: ToolHints = {
  readOnlyHint: false,
  destructiveHint: true,
  idempotentHint: false,
  openWorldHint: true,
};

function caller(name: MetaToolName, title: string, description: string, annotations: ToolHints): MetaTool {
  return {
    name,
    title,
    description,
    annotations,
    inputSchema: object(["name"], {
      name: { type: "string", description: "The tool's name, from search_tools." },
      arguments: { type: "object", description: "The tool's arguments, by its input schema (describe_tool)." },
    }),
  };
}

function object(
  required: readonly string[],
  properties: ToolDefinition["inputSchema"]["properties"] & object,
): ToolDefinition["inputSchema"] {
  return { type: "object", properties, required, additionalProperties: false };
}

function servicesText(services: readonly string[]): string {
  const named: string[] = [];
  for (const service of services) {
    if (named.join(", ").length + service.length > maxServices) break;
    named.push(service);
  }
  const rest = services.length - named.length;
  return `Services: ${named.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}.`;
}
