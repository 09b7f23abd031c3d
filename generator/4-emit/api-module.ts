import type { ApiDefinition } from "../../templates/src/runtime/surface-types.ts";
import { exportedConstant, importTypes } from "./declarations.ts";
import { literal } from "./quote.ts";
import type { SourcePrinter } from "./source-printer.ts";

/** `src/api.ts`: who the server is, and what its operations together need. */
export async function apiModule(printer: SourcePrinter, api: ApiDefinition): Promise<string> {
  return await printer.print("src/api.ts", [
    importTypes(["ApiDefinition"], "./runtime/surface-types.ts"),
    exportedConstant({ name: "api", type: "ApiDefinition", initializer: literal(api) }),
  ]);
}
