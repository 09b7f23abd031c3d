import type { Feature } from "../3-surface/surface.ts";
import { exportedConstant, importTypes, importValues } from "./declarations.ts";
import { featureWirings } from "./features.ts";
import type { SourcePrinter } from "./source-printer.ts";

/** `src/features.ts`: the optional parts of the runtime that this server uses. */
export async function featuresModule(printer: SourcePrinter, used: ReadonlySet<Feature>): Promise<string> {
  const wirings = featureWirings(used);
  return await printer.print("src/features.ts", [
    importTypes(["RuntimeFeatures"], "./runtime/create-runtime.ts"),
    ...wirings.map(({ name, from }) => importValues([name], from)),
    exportedConstant({
      name: "features",
      type: "RuntimeFeatures",
      initializer: `{ ${wirings.map(({ option, name }) => `${option}: ${name}`).join(", ")} }`,
      comment: "/** Optional parts of the runtime that this server uses. */",
    }),
  ]);
}
