import type { RankedTool } from "./ranked-tool.ts";
import type { RankingWeights } from "./ranking-weights.ts";
import type { Clause } from "./read-clause.ts";

/** What a tool keeps of its score by whether it does what the clause asks for, and can be called with what the clause gives. */
export function actionFactor(clause: Clause, tool: RankedTool, weights: RankingWeights): number {
  return byAction(clause, tool, weights) * byId(clause, tool, weights);
}

function byAction({ actions, others }: Clause, { action }: RankedTool, weights: RankingWeights): number {
  if (actions.size === 0) return 1;
  if (actions.has(action)) return weights.sameAction;
  if (others.has(action)) return weights.otherPart;
  if (action === "read") return actions.has("act") ? weights.readToAct : weights.readOrWrite;
  if (actions.size === 1 && actions.has("read")) return weights.readOrWrite;
  if (action === "update") return weights.updateInstead;
  return actions.has("act") || action === "act" ? 1 : weights.otherWrite;
}

/** Without an id one can list, and not read one. */
function byId({ hasId }: Clause, { action, lists, depth }: RankedTool, weights: RankingWeights): number {
  return hasId || action !== "read" || lists || depth === 0 ? 1 : weights.getWithoutId;
}
