import type { JsonSchema } from "./runtime/surface-types.ts";

export const Address: JsonSchema = {
  type: "object",
  properties: { street: { type: "string" }, city: { type: "string" } },
};
