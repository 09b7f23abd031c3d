import type { Customization } from "./runtime/surface-types.ts";
import type { ToolTypes } from "./tools/index.ts";

/**
 * Your own code: hooks and other descriptions by tool name, and `tools` of your own (see `ExtraTool`). This file is
 * written once and never again. A hook for a tool that does not exist, or with an argument that the tool does not have,
 * is a type error.
 */
export const custom: Customization<ToolTypes> = {
  hooks: {
    // create_berth: {
    //   before(input) {
    //     return { ...input, dock: input.dock.trim() };
    //   },
    //   after(output) {
    //     return output;
    //   },
    // },
  },
  descriptions: {
    // create_berth: "What models read in place of the document's words.",
  },
};
