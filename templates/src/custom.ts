import type { Customization } from "./runtime/surface-types.ts";
import type { ToolTypes } from "./tools/index.ts";

/** Your own code: hooks and other descriptions by tool name, and `tools` of your own. This file is written once and never again. */
export const custom: Customization<ToolTypes> = {
  hooks: {
    // list_pets: { before(input) { return input; }, after(output) { return output; } },
  },
  descriptions: {
    // list_pets: "What models read in place of the document's words.",
  },
};
