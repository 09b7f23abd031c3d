import type { JsonSchemaObject, Tool } from "../surface-types.ts";
import type { SearchIndex } from "./load-index.ts";
import { rankTools } from "./rank-tools.ts";
import { resolveSchema } from "./resolve-schema.ts";

/** What `search_tools` tells of a tool. */
export interface FoundTool {
  readonly name: string;
  /** What it does, in one line. */
  readonly does: string;
  readonly service: string;
  /** Required arguments. */
  readonly required: readonly string[];
  /** Scopes that it needs: the preferred alternative. */
  readonly scopes: readonly string[];
  readonly writes: boolean;
}

/** Longest line about a tool. */
const maxLine = 120;

/** The tools that fit a request best and that `get` knows: an index may have more than a connection sees. */
export function findTools(
  request: string,
  index: SearchIndex,
  { limit, get }: { readonly limit: number; readonly get: (name: string) => Tool | undefined },
): readonly FoundTool[] {
  const found: FoundTool[] = [];
  for (const number of rankTools(request, index)) {
    const tool = get(index.tools[number]?.name ?? "");
    if (tool !== undefined) found.push(summarize(tool));
    if (found.length >= limit) break;
  }
  return found;
}

function summarize({ name, title, description, service, inputSchema, scopes, annotations }: Tool): FoundTool {
  return {
    name,
    does: oneLine(title, name, description),
    service,
    required: requiredOf(inputSchema),
    scopes: scopes[0] ?? [],
    writes: !annotations.readOnlyHint,
  };
}

/** Of a body that stands under `body`, the members that it must have: without them the caller would learn nothing of it. */
function requiredOf({ required = [], properties, $defs }: JsonSchemaObject): readonly string[] {
  return required.flatMap((name) => {
    const inner = name === "body" ? resolveSchema(properties?.["body"], $defs)?.required : undefined;
    return inner === undefined || inner.length === 0 ? [name] : inner.map((member) => `${name}.${member}`);
  });
}

/** The title, unless it only spells the name out: then the first sentence of the description. */
function oneLine(title: string, name: string, description: string): string {
  const plain = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
  const [first = ""] = description
    .replaceAll(/<[^>]*>/g, "")
    .trim()
    .split(/(?<=\.)\s|\n/);
  const line = plain(title) === plain(name) && first !== "" ? first : title;
  return line.length <= maxLine ? line : `${line.slice(0, maxLine - 1)}…`;
}
