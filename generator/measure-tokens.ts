import { listSchema } from "../templates/src/runtime/mcp/list-schema.ts";
import type { JsonSchemaObject } from "../templates/src/runtime/surface-types.ts";
import type { Surface, SurfaceTool } from "./3-surface/surface.ts";

/** What `tools/list` costs a model: tokens of its result as JSON text, by o200k, the vocabulary of OpenAI's models since GPT-4o. */
export interface SurfaceTokens {
  readonly total: number;
  /** By the tool's name. Together with the brackets around them they are the total. */
  readonly byTool: ReadonlyMap<string, number>;
}

/** A tool as `tools/list` of the generated server gives it (`mcp/tool-table.ts`). */
export interface ListedTool extends Pick<SurfaceTool["definition"], "name" | "title" | "description" | "annotations"> {
  readonly inputSchema: JsonSchemaObject;
}

/** The tools in the order of the list: by name. */
export function listTools(surface: Pick<Surface, "services" | "schemas">): readonly ListedTool[] {
  return surface.services
    .flatMap(({ tools }) => tools)
    .map(({ definition: { name, title, description, inputSchema, annotations }, reaches }) => {
      const $defs = Object.fromEntries(reaches.map((shared) => [shared, surface.schemas.get(shared) ?? {}]));
      const schema = listSchema(reaches.length === 0 ? inputSchema : { ...inputSchema, $defs });
      return { name, title, description, inputSchema: schema, annotations };
    })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * Counts the tokens of a surface's list. The vocabulary is loaded with the first count: it is large, and most of what the program does
 * needs none.
 */
export async function measureTokens(surface: Pick<Surface, "services" | "schemas">): Promise<SurfaceTokens> {
  const { countTokens } = await import("gpt-tokenizer/encoding/o200k_base");
  const count = (text: string): number =>
    shortRuns(text).reduce((sum, part) => sum + countTokens(part, asPlainText), 0);
  const tools = listTools(surface);
  const open = '{"tools":[{"';
  const byTool = new Map<string, number>();
  for (const [index, tool] of tools.entries()) {
    // Cut before the first letter of each tool: there the vocabulary begins a token, so that the parts add up to the whole.
    const end = index === tools.length - 1 ? "]}" : ',{"';
    byTool.set(tool.name, count(JSON.stringify(tool).slice('{"'.length) + end));
  }
  const around = tools.length === 0 ? count('{"tools":[]}') : count(open);
  return { total: [...byTool.values()].reduce((sum, tokens) => sum + tokens, around), byTool };
}

/** What looks like a control token in a document is text. */
const asPlainText = { disallowedSpecial: new Set<string>() };

/** The vocabulary joins letters, signs or blanks in time that grows with the square of their number. */
const longRun = /[\p{L}\p{M}\p{N}]{256}|[^\s\p{L}\p{N}]{256}|\s{256}/gu;

/** Cuts runs that no real text has, so that none takes long. Real text stays one part. */
function shortRuns(text: string): readonly string[] {
  if (!hasLongRun(text)) return [text];
  const ends = Array.from(text.matchAll(longRun), ({ index, 0: run }) => index + run.length);
  return ends.length === 0 ? [text] : [...ends, text.length].map((end, at) => text.slice(ends[at - 1] ?? 0, end));
}

/** Whether 256 characters in a row may be of one kind. In a hurry: every text is looked at, and all but a few are short. */
function hasLongRun(text: string): boolean {
  let kind = 0;
  let length = 0;
  for (let at = 0; at < text.length; at++) {
    const now = kindOf(text.charCodeAt(at));
    length = now === kind ? length + 1 : 1;
    kind = now;
    if (length >= 256) return true;
  }
  return false;
}

/** Blanks, letters and whatever is not ASCII, signs. */
function kindOf(code: number): number {
  if (code <= 0x20) return 1;
  const isLetter =
    code > 0x7e || (code >= 0x30 && code <= 0x39) || (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a);
  return isLetter ? 2 : 3;
}
