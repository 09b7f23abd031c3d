import { exportedConstant, importTypes } from "./declarations.ts";
import { literal } from "./quote.ts";
import { buildIndex, type IndexedSurface } from "./search/build-index.ts";
import type { SourcePrinter } from "./source-printer.ts";

/** `src/search-index.ts`: what search mode searches. Every project has it, since `TOOL_MODE` can turn search mode on. */
export async function searchIndexModule(printer: SourcePrinter, surface: IndexedSurface): Promise<string> {
  return await printer.print("src/search-index.ts", [
    importTypes(["SearchIndexData"], "./runtime/search/search-index.ts"),
    exportedConstant({
      name: "searchIndex",
      type: "SearchIndexData",
      initializer: literal(buildIndex(surface)),
      comment: "/** What `search_tools` searches: made from the tools, read as a whole at the start. */",
    }),
  ]);
}
