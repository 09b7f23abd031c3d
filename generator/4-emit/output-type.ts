import type { ToolOutput } from "../3-surface/surface.ts";
import type { Convert } from "./subschema.ts";
import { keyword, type TypeNode, union, UNKNOWN } from "./type-node.ts";

/** The type of what a tool's handler answers: what the document declares, `unknown` when it declares nothing. */
export function outputType(output: ToolOutput, typeOf: Convert): TypeNode {
  const parts: TypeNode[] = [];
  if (output.json !== undefined) parts.push(typeOf(output.json));
  if (output.text) parts.push(keyword("string"));
  if (output.bytes) parts.push(keyword("Uint8Array"));
  if (output.empty) parts.push(keyword("undefined"));
  return parts.length === 0 ? UNKNOWN : union(parts);
}
