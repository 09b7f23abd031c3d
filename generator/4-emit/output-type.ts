import type { ToolOutput } from "../3-surface/surface.ts";
import { schemaToType } from "./schema-to-type.ts";
import { keyword, type TypeNode, union, UNKNOWN } from "./type-node.ts";

/** The type of what a tool's handler answers: what the document declares, `unknown` when it declares nothing. */
export function outputType(output: ToolOutput, names: ReadonlySet<string>): TypeNode {
  const parts: TypeNode[] = [];
  if (output.json !== undefined) parts.push(schemaToType(output.json, names));
  if (output.text) parts.push(keyword("string"));
  if (output.bytes) parts.push(keyword("Uint8Array"));
  if (output.empty) parts.push(keyword("undefined"));
  return parts.length === 0 ? UNKNOWN : union(parts);
}
