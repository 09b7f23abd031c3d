import type { AcceptedProposals, SurfaceLock } from "../4-emit/lock/surface-lock.ts";
import { changedProposals } from "../accept-proposals.ts";
import { bumpFor, changeOf, levels } from "./classify.ts";
import { compareArguments } from "./compare-arguments.ts";
import { compareHints } from "./compare-hints.ts";
import { compareResults } from "./compare-results.ts";
import { compareScopes } from "./compare-scopes.ts";
import type { Change, ChangeLevel, DiffResult, DiffSide } from "./diff-result.ts";
import { pairTools } from "./pair-tools.ts";
import { say } from "./phrase.ts";
import type { SurfaceSide } from "./surface-side.ts";
import type { PairedTool, ToolPair } from "./tool-pair.ts";

/** What changes for agents and users from one surface to another. Pure. */
export function compareSurfaces(old: SurfaceSide, now: SurfaceSide): DiffResult {
  const { pairs, added, removed } = pairTools(old, now);
  const operations = new Set(Object.values(now.lock.tools).map(({ operation }) => operation));
  const changes = [
    ...compareServers(old.lock, now.lock),
    ...removed.map(([name, { operation }]) => changeOf("tool-removed", say`the tool is gone (${operation})`, name)),
    ...added.map(([name, { operation }]) => changeOf("tool-added", say`the tool is new (${operation})`, name)),
    ...pairs.flatMap((pair) => compareTools(pair, operations)),
  ].toSorted(byLevelAndTool);
  const count = (level: ChangeLevel): number => changes.filter((change) => change.level === level).length;
  return {
    old: describeSide(old),
    new: describeSide(now),
    changes,
    counts: { breaking: count("breaking"), risky: count("risky"), safe: count("safe") },
    bump: bumpFor(changes),
  };
}

function byLevelAndTool(left: Change, right: Change): number {
  const level = levels.indexOf(left.level) - levels.indexOf(right.level);
  if (level !== 0 || left.tool === right.tool) return level;
  return (left.tool ?? "") < (right.tool ?? "") ? -1 : 1;
}

function describeSide({ label, lock, schemas }: SurfaceSide): DiffSide {
  const { name, tools, tokens } = lock;
  const counted = tokens === undefined ? {} : { tokens };
  return { label, name, tools: Object.keys(tools).length, ...counted, hasSchemas: schemas !== undefined };
}

function compareServers(old: SurfaceLock, now: SurfaceLock): readonly Change[] {
  return [
    ...(old.mode === now.mode ? [] : [changeOf("mode-changed", say`the mode is ${now.mode}, and was ${old.mode}`)]),
    ...(old.upstream === now.upstream
      ? []
      : [changeOf("upstream-changed", say`calls are sent in the mode ${now.upstream}, and were in ${old.upstream}`)]),
    ...compareConfirmation(old.confirm ?? "never", now.confirm ?? "never"),
    ...compareProposals(old.accepted, now.accepted),
    ...(old.name === now.name
      ? []
      : [changeOf("server-renamed", say`the server is called ${now.name}, and was ${old.name}`)]),
    ...now.scopes
      .filter((scope) => !old.scopes.includes(scope))
      .map((scope) => changeOf("scope-requested", say`the server asks for the scope ${scope}, and did not`)),
    ...old.scopes
      .filter((scope) => !now.scopes.includes(scope))
      .map((scope) => changeOf("scope-dropped", say`the server no longer asks for the scope ${scope}`)),
  ];
}

function compareConfirmation(was: string, is: string): readonly Change[] {
  if (was === is) return [];
  const phrase = say`agreement is asked for: ${is}; it was for: ${was}`;
  return [changeOf("confirmation-changed", phrase)];
}

function compareProposals(old: AcceptedProposals, now: AcceptedProposals): readonly Change[] {
  return changedProposals(old, now).map(({ what, accepted, proposed }) => {
    const phrase = say`${what}: ${proposed ?? "none"} is proposed, and was ${accepted ?? "none"}`;
    if (proposed === undefined) return changeOf("origin-removed", phrase);
    return changeOf(what === "issuer" ? "issuer-changed" : "origin-changed", phrase);
  });
}

function compareTools(pair: ToolPair, operations: ReadonlySet<string>): readonly Change[] {
  const { old, now } = pair;
  return [
    ...(old.name === now.name
      ? []
      : [changeOf("tool-renamed", say`the tool ${old.name} is called ${now.name} now`, now.name)]),
    ...compareOperations(pair, operations),
    ...(old.tool.service === now.tool.service
      ? []
      : [changeOf("tool-regrouped", say`it belongs to ${now.tool.service}, and did to ${old.tool.service}`, now.name)]),
    ...compareArguments(pair),
    ...compareResults(pair),
    ...compareScopes(pair),
    ...compareHints(pair),
    ...compareTexts(pair),
  ];
}

/** Arguments bring and take their descriptions: that is no change of its own. */
function compareTexts({ old, now }: ToolPair): readonly Change[] {
  const names = ({ tool }: PairedTool): string => Object.keys(tool.arguments).toSorted().join("\n");
  if (old.tool.text === now.tool.text || names(old) !== names(now)) return [];
  return [changeOf("text-changed", ["its texts changed"], now.name)];
}

/** @param operations - all of the new surface */
function compareOperations({ old, now }: ToolPair, operations: ReadonlySet<string>): readonly Change[] {
  const [was, is] = [old.tool.operation, now.tool.operation];
  if (was === is) return [];
  const phrase = say`it sends ${is}, and sent ${was}`;
  if (operations.has(was)) return [changeOf("tool-repurposed", phrase, now.name)];
  const isSameMethod = was.split(" ")[0] === is.split(" ")[0];
  return [changeOf(isSameMethod ? "tool-moved" : "tool-method-changed", phrase, now.name)];
}
