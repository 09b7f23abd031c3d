import { splitWords } from "../../../templates/src/runtime/search/split-words.ts";
import { stemWord } from "../../../templates/src/runtime/search/stem-word.ts";
import type { ToolAction } from "../../../templates/src/runtime/search/tool-action.ts";
import type { ToolDefinition } from "../../../templates/src/runtime/surface-types.ts";

const verbs: Readonly<Record<Exclude<ToolAction, "act">, string>> = {
  read: "get list retrieve search find query read fetch show return returns lookup calculate preview browse check",
  create: "create add new register insert make generate upload",
  update: "update edit modify change set replace patch upsert rename",
  delete: "delete remove destroy erase purge clear",
};

const actionOfVerb: ReadonlyMap<string, ToolAction> = new Map(
  Object.entries(verbs).flatMap(([action, words]) =>
    words.split(" ").map((word) => [stemWord(word), action as ToolAction] as const),
  ),
);

/** Words before the verb. */
const passed = /^(?:post|put|patch|v\d+|a|an|to|the|this|you|can|use|endpoint|bulk|batch|api|admin|deprecated)$/;

/**
 * What each tool does, from its method, the first verb of its title, description or name, and its path. POST alone says little: APIs
 * search, update and delete by it.
 * @param tools in the order of their numbers
 */
export function toolActions(tools: readonly ToolDefinition[]): readonly ToolAction[] {
  const collections = new Set(tools.filter(isRead).map(({ operation }) => unnamed(operation.path)));
  return tools.map((tool) => {
    if (isRead(tool)) return "read";
    const { method, path } = tool.operation;
    if (method === "DELETE") return "delete";
    const said = [tool.title, tool.description, tool.name].map(verbOf).find((action) => action !== undefined);
    if (method === "PUT" || method === "PATCH") return said === "create" ? "create" : "update";
    if (said !== undefined) return said;
    if (/\}\/?$/.test(path)) return "update";
    return collections.has(unnamed(path)) ? "create" : "act";
  });
}

function isRead({ annotations }: ToolDefinition): boolean {
  return annotations.readOnlyHint;
}

function unnamed(path: string): string {
  return path.replaceAll(/\{[^}]*\}/g, "{}").replace(/\/$/, "");
}

/** Only the first words: `Creates a refund` says more than what the sentence ends with. */
function verbOf(text: string): ToolAction | undefined {
  const words = splitWords(text.replaceAll(/<[^>]*>/g, " ")).slice(0, 8);
  return actionOfVerb.get(stemWord(words.find((word) => !passed.test(word)) ?? ""));
}
