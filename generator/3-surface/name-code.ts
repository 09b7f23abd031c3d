import { pascalCase } from "../identifier-case.ts";
import { stableHash } from "../stable-hash.ts";
import type { SurfaceTool } from "./surface.ts";

/** Words that TypeScript or a tool module already uses where the tool's constant stands. */
const takenWords = new Set(
  (
    "arguments async await break case catch class const continue debugger default delete do else enum eval export extends false finally for function if implements import in " +
    "instanceof interface let new null package private protected public return static super switch this throw true try typeof undefined var void while with yield " +
    "schemas types defineTool NaN Infinity"
  ).split(" "),
);

/** Names each tool's constant and the prefix of its types. All members of a clash carry a hash of the tool's name. */
export function nameCode(tools: readonly Omit<SurfaceTool, "typeName" | "constantName">[]): SurfaceTool[] {
  const counts = new Map<string, number>();
  for (const { definition } of tools)
    counts.set(pascalCase(definition.name), (counts.get(pascalCase(definition.name)) ?? 0) + 1);
  return tools.map((tool) => {
    const plain = pascalCase(tool.definition.name) || "Tool";
    const typeName = counts.get(plain) === 1 ? plain : `${plain}_${stableHash(tool.definition.name)}`;
    const constant = typeName.charAt(0).toLowerCase() + typeName.slice(1);
    // `xTools` is what a service's list is called.
    return {
      ...tool,
      typeName,
      constantName: takenWords.has(constant) || constant.endsWith("Tools") ? `${constant}Tool` : constant,
    };
  });
}
