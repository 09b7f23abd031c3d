import type { Tool } from "../runtime/surface-types.ts";
import { petsTools, type PetsTypes } from "./pets.ts";

/** Argument and answer types of every tool, by name. */
export interface ToolTypes extends PetsTypes {}

export const tools: readonly Tool[] = [...petsTools];
