import type { Customization } from "./runtime/surface-types.ts";
import type { ToolTypes } from "./tools/index.ts";

/** Your own code: hooks by tool name. This file is written once and never again. */
export const custom: Customization<ToolTypes> = {
  hooks: {
    // list_pets: { before(input) { return input; }, after(output) { return output; } },
  },
};
