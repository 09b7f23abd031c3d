import type { Tool } from "../runtime/surface-types.ts";
import { fixturesTools, type FixturesTypes } from "./fixtures.ts";
import { rulesTools, type RulesTypes } from "./rules.ts";

/** Argument and answer types of every tool, by name. */
export interface ToolTypes extends FixturesTypes, RulesTypes {}

export const tools: readonly Tool[] = [...fixturesTools, ...rulesTools];
