import type { ApiTools } from "../templates/src/runtime/surface-types.ts";
import { GeneratorError } from "./errors.ts";
import type { SurfaceTokens } from "./measure-tokens.ts";

/** Tokens of `tools/list` from which on searching tools serves a model better than reading all of them with each conversation. */
export const manyTokens = 20_000;

/** Most tokens of the four tools that search mode lists, whatever the size of the API. */
export const searchTokens = 1_500;

/** What `tools/list` costs in the project's mode: all tools, or those of search mode and what is pinned beside them. */
export function listedTokens({ total, byTool }: SurfaceTokens, { mode, pinned = [] }: ApiTools = {}): number {
  if (mode !== "search") return total;
  return Math.min(total, searchTokens) + pinned.reduce((sum, tool) => sum + (byTool.get(tool) ?? 0), 0);
}

/** What to do about a list of so many tokens. */
export function searchAdvice(tokens: number): string {
  return (
    `${tokens.toLocaleString("en-US")} tokens are read with each conversation, and ${manyTokens.toLocaleString("en-US")} is much for most models. ` +
    'Offer the tools by search: "mode": "search" under "tools" in the config, or TOOL_MODE=search; or leave out what agents do not need.'
  );
}

/** Tools that are named. */
const named = 5;

/** The tools that cost most, the largest first. */
export function largestTools(
  { byTool }: SurfaceTokens,
  most: number = named,
): readonly { readonly tool: string; readonly tokens: number }[] {
  return [...byTool]
    .map(([tool, tokens]) => ({ tool, tokens }))
    .toSorted((a, b) => b.tokens - a.tokens || (a.tool < b.tool ? -1 : 1))
    .slice(0, most);
}

/**
 * @param tools - how the project offers its tools
 * @throws GeneratorError `surface-too-large` for more tokens than the budget, with the largest tools and what to do
 */
export function assertWithinBudget(tokens: SurfaceTokens, maxTokens: number | undefined, tools?: ApiTools): void {
  const listed = listedTokens(tokens, tools);
  if (maxTokens === undefined || listed <= maxTokens) return;
  const largest = largestTools(tokens).map(({ tool, tokens: own }) => `${tool} ${own.toLocaleString("en-US")}`);
  throw new GeneratorError(
    "surface-too-large",
    `tools/list costs ${listed.toLocaleString("en-US")} tokens (o200k), and the budget is ${maxTokens.toLocaleString("en-US")} ` +
      `(--max-tokens, or "maxTokens" under "tools" in the config). The largest tools: ${largest.join(", ")}. ` +
      `Leave out services or operations, shorten descriptions ("descriptions" under "tools"), offer the tools by search ("mode": "search"), or raise the budget.`,
  );
}
