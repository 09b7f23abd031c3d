import type { JsonSchema } from "./runtime/surface-types.ts";

export const PetKind: JsonSchema = {
  type: "string",
  description: "What kind of animal a pet is.",
  enum: ["cat", "dog", "parrot"],
};
