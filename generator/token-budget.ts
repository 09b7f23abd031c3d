import { GeneratorError } from "./errors.ts";
import type { SurfaceTokens } from "./measure-tokens.ts";

/** Tokens of `tools/list` from which on searching tools serves a model better than reading all of them with each conversation. */
export const manyTokens = 20_000;

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

/** @throws GeneratorError `surface-too-large` for more tokens than the budget, with the largest tools and what to do */
export function assertWithinBudget(tokens: SurfaceTokens, maxTokens: number | undefined): void {
  if (maxTokens === undefined || tokens.total <= maxTokens) return;
  const largest = largestTools(tokens).map(({ tool, tokens: own }) => `${tool} ${own.toLocaleString("en-US")}`);
  throw new GeneratorError(
    "surface-too-large",
    `tools/list costs ${tokens.total.toLocaleString("en-US")} tokens (o200k), and the budget is ${maxTokens.toLocaleString("en-US")} ` +
      `(--max-tokens, or "maxTokens" under "tools" in the config). The largest tools: ${largest.join(", ")}. ` +
      `Leave out services or operations, shorten descriptions ("descriptions" under "tools"), offer the tools by search ("mode": "search"), or raise the budget.`,
  );
}
