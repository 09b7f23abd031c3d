import { levels } from "./classify.ts";
import type { Change, ChangeCode, ChangeLevel } from "./diff-result.ts";
import type { Phrase } from "./phrase.ts";

/** Changes of one kind, worth one sentence. */
export interface ChangeGroup {
  readonly level: ChangeLevel;
  readonly code: ChangeCode;
  readonly meaning: string;
  readonly entries: readonly GroupedChange[];
}

/** One change that some tools have in common. */
export interface GroupedChange {
  readonly phrase: Phrase;
  /** Empty: about the whole server. */
  readonly tools: readonly string[];
}

/** Changes for reading: by kind, the worst first, and what says the same of several tools once. */
export function groupChanges(changes: readonly Change[]): readonly ChangeGroup[] {
  const groups = [...Map.groupBy(changes, ({ code }) => code).values()].flatMap((group): ChangeGroup[] => {
    const [first] = group;
    if (first === undefined) return [];
    const { level, code, meaning } = first;
    return [{ level, code, meaning, entries: [...Map.groupBy(group, ({ text }) => text).values()].map(entryOf) }];
  });
  return groups.toSorted((left, right) => levels.indexOf(left.level) - levels.indexOf(right.level));
}

function entryOf(changes: readonly Change[]): GroupedChange {
  const tools = changes.flatMap(({ tool }) => tool ?? []);
  return { phrase: changes[0]?.phrase ?? [], tools };
}
